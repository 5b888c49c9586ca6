import { NO_PARENT, type NodeColumns, NodeFlag, nodeKinds } from '@shared/domain/columns/columns'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { growLayout, startGrowing } from './grow'
import { layoutGraph } from './layout'

interface RowShape {
  /** Rows back to the parent. */
  readonly back: number
  readonly kind: number
  readonly lines: number
  readonly turn: boolean
}

const rowShape = fc.record({
  back: fc.integer({ min: 1, max: 5 }),
  kind: fc.nat({ max: nodeKinds.length - 1 }),
  lines: fc.nat({ max: 3 }),
  turn: fc.boolean()
})

/** Columns of `old` rows, and below row `leaf` of them a chain of `added` ones. */
function columnsOf(old: readonly RowShape[], leaf: number, added: readonly RowShape[]): NodeColumns {
  const shapes = [...old, ...added]
  const count = shapes.length
  return {
    count,
    parent: Int32Array.from(shapes, ({ back }, row) => {
      if (row > old.length) return row - 1
      if (row === old.length) return leaf
      return row >= back ? row - back : NO_PARENT
    }),
    seq: Float64Array.from(shapes.keys()),
    kind: Uint8Array.from(shapes, ({ kind }) => kind),
    lines: Uint8Array.from(shapes, ({ lines }) => lines),
    bytes: new Uint32Array(count),
    time: new Float64Array(count),
    flags: Uint16Array.from(shapes, ({ turn }) => (turn ? NodeFlag.turnStart : 0))
  }
}

const cases = fc
  .record({
    old: fc.array(rowShape, { minLength: 1, maxLength: 40 }),
    added: fc.array(rowShape, { minLength: 1, maxLength: 6 }),
    leaf: fc.nat()
  })
  .map(({ old, added, leaf }) => {
    const at = leaf % old.length
    const after = columnsOf(old, at, added)
    const before = layoutGraph(columnsOf(old, at, []), { leaf: at, showCopies: false })
    const rows = added.map((_, i) => old.length + i)
    return {
      before,
      grown: growLayout(startGrowing(before), after, rows),
      byOne: rows.reduce((layout, row) => growLayout(layout, after, [row]), startGrowing(before)),
      anew: layoutGraph(after, { leaf: after.count - 1, showCopies: false })
    }
  })

it('a grown layout is the one that would be made anew, but for where branches stand', () => {
  fc.assert(
    fc.property(cases, ({ grown, anew }) => {
      const { rowAt, positionOf, turns, fork, first, offset, head } = anew.read
      expect(grown.read).toMatchObject({ rowAt, positionOf, turns, fork, first, offset, head })
      const { runStart, offset: runOffset, first: firstRun, fork: runFork } = anew.runs
      expect(grown.runs).toMatchObject({ runStart, offset: runOffset, first: firstRun, fork: runFork })
      for (const distance of ['read', 'runs'] as const) {
        expect(grown[distance].height).toEqual(anew[distance].height)
        expect(grown[distance].top[0]).toBe(anew[distance].top[0])
      }
    })
  )
})

it('a layout grows by one row after the other as it grows by all at once', () => {
  fc.assert(
    fc.property(cases, ({ grown, byOne }) => {
      expect(byOne).toEqual(grown)
    })
  )
})

it('everything above the leaf moves up together', () => {
  fc.assert(
    fc.property(cases, ({ before, grown }) => {
      for (const distance of ['read', 'runs'] as const) {
        const moved = grown[distance].top.map((y, segment) => y - (before[distance].top[segment] ?? 0))
        expect(new Set(moved).size).toBe(1)
      }
    })
  )
})
