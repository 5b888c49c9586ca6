import type { LikenessPart } from '@shared/domain/columns/likeness-part'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alignRows } from './compare-branch'

/** Likenesses of rows that are told apart by a letter for what they are and a number for what they say; "" = undecodable. */
function likenessOf(rows: readonly string[]): LikenessPart {
  const identityLow = Uint32Array.from(rows, (row) => row.codePointAt(0) ?? 0)
  const contentLow = Uint32Array.from(rows, (row) => Number.parseInt(`0${row.slice(1)}`, 10))
  const none = new Uint32Array(rows.length)
  return {
    count: rows.length,
    first: 1,
    identityLow,
    identityHigh: none,
    contentLow,
    contentHigh: none,
    textBytes: none,
    renamed: []
  }
}

function aligned(path: readonly string[], branch: readonly string[]) {
  const likeness = likenessOf([...path, ...branch])
  return alignRows(
    [...path.keys()],
    [...branch.keys()].map((at) => path.length + at),
    likeness
  )
}

describe('a branch beside the path', () => {
  test('nodes of the same identity share a line, whether they say the same or not', () => {
    expect(aligned(['a1', 'b1', 'c1'], ['a1', 'b2'])).toEqual([
      { path: 0, branch: 3, relation: 'same' },
      { path: 1, branch: 4, relation: 'variant' },
      { path: 2, branch: null, relation: 'other' }
    ])
  })

  test('what stands between such nodes stands side by side', () => {
    expect(aligned(['x', 'a1'], ['y', 'z', 'a1'])).toEqual([
      { path: 0, branch: 2, relation: 'other' },
      { path: null, branch: 3, relation: 'other' },
      { path: 1, branch: 4, relation: 'same' }
    ])
  })

  test('undecodable rows are like no other', () => {
    expect(aligned([''], [''])).toEqual([{ path: 0, branch: 1, relation: 'other' }])
  })

  test('every row stands on one line, in its order', () => {
    const rows = fc.array(fc.constantFrom('a1', 'a2', 'b1', 'c1', 'd1', ''), { maxLength: 12 })
    fc.assert(
      fc.property(rows, rows, (path, branch) => {
        const lines = aligned(path, branch)
        expect(lines.flatMap((line) => line.path ?? [])).toEqual([...path.keys()])
        expect(lines.flatMap((line) => line.branch ?? [])).toEqual(
          [...branch.keys()].map((at) => path.length + at)
        )
      })
    )
  })
})
