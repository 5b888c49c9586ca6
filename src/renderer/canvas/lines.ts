import { LOST_PARENT, NodeFlag } from '@shared/domain/columns/columns'
import { SegmentKind } from '@shared/domain/layout/chains'
import {
  chipHeight,
  type LaneMetrics,
  laneLeft,
  laneWidthOf,
  runHeight,
  stubHeight
} from '@shared/domain/layout/geometry'
import { rowCardHeight } from '@shared/domain/layout/layout'
import { branchesAt, runOf, segmentOf, type VisibleStretch } from '@shared/domain/layout/query'
import type { Graph } from '../graph/graph'
import { arrowHead, circlePath, type Point, roundedPath } from './paths'
import { distanceLayout, type SceneWindow } from './place'

export type LineTone =
  | 'path'
  | 'off'
  | 'tombstoned'
  | 'lost'
  | 'loop'
  | 'call'
  | 'ring-path'
  | 'ring-off'
  | 'leaf'

/** One path; y counts from the window's origin, so that large coordinates never reach the drawing. */
export interface SceneLine {
  readonly id: string
  readonly tone: LineTone
  readonly d: string
}

interface Drawing {
  readonly graph: Graph
  readonly window: SceneWindow
  readonly metrics: LaneMetrics
  readonly reading: boolean
}

/** From a card's top to the middle of its plate. */
const plateMiddle = 14
/** Branches drawn of one fork beside those whose cards are seen. */
const branchesPerFork = 24
/** The stem of the spine at the distance of runs, and of another chain from the left of its cards. */
const runSpineX = 24
const runStem = 19
/** From the leaf's card to the dot that ends the spine. */
const leafDrop = 12
/** Where the stub of a leaf that is not stored stands below the spine. */
export const lostLeafDrop = 48
/** Where that stub ends. */
export const lostLeafEnd = lostLeafDrop + stubHeight

/** Line of each chain, connector of each branch, ring of each fork, for what is seen and what leaves it. */
export function segmentLines(drawing: Drawing, stretches: readonly VisibleStretch[]): readonly SceneLine[] {
  const lines = new Map<string, SceneLine>()
  const rings: SceneLine[] = []
  const add = (line: SceneLine | null): void => {
    if (line !== null) lines.set(line.id, line)
  }
  for (const stretch of stretches) {
    for (const line of chainLines(drawing, stretch)) add(line)
    if ((drawing.graph.read.fork[stretch.segment] ?? -1) !== -1) add(connector(drawing, stretch.segment))
    for (const { branches, ring } of forksOf(drawing, stretch)) {
      for (const branch of branches) add(connector(drawing, branch))
      if (ring !== null) rings.push(ring)
    }
  }
  if (drawing.window.bottom > 0 && drawing.window.top < 200) rings.push(...leafEnd(drawing))
  return [...lines.values(), ...rings]
}

const isTombstoned = (graph: Graph, row: number): boolean =>
  ((graph.columns.flags[row] ?? 0) & NodeFlag.tombstoned) !== 0

function stemX({ metrics, reading }: Drawing, lane: number): number {
  if (reading) return laneLeft(metrics, lane) + 12
  return lane === 0 ? runSpineX : laneLeft(metrics, lane) + runStem
}

/** Top of an item: of a card at the *read* distance, of a run else; from the window's origin. */
function itemTop({ graph, window }: Drawing, segment: number, item: number): number {
  const layout = distanceLayout(graph, window.distance)
  return (layout.top[segment] ?? 0) + (layout.offset[item] ?? 0) - window.origin
}

function chainLines(drawing: Drawing, stretch: VisibleStretch): readonly SceneLine[] {
  const { graph, reading } = drawing
  const { segment } = stretch
  if (graph.read.kind[segment] === SegmentKind.copies || stretch.to <= stretch.from) return []
  const lines = reading ? cardChain(drawing, stretch) : runChain(drawing, stretch)
  const head = graph.read.head[segment] ?? 0
  if (graph.columns.parent[head] === LOST_PARENT) lines.push(lostLine(drawing, segment))
  const last = lastOfLoop(graph, segment)
  if (last !== -1) lines.push(loopLine(drawing, segment, last))
  return lines
}

