import type { NodeColumns } from '@shared/domain/columns/columns'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ContentCount, rowsBelow, rowsBetween } from './content'

const columnsOf = (parents: readonly number[]): NodeColumns => ({
  count: parents.length,
  seq: Float64Array.from(parents.keys()),
  parent: Int32Array.from(parents),
  kind: new Uint8Array(parents.length),
  flags: new Uint16Array(parents.length),
  bytes: new Uint32Array(parents.length).fill(10),
  time: new Float64Array(parents.length),
  lines: new Uint8Array(parents.length)
})

describe('what a branch or a run holds', () => {
  test('a branch is its top and everything whose parents lead to it', () => {
    const columns = columnsOf([-1, 0, 1, 1, 0, 4, 3])
    expect(rowsBelow(columns, 1)).toEqual([1, 2, 3, 6])
  })

  test('a loop below nothing belongs to no branch, and its member has the whole loop below it', () => {
    const columns = columnsOf([-1, 3, 1, 2])
    expect(rowsBelow(columns, 0)).toEqual([0])
    expect(rowsBelow(columns, 1)).toEqual([1, 2, 3])
  })

  test('any parents: the rows below agree with walking up from each row', () => {
    const parents = fc.array(fc.integer({ min: -2, max: 15 }), { minLength: 1, maxLength: 16 })
    fc.assert(
      fc.property(parents, (given) => {
        const columns = columnsOf(given.map((parent) => (parent < given.length ? parent : -1)))
        const reaches = (row: number): boolean => {
          for (let at = row, steps = 0; at >= 0 && steps <= columns.count; steps++) {
            if (at === 0) return true
            at = columns.parent[at] ?? -1
          }
          return false
        }
        const expected = [...columns.seq.keys()].filter(reaches)
        expect(rowsBelow(columns, 0)).toEqual(expected)
      })
    )
  })

  test('a run goes from its last row up to its first', () => {
    const columns = columnsOf([-1, 0, 1, 2])
    expect(rowsBetween(columns, 1, 3)).toEqual([1, 2, 3])
    const count = new ContentCount(columns, [1, 2, 3])
    expect(count.add(3)).toBe(true)
    expect(count.content()).toMatchObject({ nodes: 3, bytes: 30, failed: 0 })
  })

  test('counted in slices of any size, every row is counted once', () => {
    const columns = { ...columnsOf([-1, 0, 1, 2, 3]), kind: Uint8Array.of(0, 1, 1, 0, 2) }
    const whole = new ContentCount(columns, null)
    expect(whole.add(5)).toBe(true)
    const sliced = new ContentCount(columns, null)
    expect([sliced.add(2), sliced.add(2), sliced.add(2)]).toEqual([false, false, true])
    expect(sliced.content()).toEqual(whole.content())
    expect(whole.content()).toMatchObject({ nodes: 5, bytes: 50 })
  })
})
