import { NO_PARENT, type NodeColumns, NodeFlag } from '@shared/domain/columns/columns'
import type { BranchRow } from '@shared/ipc/store'
import { describe, expect, test } from 'vitest'
import { noEntryFilter, passes, sumOf, tombstoneBranches } from './branch-entries'

const branch: BranchRow = {
  topRow: 1,
  top: 'm1',
  lastRow: 2,
  nodes: 2,
  bytes: 500,
  copies: 0,
  variants: 0,
  unique: 2,
  class: 'work',
  reason: 'retried-question',
  evidence: 'The question became another.',
  time: 1_000,
  lastWords: 'Changed as Asked',
  tombstoned: 0,
  rlm: false
}

describe('the list of branches', () => {
  test('without a filter everything passes, and each filter cuts by its own measure', () => {
    const now = 5_000
    expect(passes(noEntryFilter, branch, now)).toBe(true)
    expect(passes({ ...noEntryFilter, reasons: ['compacted'] }, branch, now)).toBe(false)
    expect(passes({ ...noEntryFilter, content: 'copies' }, branch, now)).toBe(false)
    expect(passes({ ...noEntryFilter, content: 'unique' }, branch, now)).toBe(true)
    expect(passes({ ...noEntryFilter, olderThanMs: 4_000 }, branch, now)).toBe(true)
    expect(passes({ ...noEntryFilter, olderThanMs: 4_001 }, branch, now)).toBe(false)
    expect(passes({ ...noEntryFilter, minBytes: 501 }, branch, now)).toBe(false)
    expect(passes({ ...noEntryFilter, text: ' as asked ' }, branch, now)).toBe(true)
  })

  test('a branch without a time is not older than anything', () => {
    expect(passes({ ...noEntryFilter, olderThanMs: 0 }, { ...branch, time: null }, 5_000)).toBe(false)
  })

  test('sums what it holds', () => {
    expect(sumOf([branch, { ...branch, nodes: 3, bytes: 1 }])).toEqual({ nodes: 5, bytes: 501 })
  })

  test('groups tombstoned rows that hang together under their highest one, loops and long chains included', () => {
    const { onPath, tombstoned: gone } = NodeFlag
    const parents = [NO_PARENT, 0, 1, 0, 5, 4]
    const nodes: NodeColumns = {
      count: 6,
      seq: Float64Array.from(parents, (_, row) => row),
      parent: Int32Array.from(parents),
      kind: new Uint8Array(6),
      flags: Uint16Array.from([onPath, gone, gone, 0, gone, gone]),
      bytes: Uint32Array.from([1, 10, 20, 1, 5, 5]),
      time: Float64Array.from([0, 7, Number.NaN, 0, Number.NaN, Number.NaN]),
      lines: new Uint8Array(6)
    }
    expect(tombstoneBranches(nodes)).toMatchObject([
      { topRow: 1, lastRow: 2, nodes: 2, bytes: 30, time: 7, reason: 'tombstoned' },
      { topRow: 4, lastRow: 5, nodes: 2, bytes: 10, time: null }
    ])
    const chain = 200_000
    const long: NodeColumns = {
      ...nodes,
      count: chain,
      parent: Int32Array.from({ length: chain }, (_, row) => (row === chain - 1 ? NO_PARENT : row + 1)),
      flags: new Uint16Array(chain).fill(gone),
      bytes: new Uint32Array(chain).fill(1),
      time: new Float64Array(chain)
    }
    expect(tombstoneBranches(long)).toMatchObject([{ topRow: chain - 1, nodes: chain, bytes: chain }])
  })
})
