import { NodeFlag } from '@shared/domain/columns/columns'
import { SegmentKind } from '@shared/domain/layout/chains'
import { rowCardHeight } from '@shared/domain/layout/layout'
import { segmentOf } from '@shared/domain/layout/query'
import type { CanvasMarks } from '../canvas/marks'
import type { Graph } from '../graph/graph'
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

/**
 * Draws the store into pixels: each row of pixels of each lane shows the node that stands there. Its cost depends on
 * the pixels, not on the nodes: a lane is walked by its ordered segments, a segment by bisection.
 */
export function drawPixels(
  pixels: Uint32Array,
  view: MapView,
  graph: Graph,
  palette: Palette,
  marks: CanvasMarks
): void {
  pixels.fill(0)
  const lanes = graph.read.laneStart.length - 1
  for (let lane = 0; lane < lanes; lane++) {
    const x = Math.round(view.left + lane * view.pitch)
    if (x + view.block > view.width) break
    drawLane(pixels, view, graph, palette, marks, lane, x)
  }
}

function drawLane(
  pixels: Uint32Array,
  view: MapView,
  graph: Graph,
  palette: Palette,
  marks: CanvasMarks,
  lane: number,
  x: number
): void {
  const { laneStart, laneOrder, top, height } = graph.read
  const end = laneStart[lane + 1] ?? 0
  let at = firstReaching(graph, lane, view.top)
  while (at < end) {
    const segment = laneOrder[at] ?? 0
    const from = ((top[segment] ?? 0) - view.top) * view.scale
    if (from >= view.height) return
    const to = from + (height[segment] ?? 0) * view.scale
    const first = Math.max(0, Math.round(from))
    const last = Math.min(view.height, Math.max(first + 1, Math.round(to)))
    drawSegment(pixels, view, graph, palette, marks, segment, x, first, last)
    if (to - from >= connectFrom) drawConnector(pixels, view, graph, palette, segment, x)
    at = nextAtPixel(graph, view, at, end, last)
  }
}

/** The first segment of a lane that ends below a y. */
function firstReaching({ read }: Graph, lane: number, y: number): number {
  let low = read.laneStart[lane] ?? 0
  let high = read.laneStart[lane + 1] ?? 0
  while (low < high) {
    const middle = (low + high) >> 1
    const segment = read.laneOrder[middle] ?? 0
    if ((read.top[segment] ?? 0) + (read.height[segment] ?? 0) > y) high = middle
    else low = middle + 1
  }
  return low
}

/** The next segment that reaches below a row of pixels; those in between share pixels that are drawn already. */
function nextAtPixel({ read }: Graph, view: MapView, at: number, end: number, pixel: number): number {
  const y = view.top + pixel / view.scale
  let low = at + 1
  let high = end
  while (low < high) {
    const middle = (low + high) >> 1
    const segment = read.laneOrder[middle] ?? 0
    if ((read.top[segment] ?? 0) + (read.height[segment] ?? 0) > y) high = middle
    else low = middle + 1
  }
  return low
}

function drawSegment(
  pixels: Uint32Array,
  view: MapView,
  graph: Graph,
  palette: Palette,
  marks: CanvasMarks,
  segment: number,
  x: number,
  first: number,
  last: number
): void {
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
    const colour = colourOf(graph, palette, marks, row)
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
  { columns }: Graph,
  palette: Palette,
  { ghosts, absent, cost }: CanvasMarks,
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
  pixels: Uint32Array,
  view: MapView,
  { read }: Graph,
  palette: Palette,
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
  pixels.fill(colour, start, start + Math.max(1, Math.round(width)))
}