/** One line through the plates of a chain; on the spine two where the path begins below its top. */
function cardChain(drawing: Drawing, { segment, from, to }: VisibleStretch): SceneLine[] {
  const { graph, window } = drawing
  const { read } = graph
  const x = stemX(drawing, read.lane[segment] ?? 0)
  const atTop = from === read.first[segment]
  const atEnd = to === read.first[segment + 1]
  const start = atTop ? itemTop(drawing, segment, from) + plateMiddle : window.top - window.origin
  const end = atEnd ? itemTop(drawing, segment, to - 1) + plateMiddle : window.bottom - window.origin
  const line = (id: string, tone: LineTone, a: number, b: number): SceneLine => ({
    id,
    tone,
    d: `M${x} ${a}V${b}`
  })
  if (segment !== 0) {
    const tone = isTombstoned(graph, read.head[segment] ?? 0) ? 'tombstoned' : 'off'
    return [line(`s${segment}`, tone, start, end)]
  }
  const border =
    graph.pathFrom >= to ? end : itemTop(drawing, 0, Math.max(graph.pathFrom, from)) + plateMiddle
  const lines: SceneLine[] = []
  if (graph.pathFrom > from) lines.push(line('s0-off', 'off', start, border))
  if (graph.pathFrom < to) lines.push(line('s0', 'path', graph.pathFrom > from ? border : start, end))
  return lines
}

/** The spine as a stem with a tick to each run; other chains as short stems between their runs. */
function runChain(drawing: Drawing, { segment, from, to }: VisibleStretch): SceneLine[] {
  const { graph, metrics } = drawing
  const { runs } = graph
  const x = stemX(drawing, runs.lane[segment] ?? 0)
  const first = runs.first[segment] ?? 0
  const end = runs.first[segment + 1] ?? 0
  let d = ''
  let off = ''
  for (let run = from; run < to; run++) {
    const top = itemTop(drawing, segment, run)
    if (segment !== 0) {
      if (run > first) d += `M${x} ${itemTop(drawing, segment, run - 1) + runHeight}V${top}`
      continue
    }
    const middle = top + runHeight / 2
    const isLast = run + 1 === end
    const stem = `M${x} ${run === first ? middle : top}V${isLast ? middle : itemTop(drawing, 0, run + 1)}`
    const onPath = (runs.runStart[run + 1] ?? 0) > graph.pathFrom
    if (onPath) d += `${stem}M${x} ${middle}H${metrics.spineX}`
    else off += `${stem}M${x} ${middle}H${metrics.spineX}`
  }
  const tone = segment === 0 ? 'path' : isTombstoned(graph, runs.head[segment] ?? 0) ? 'tombstoned' : 'off'
  const lines: SceneLine[] = []
  if (off !== '') lines.push({ id: 's0-off', tone: 'off', d: off })
  if (d !== '') lines.push({ id: `s${segment}`, tone, d })
  return lines
}

/** From the stub of what is not stored to the first card. */
function lostLine(drawing: Drawing, segment: number): SceneLine {
  const { graph, window, reading } = drawing
  const layout = distanceLayout(graph, window.distance)
  const x = stemX(drawing, layout.lane[segment] ?? 0)
  const top = (layout.top[segment] ?? 0) - window.origin
  const from = top + (reading ? plateMiddle + 12 : stubHeight)
  return {
    id: `x${segment}`,
    tone: 'lost',
    d: `M${x} ${from}V${itemTop(drawing, segment, layout.first[segment] ?? 0)}`
  }
}

/** @returns the position of a segment's loop's last member; its members come first. -1 = it is no loop */
export function lastOfLoop({ read, columns }: Graph, segment: number): number {
  const first = read.first[segment] ?? 0
  const end = read.first[segment + 1] ?? first
  if (read.kind[segment] === SegmentKind.loop) return end - 1
  if (read.kind[segment] !== SegmentKind.spine) return -1
  const loops = (position: number): boolean =>
    ((columns.flags[read.rowAt[position] ?? 0] ?? 0) & NodeFlag.inCycle) !== 0
  let low = first
  let high = end
  while (low < high) {
    const middle = (low + high) >> 1
    if (loops(middle)) low = middle + 1
    else high = middle
  }
  return low === first ? -1 : low - 1
}

/** From the last member of a loop back to the first, on the right of their cards. */
function loopLine(drawing: Drawing, segment: number, lastMember: number): SceneLine {
  const { graph, window, metrics, reading } = drawing
  const layout = distanceLayout(graph, window.distance)
  const lane = layout.lane[segment] ?? 0
  const middle = reading ? plateMiddle : runHeight / 2
  const right = laneLeft(metrics, lane) + laneWidthOf(metrics, lane)
  const first = itemTop(drawing, segment, layout.first[segment] ?? 0) + middle
  const last = itemTop(drawing, segment, reading ? lastMember : runOf(graph.runs, lastMember)) + middle + 6
  const bow: Point[] = [
    [right, last],
    [right + 10, last],
    [right + 10, first],
    [right + 1, first]
  ]
  return { id: `o${segment}`, tone: 'loop', d: roundedPath(bow) + arrowHead([right + 1, first], -1) }
}

interface Fork {
  readonly branches: readonly number[]
  readonly ring: SceneLine | null
}

