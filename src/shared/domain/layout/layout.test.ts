import { LOST_PARENT, NO_PARENT, type NodeColumns, NodeFlag, nodeKinds } from '@shared/domain/columns/columns'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SegmentKind } from './chains'
import { laneGap, readMetrics, runPitch } from './geometry'
import { type CanvasLayout, type LayoutColumns, layoutGraph, rowCardHeight } from './layout'
import { branchesAt, cardRect, runOf, segmentOf, visibleStretches } from './query'

interface RowShape {
  readonly parent: number
  readonly kind: number
  readonly lines: number
  readonly copy: boolean
  readonly turn: boolean
}

/** Rows whose parents point anywhere: backwards, forwards, at themselves, at nothing, at what is not stored. */
const rowShapes = fc.array(
  fc.record({
    parent: fc.oneof(
      { weight: 8, arbitrary: fc.integer({ min: -6, max: -1 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 40 }) }
    ),
    kind: fc.nat({ max: nodeKinds.length - 1 }),
    lines: fc.nat({ max: 3 }),
    copy: fc.boolean(),
    turn: fc.boolean()
  }),
  { maxLength: 60 }
)

/** Parents below zero count back from the row itself; one that reaches before the first row is none, or lost. */
function columnsOf(shapes: readonly RowShape[], leaf: number | null): NodeColumns {
  const count = shapes.length
  const parent = Int32Array.from(shapes, (shape, row) => {
    if (shape.parent >= 0) return shape.parent < count ? shape.parent : LOST_PARENT
    const back = row + shape.parent
    return back >= 0 ? back : NO_PARENT
  })
  const path = new Set<number>()
  for (let row = leaf ?? -1; row >= 0 && !path.has(row); row = parent[row] ?? -1) path.add(row)
  return {
    count,
    parent,
    seq: Float64Array.from(shapes, (_, row) => row),
    kind: Uint8Array.from(shapes, (shape) => shape.kind),
    lines: Uint8Array.from(shapes, (shape) => shape.lines),
    bytes: new Uint32Array(count),
    time: new Float64Array(count),
    flags: Uint16Array.from(
      shapes,
      (shape, row) =>
        (shape.copy && !path.has(row) ? NodeFlag.copy : 0) |
        (shape.turn ? NodeFlag.turnStart : 0) |
        (path.has(row) ? NodeFlag.onPath : 0)
    )
  }
}

const drawing = fc
  .record({
    shapes: rowShapes,
    leaf: fc.option(fc.nat({ max: 59 })),
    showCopies: fc.boolean()
  })
  .map(({ shapes, leaf: wanted, showCopies }) => {
    const leaf = wanted === null || shapes.length === 0 ? null : wanted % shapes.length
    const columns = columnsOf(shapes, leaf)
    return { columns, leaf, showCopies, layout: layoutGraph(columns, { leaf, showCopies }) }
  })

const both = ({ read, runs }: CanvasLayout): readonly LayoutColumns[] => [read, runs]
const segments = (layout: LayoutColumns): readonly number[] => [...layout.kind.keys()]

function chain(
  count: number,
  parentOf: (row: number) => number,
  flags: (row: number) => number
): NodeColumns {
  return {
    count,
    parent: Int32Array.from({ length: count }, (_, row) => parentOf(row)),
    seq: Float64Array.from({ length: count }, (_, row) => row),
    kind: new Uint8Array(count),
    lines: new Uint8Array(count),
    bytes: new Uint32Array(count),
    time: new Float64Array(count),
    flags: Uint16Array.from({ length: count }, (_, row) => flags(row))
  }
}

