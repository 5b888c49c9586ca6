import { NodeFlag } from '@shared/domain/columns/columns'
import { SegmentKind } from '@shared/domain/layout/chains'
import { rowCardHeight } from '@shared/domain/layout/layout'
import { segmentOf } from '@shared/domain/layout/query'
import type { Graph } from '../graph/graph'
import type { CanvasMarks } from '../state/marks'
import { costSteps, type Palette } from './palette'

/** How the store is laid onto pixels. All px are device px, except layout px where said. */
export interface MapView {
  readonly width: number
  readonly height: number
  /** Layout px at the first row of pixels. */
  readonly top: number
  /** Device px per layout px. */
  readonly scale: number
  /** Left edge of the first lane's blocks, from one lane to the next, and a block's width. */
  readonly left: number
  readonly pitch: number
  readonly block: number
  readonly lineWidth: number
}

/** Height of a usual card with its gap, layout px. */
const usualCard = 44
/** Segments shorter than this are drawn without the line that leads to them, px. */
const connectFrom = 3

/** One drawing of the store: what is drawn, from where, in which colours, into which pixels (clear at first). */
export interface PixelJob {
  readonly pixels: Uint32Array
  readonly view: MapView
  readonly graph: Graph
  readonly palette: Palette
  readonly marks: CanvasMarks
}

/**
 * Draws the store into pixels, lane by lane: each row of pixels of a lane shows the node that stands there. The cost
 * depends on the pixels, not on the nodes: a lane is walked by its ordered segments, a segment by bisection.
 * @param from lane to begin with
 * @param isOver asked after each lane: whether to leave off for now
 * @returns the lane to go on with; null when all is drawn
 */
export function drawLanes(job: PixelJob, from: number, isOver: () => boolean): number | null {
  const { view, graph } = job
  const lanes = graph.read.laneStart.length - 1
  for (let lane = from; lane < lanes; lane++) {
    const x = Math.round(view.left + lane * view.pitch)
    if (x + view.block > view.width) return null
    drawLane(job, lane, x)
    if (isOver()) return lane + 1
  }
  return null
}

function drawLane(job: PixelJob, lane: number, x: number): void {
  const { view, graph } = job
  const { laneStart, laneOrder, top, height } = graph.read
  const end = laneStart[lane + 1] ?? 0
  let at = firstBelow(graph, laneStart[lane] ?? 0, end, view.top)
  while (at < end) {
    const segment = laneOrder[at] ?? 0
    const from = ((top[segment] ?? 0) - view.top) * view.scale
    if (from >= view.height) return
    const to = from + (height[segment] ?? 0) * view.scale
    const first = Math.max(0, Math.round(from))
    const last = Math.min(view.height, Math.max(first + 1, Math.round(to)))
    drawSegment(job, segment, x, first, last)
    if (to - from >= connectFrom) drawConnector(job, segment, x)
    // Segments that reach no further share rows of pixels that are drawn already.
    at = firstBelow(graph, at + 1, end, view.top + last / view.scale)
  }
}

/** The first place of `from … end` in the order of a lane whose segment ends below a y; mostly one of the next. */
function firstBelow({ read }: Graph, from: number, end: number, y: number): number {
  const isAbove = (at: number): boolean => {
    const segment = read.laneOrder[at] ?? 0
    return (read.top[segment] ?? 0) + (read.height[segment] ?? 0) <= y
  }
  let stride = 1
  let low = from
  while (low + stride <= end && isAbove(low + stride - 1)) {
    low += stride
    stride *= 2
  }
  let high = Math.min(low + stride - 1, end)
  while (low < high) {
    const middle = (low + high) >> 1
    if (isAbove(middle)) low = middle + 1
    else high = middle
  }
  return low
}