/** The forks of the items that are seen. Copies hang on a card of their own; everything else leaves at a ring. */
function forksOf(drawing: Drawing, { segment, from, to }: VisibleStretch): readonly Fork[] {
  const { graph, reading } = drawing
  const forks: Fork[] = []
  for (let item = from; item < to; item++) {
    const position = reading ? item : (graph.runs.runStart[item + 1] ?? 1) - 1
    const range = branchesAt(graph.read, segment, position)
    if (range.from === range.to) continue
    const branches: number[] = []
    for (let i = range.from; i < Math.min(range.to, range.from + branchesPerFork); i++) branches.push(i)
    const rings = !reading || branches.some((branch) => graph.read.kind[branch] !== SegmentKind.copies)
    forks.push({ branches, ring: rings ? ringAt(drawing, segment, position) : null })
  }
  return forks
}

function ringAt(drawing: Drawing, segment: number, position: number): SceneLine {
  const onPath = segment === 0 && position >= drawing.graph.pathFrom
  const at = forkPoint(drawing, segment, position)
  const d = circlePath(at, segment === 0 ? 4 : 3)
  return { id: `f${position}`, tone: onPath ? 'ring-path' : 'ring-off', d }
}

/** Where branches leave: on the stem, in the gap under the card or run. */
function forkPoint(drawing: Drawing, segment: number, position: number): Point {
  const { graph, window, reading } = drawing
  const layout = distanceLayout(graph, window.distance)
  const x = stemX(drawing, layout.lane[segment] ?? 0)
  const item = reading ? position : runOf(graph.runs, position)
  const height = reading ? rowCardHeight(graph.columns, graph.read.rowAt[position] ?? 0) : runHeight
  const bottom = itemTop(drawing, segment, item) + height
  if (item + 1 === layout.first[segment + 1]) return [x, bottom + (reading ? leafDrop : 8)]
  const gap = itemTop(drawing, segment, item + 1) - bottom
  return [x, bottom + (gap > 20 ? 8 : gap / 2)]
}

function connector(drawing: Drawing, segment: number): SceneLine {
  const { graph, window, metrics, reading } = drawing
  const layout = distanceLayout(graph, window.distance)
  const position = graph.read.fork[segment] ?? 0
  const parent = segmentOf(graph.read, position)
  const isCopies = graph.read.kind[segment] === SegmentKind.copies
  const lane = layout.lane[segment] ?? 0
  const left = laneLeft(metrics, lane)
  const top = (layout.top[segment] ?? 0) - window.origin
  const tone = isTombstoned(graph, graph.read.head[segment] ?? 0) ? 'tombstoned' : 'off'
  const id = `c${segment}`
  if (isCopies && reading) {
    const height = rowCardHeight(graph.columns, graph.read.rowAt[position] ?? 0)
    const from: Point = [
      laneLeft(metrics, layout.lane[parent] ?? 0) + laneWidthOf(metrics, layout.lane[parent] ?? 0),
      itemTop(drawing, parent, position) + height / 2
    ]
    return { id, tone, d: roundedPath(throughGutter(from, left + 28, top + chipHeight / 2)) }
  }
  const from = forkPoint(drawing, parent, position)
  const falls = top - from[1]
  if (reading && falls > 0 && falls <= 48) {
    const x = stemX(drawing, lane)
    return { id, tone, d: roundedPath([from, [x, from[1]], [x, top + 2]]) }
  }
  const middle = isCopies ? chipHeight / 2 : reading ? plateMiddle : runHeight / 2
  return { id, tone, d: roundedPath(throughGutter(from, left, top + middle)) }
}

/** Right to the gutter before a lane, down or up in it, and on to the lane's left edge. */
function throughGutter(from: Point, left: number, y: number): readonly Point[] {
  if (Math.abs(y - from[1]) < 1) return [from, [left, from[1]]]
  const gutter = left - 12
  return [from, [gutter, from[1]], [gutter, y], [left, y]]
}

/** The dot that ends the path, or the way to the leaf that is not stored. */
function leafEnd(drawing: Drawing): readonly SceneLine[] {
  const { graph, window, reading } = drawing
  const end = graph.read.first[1] ?? 0
  const row = graph.read.rowAt[end - 1] ?? 0
  if (graph.read.kind[0] !== SegmentKind.spine) return []
  const x = stemX(drawing, 0)
  const bottom = -window.origin
  if (graph.leafLost)
    return [{ id: 'leaf-lost', tone: 'lost', d: `M${x} ${bottom + 8}V${bottom + lostLeafDrop}` }]
  if (((graph.columns.flags[row] ?? 0) & NodeFlag.leaf) === 0) return []
  const y = reading ? bottom + leafDrop : bottom - runHeight / 2
  const dot: SceneLine = { id: 'leaf', tone: 'leaf', d: circlePath([x, y], 5) }
  if (!reading) return [dot]
  return [
    { id: 'leaf-stem', tone: 'path', d: `M${x} ${itemTop(drawing, 0, end - 1) + plateMiddle}V${y}` },
    dot
  ]
}