describe('the layout of any graph', () => {
  it('shows every row once, or counts it in one chip', () => {
    fc.assert(
      fc.property(drawing, ({ columns, layout: { read }, showCopies }) => {
        const shown = [...read.rowAt].sort((a, b) => a - b)
        expect(new Set(shown).size).toBe(shown.length)
        const folded = read.folded.reduce((sum, nodes) => sum + nodes, 0)
        expect(shown.length + folded).toBe(columns.count)
        if (showCopies) expect(folded).toBe(0)
      })
    )
  })

  it('folds nothing but copies', () => {
    fc.assert(
      fc.property(drawing, ({ columns, layout: { read } }) => {
        for (const [row, at] of read.positionOf.entries()) {
          if (at === -1) expect((columns.flags[row] ?? 0) & NodeFlag.copy).not.toBe(0)
          else expect(read.rowAt[at]).toBe(row)
        }
      })
    )
  })

  it('lets no two segments of a lane overlap', () => {
    fc.assert(
      fc.property(drawing, ({ layout }) => {
        for (const one of both(layout)) {
          expect([...one.laneOrder].sort((a, b) => a - b)).toEqual(segments(one))
          for (let lane = 0; lane + 1 < one.laneStart.length; lane++) {
            const inLane = [...one.laneOrder.subarray(one.laneStart[lane], one.laneStart[lane + 1])]
            for (const [i, segment] of inLane.entries()) {
              expect(one.lane[segment]).toBe(lane)
              const above = inLane[i - 1]
              if (above === undefined) continue
              const bottom = (one.top[above] ?? 0) + (one.height[above] ?? 0)
              expect(one.top[segment]).toBeGreaterThanOrEqual(bottom + laneGap)
            }
          }
        }
      })
    )
  })

  it('keeps the spine alone in the first lane, in order, ending at zero', () => {
    fc.assert(
      fc.property(drawing, ({ columns, leaf, layout }) => {
        if (columns.count === 0) return
        for (const one of both(layout)) {
          expect([...one.lane.keys()].filter((segment) => one.lane[segment] === 0)).toEqual([0])
          expect((one.top[0] ?? 0) + (one.height[0] ?? 0)).toBe(0)
        }
        const spine = layout.read.rowAt.subarray(0, layout.read.first[1])
        if (leaf !== null) expect(spine.at(-1)).toBe(leaf)
        for (const [i, row] of spine.entries()) if (i > 0) expect(columns.parent[row]).toBe(spine[i - 1])
      })
    )
  })

  it('joins each item to the one above it, and each branch to its fork, by parent links', () => {
    fc.assert(
      fc.property(drawing, ({ columns, layout: { read } }) => {
        for (const segment of segments(read)) {
          const fork = read.fork[segment] ?? -1
          if (fork !== -1) expect(columns.parent[read.head[segment] ?? 0]).toBe(read.rowAt[fork])
          for (let i = (read.first[segment] ?? 0) + 1; i < (read.first[segment + 1] ?? 0); i++) {
            expect(columns.parent[read.rowAt[i] ?? 0]).toBe(read.rowAt[i - 1])
            expect(segmentOf(read, i)).toBe(segment)
          }
        }
      })
    )
  })

  it('never puts a branch above its fork', () => {
    fc.assert(
      fc.property(drawing, ({ columns, layout: { read } }) => {
        for (const segment of segments(read)) {
          const fork = read.fork[segment] ?? -1
          if (fork === -1) continue
          const card = cardRect(columns, read, readMetrics, fork)
          expect(read.top[segment]).toBeGreaterThanOrEqual(card.y - 14)
          expect(branchesAt(read, segmentOf(read, fork), fork).from).toBeLessThanOrEqual(segment)
          expect(branchesAt(read, segmentOf(read, fork), fork).to).toBeGreaterThan(segment)
        }
      })
    )
  })

  it('cuts runs at forks and turns, and loses no position', () => {
    fc.assert(
      fc.property(drawing, ({ columns, layout: { read, runs } }) => {
        expect(runs.runStart.at(-1)).toBe(read.rowAt.length)
        for (let position = 0; position < read.rowAt.length; position++) {
          const run = runOf(runs, position)
          expect(segmentOf(runs, run)).toBe(segmentOf(read, position))
          if (runs.runStart[run] === position) continue
          const turn = (columns.flags[read.rowAt[position] ?? 0] ?? 0) & NodeFlag.turnStart
          expect(turn).toBe(0)
          expect([...read.fork]).not.toContain(position - 1)
        }
      })
    )
  })

  it('finds what a rectangle meets exactly as a look at everything does', () => {
    fc.assert(
      fc.property(drawing, fc.integer({ min: -3000, max: 2000 }), fc.nat(2000), (drawn, top, tall) => {
        for (const one of both(drawn.layout)) {
          const bottom = top + tall + 0.5
          const lanes = one.laneStart.length
          const found = visibleStretches(one, top, bottom, 0, lanes)
          const met = segments(one).filter(
            (s) => (one.top[s] ?? 0) < bottom && (one.top[s] ?? 0) + (one.height[s] ?? 0) > top
          )
          expect(found.map(({ segment }) => segment).sort((a, b) => a - b)).toEqual(met)
          for (const { segment, from, to } of found) {
            const end = one.first[segment + 1] ?? 0
            const expected: number[] = []
            for (let i = one.first[segment] ?? 0; i < end; i++) {
              const y = (one.top[segment] ?? 0) + (one.offset[i] ?? 0)
              const next = i + 1 < end ? (one.top[segment] ?? 0) + (one.offset[i + 1] ?? 0) : Infinity
              if (y < bottom && next > top) expected.push(i)
            }
            expect(Array.from({ length: to - from }, (_, i) => from + i)).toEqual(expected)
          }
        }
      })
    )
  })
})