function drawSegment(job: PixelJob, segment: number, x: number, first: number, last: number): void {
  const { pixels, view, graph, palette, marks } = job
  const { read, columns } = graph
  if (read.kind[segment] === SegmentKind.copies) {
    for (let y = first; y < last; y += 2) fillRow(pixels, view, x, y, view.block, palette.line)
    return
  }
  const segmentTop = read.top[segment] ?? 0
  const end = read.first[segment + 1] ?? 0
  let position = read.first[segment] ?? 0
  for (let y = first; y < last; y++) {
    const inside = view.top + (y + 0.5) / view.scale - segmentTop
    position = positionAt(read.offset, inside, position, end)
    const row = read.rowAt[position] ?? 0
    const below = inside - (read.offset[position] ?? 0)
    const onLine = segment === 0 && position >= graph.pathFrom
    if (onLine) fillRow(pixels, view, x - 2 * view.lineWidth, y, view.lineWidth, palette.accent)
    const height = rowCardHeight(columns, row)
    const tellsCards = view.scale * usualCard >= 3
    if (tellsCards && (below < 0 || below > height)) continue
    const colour = colourOf(job, row)
    if (marks.ghosts?.[row] === 1 && tellsCards) {
      const isEdge = Math.min(below, height - below) * view.scale < view.lineWidth / 2
      drawHollow(pixels, view, x, y, isEdge, colour)
    } else fillRow(pixels, view, x, y, view.block, colour)
  }
}

/** One row of pixels of an outline. */
function drawHollow(
  pixels: Uint32Array,
  view: MapView,
  x: number,
  y: number,
  isEdge: boolean,
  colour: number
): void {
  const line = Math.max(1, view.lineWidth / 2)
  fillRow(pixels, view, x, y, isEdge ? view.block : line, colour)
  fillRow(pixels, view, x + view.block - line, y, line, colour)
}

/** The last position from `from` on whose offset is at most `y`; grows its stride, as the next one is mostly near. */
function positionAt(offset: Uint32Array, y: number, from: number, end: number): number {
  let stride = 1
  let low = from
  while (low + stride < end && (offset[low + stride] ?? 0) <= y) {
    low += stride
    stride *= 2
  }
  let high = Math.min(low + stride, end)
  while (low + 1 < high) {
    const middle = (low + high) >> 1
    if ((offset[middle] ?? 0) <= y) low = middle
    else high = middle
  }
  return low
}

function colourOf(
  { graph: { columns }, palette, marks: { ghosts, absent, cost } }: PixelJob,
  row: number
): number {
  if (ghosts?.[row] === 1) return palette.danger
  const kind = columns.kind[row] ?? 0
  if (absent?.[row] === 1) return palette.absent[kind] ?? 0
  if (cost !== null) {
    const share = cost[row] ?? 0
    return Number.isNaN(share) ? palette.line : (palette.cost[Math.round(share * (costSteps - 1))] ?? 0)
  }
  const onPath = ((columns.flags[row] ?? 0) & NodeFlag.onPath) !== 0
  return (onPath ? palette.onPath[kind] : palette.offPath[kind]) ?? 0
}

/** From the lane that a branch leaves to its own, at the branch's first row of pixels. */
function drawConnector(
  { pixels, view, graph: { read }, palette }: PixelJob,
  segment: number,
  x: number
): void {
  const fork = read.fork[segment] ?? -1
  if (fork === -1) return
  const y = Math.round(((read.top[segment] ?? 0) - view.top) * view.scale) - 1
  if (y < 0 || y >= view.height) return
  const parent = read.lane[segmentOf(read, fork)] ?? 0
  const from = Math.round(view.left + parent * view.pitch + view.block)
  const width = x + view.block / 2 - from
  for (let at = from; at < from + width; at++) {
    if (pixels[y * view.width + at] === 0) pixels[y * view.width + at] = palette.line
  }
}

function fillRow(
  pixels: Uint32Array,
  view: MapView,
  x: number,
  y: number,
  width: number,
  colour: number
): void {
  const start = y * view.width + Math.max(0, Math.round(x))
  const end = start + Math.max(1, Math.round(width))
  // for the few pixels of a block the call of `fill` alone costs more than this
  for (let at = start; at < end; at++) pixels[at] = colour
}
