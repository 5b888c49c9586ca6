import { LOST_PARENT, NO_PARENT, type NodeColumns, NodeFlag } from '@shared/domain/columns/columns'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  branchTop,
  carryChoice,
  chooseBelow,
  classOfRow,
  copyBranches,
  leaveRow,
  listChildren,
  tallyOf,
  topsOf
} from './choice'

/** A graph by parents and flags alone; every row holds ten bytes more than the one before. */
function graph(parents: readonly number[], flags: readonly number[]): NodeColumns {
  const count = parents.length
  return {
    count,
    seq: Float64Array.from(parents, (_, row) => row * 2 + 1),
    parent: Int32Array.from(parents),
    kind: new Uint8Array(count),
    flags: Uint16Array.from(flags),
    bytes: Uint32Array.from(parents, (_, row) => (row + 1) * 10),
    time: new Float64Array(count),
    lines: new Uint8Array(count)
  }
}

/** Any parents at all, loops and later rows included, and any state of a row. */
const anyGraph = fc.integer({ min: 1, max: 40 }).chain((count) =>
  fc
    .tuple(
      fc.array(fc.oneof(fc.constantFrom(NO_PARENT, LOST_PARENT), fc.nat(count - 1)), {
        minLength: count,
        maxLength: count
      }),
      fc.array(fc.constantFrom(0, 0, 0, NodeFlag.onPath, NodeFlag.tombstoned, NodeFlag.undecodable), {
        minLength: count,
        maxLength: count
      })
    )
    .map(([parents, flags]) => graph(parents, flags))
)

const chosenRows = (mask: Uint8Array): number[] => [...mask.keys()].filter((row) => mask[row] === 1)

/** Closed downwards: no chosen row has a child of its own class that is not chosen. */
const isClosed = (mask: Uint8Array, nodes: NodeColumns): boolean =>
  [...nodes.parent.entries()].every(
    ([row, up]) =>
      up < 0 ||
      mask[up] !== 1 ||
      mask[row] === 1 ||
      classOfRow(nodes.flags, row) !== classOfRow(nodes.flags, up)
  )

describe('a choice on the graph', () => {
  test('takes a branch with everything below it, and leaves the path and what is hidden already alone', () => {
    const { onPath, tombstoned } = NodeFlag
    const nodes = graph([NO_PARENT, 0, 0, 2, 3, 3], [onPath, onPath, 0, 0, 0, tombstoned])
    const mask = new Uint8Array(6)
    chooseBelow(mask, nodes, listChildren(nodes), 2)
    expect(chosenRows(mask)).toEqual([2, 3, 4])
    chooseBelow(mask, nodes, listChildren(nodes), 0)
    expect(chosenRows(mask)).toEqual([2, 3, 4])
    expect(tallyOf(mask, nodes, 'orphan')).toEqual({ nodes: 3, bytes: 120 })
  })

  test('lets go of what stands above when something below is to stay, but not of its siblings', () => {
    const nodes = graph([NO_PARENT, 0, 1, 1], [NodeFlag.onPath, 0, 0, 0])
    const mask = new Uint8Array(4)
    chooseBelow(mask, nodes, listChildren(nodes), 1)
    leaveRow(mask, nodes, listChildren(nodes), 2)
    expect(chosenRows(mask)).toEqual([3])
  })

  test('stays closed downwards whatever is chosen and left, on any graph', () => {
    fc.assert(
      fc.property(anyGraph, fc.array(fc.nat(1000), { maxLength: 12 }), (nodes, picks) => {
        const children = listChildren(nodes)
        const mask = new Uint8Array(nodes.count)
        for (const pick of picks) {
          const row = pick % nodes.count
          if (mask[row] === 1) leaveRow(mask, nodes, children, row)
          else chooseBelow(mask, nodes, children, row)
          expect(isClosed(mask, nodes)).toBe(true)
          expect(chosenRows(mask).every((at) => classOfRow(nodes.flags, at) !== 'fixed')).toBe(true)
        }
      })
    )
  })

  test('its tops say it whole: choosing below them gives the same rows again', () => {
    fc.assert(
      fc.property(anyGraph, fc.array(fc.nat(1000), { maxLength: 6 }), (nodes, picks) => {
        const children = listChildren(nodes)
        const mask = new Uint8Array(nodes.count)
        for (const pick of picks) chooseBelow(mask, nodes, children, pick % nodes.count)
        const again = new Uint8Array(nodes.count)
        for (const wanted of ['orphan', 'tombstone'] as const)
          for (const top of topsOf(mask, nodes, wanted)) chooseBelow(again, nodes, children, top)
        expect(again).toEqual(mask)
      })
    )
  })

  test('the top of a branch is the highest of its class, and of a loop its first row', () => {
    const nodes = graph([NO_PARENT, 0, 1, 5, 3, 4], [NodeFlag.onPath, 0, 0, 0, 0, 0])
    expect([branchTop(nodes, 2), branchTop(nodes, 1), branchTop(nodes, 5)]).toEqual([1, 1, 3])
  })

  test('goes over to a newer graph by the row numbers of the store, and lets go of what changed sides', () => {
    const before = graph([NO_PARENT, 0, 0, 0], [NodeFlag.onPath, 0, 0, 0])
    const later = graph([NO_PARENT, 0, 0, 0], [NodeFlag.onPath, 0, NodeFlag.tombstoned, 0])
    // row number 3 is gone, 5 is tombstoned by now, 7 has moved up
    const after = { ...later, seq: Float64Array.from([1, 4, 5, 7]) }
    const mask = Uint8Array.from([0, 1, 1, 1])
    expect(chosenRows(carryChoice(mask, before, after))).toEqual([3])
  })
})

test('the branches that only copy are found in the graph itself, each with its top', () => {
  const { copy, unique, onPath } = NodeFlag
  const nodes = graph([NO_PARENT, 0, 1, 0, 3, LOST_PARENT, 5], [onPath, copy, copy, copy, unique, copy, copy])
  expect(copyBranches(nodes)).toEqual({ tops: [1, 5], nodes: 4 })
})