describe('the layout of large shapes', () => {
  const tall = 100_000

  it('holds a long chain with one branch', () => {
    const columns = chain(
      tall + 1,
      (row) => (row === tall ? 10 : row - 1),
      () => 0
    )
    const { read, runs } = layoutGraph(columns, { leaf: tall - 1, showCopies: false })
    expect(read.first[1]).toBe(tall)
    expect(runs.runStart.length - 1).toBe(3)
    expect(read.lane[1]).toBe(1)
    expect(cardRect(columns, read, readMetrics, tall - 1)).toMatchObject({ y: -28, x: 24, width: 336 })
  })

  it('stacks two hundred thousand children of one node in a bounded number of lanes', () => {
    const columns = chain(
      200_000,
      (row) => (row === 0 ? NO_PARENT : 0),
      () => 0
    )
    const { read } = layoutGraph(columns, { leaf: 1, showCopies: false })
    expect(read.laneStart.length - 1).toBeLessThanOrEqual(37)
    expect(read.rowAt.length).toBe(200_000)
  })

  it('stacks three hundred thousand islands in a bounded number of lanes', () => {
    const columns = chain(
      300_000,
      (row) => (row % 3 === 0 ? NO_PARENT : LOST_PARENT),
      () => 0
    )
    const { read } = layoutGraph(columns, { leaf: null, showCopies: false })
    expect(read.laneStart.length - 1).toBeLessThanOrEqual(37)
    expect(read.kind.filter((kind) => kind === SegmentKind.island).length).toBe(199_999)
  })

  it('cuts a loop of any length open at one member', () => {
    const columns = chain(
      tall,
      (row) => (row + tall - 1) % tall,
      () => NodeFlag.inCycle
    )
    const { read } = layoutGraph(columns, { leaf: 7, showCopies: false })
    expect(read.rowAt.length).toBe(tall)
    expect(read.rowAt.at(-1)).toBe(7)
  })
})

it('moves nothing below when more arrives above the leaf', () => {
  const small = chain(
    20,
    (row) => row - 1,
    () => 0
  )
  const large = chain(
    500,
    (row) => row - 1,
    () => 0
  )
  const few = layoutGraph(small, { leaf: 19, showCopies: false }).read
  const many = layoutGraph(large, { leaf: 499, showCopies: false }).read
  for (let back = 1; back <= 20; back++) {
    expect(cardRect(small, few, readMetrics, 20 - back).y).toBe(
      cardRect(large, many, readMetrics, 500 - back).y
    )
  }
})

it('gives each distance its own pitch', () => {
  const columns = chain(
    4,
    (row) => row - 1,
    (row) => (row % 2 === 0 ? NodeFlag.turnStart : 0)
  )
  const { read, runs } = layoutGraph(columns, { leaf: 3, showCopies: false })
  expect([...runs.offset]).toEqual([0, runPitch])
  expect([...read.offset]).toEqual([32, 68, 136, 172])
  expect(rowCardHeight(columns, 0)).toBe(28)
})
