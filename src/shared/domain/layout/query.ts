import type { NodeColumns } from '@shared/domain/columns/columns'
import { SegmentKind } from './chains'
import { type LaneMetrics, laneLeft, laneWidthOf, runHeight } from './geometry'
import { type LayoutColumns, lastAtOrBefore, type ReadLayout, type RunsLayout, rowCardHeight } from './layout'

/** A stretch of items of one segment; of a chip, and where only a stub or note is met, `from` = `to`. */
export interface VisibleStretch {
  readonly segment: number
  readonly from: number
  readonly to: number
}

/** Segments and items that meet a rectangle: `top` and `bottom` in px of the canvas, lanes inclusive. */
export function visibleStretches(
  layout: LayoutColumns,
  top: number,
  bottom: number,
  firstLane: number,
  lastLane: number
): readonly VisibleStretch[] {
  const found: VisibleStretch[] = []
  const end = Math.min(lastLane, layout.laneStart.length - 2)
  for (let lane = Math.max(firstLane, 0); lane <= end; lane++) {
    const laneEnd = layout.laneStart[lane + 1] ?? 0
    for (let at = firstReaching(layout, lane, top); at < laneEnd; at++) {
      const segment = layout.laneOrder[at] ?? 0
      const segmentTop = layout.top[segment] ?? 0
      if (segmentTop >= bottom) break
      found.push(stretchOf(layout, segment, top - segmentTop, bottom - segmentTop))
    }
  }
  return found
}

/** Place in `laneOrder` of the first segment of a lane that ends below `y`. */
function firstReaching(
  { laneStart, laneOrder, top, height }: LayoutColumns,
  lane: number,
  y: number
): number {
  let low = laneStart[lane] ?? 0
  let high = laneStart[lane + 1] ?? 0
  while (low < high) {
    const middle = (low + high) >> 1
    const segment = laneOrder[middle] ?? 0
    if ((top[segment] ?? 0) + (height[segment] ?? 0) > y) high = middle
    else low = middle + 1
  }
  return low
}

/** Items of a segment whose slot (down to the next item) meets `from … to`, px below the segment's top. */
function stretchOf(layout: LayoutColumns, segment: number, from: number, to: number): VisibleStretch {
  const first = layout.first[segment] ?? 0
  const end = layout.first[segment + 1] ?? 0
  const start = Math.max(first, lowerBound(layout.offset, Math.floor(from) + 1, first, end) - 1)
  const stop = lowerBound(layout.offset, to, first, end)
  return { segment, from: Math.min(start, stop), to: stop }
}

/** The first item of `first … end` whose offset is at least `y`; `end` where there is none. */
function lowerBound(offset: Uint32Array, y: number, first: number, end: number): number {
  let low = first
  let high = end
  while (low < high) {
    const middle = (low + high) >> 1
    if ((offset[middle] ?? 0) >= y) high = middle
    else low = middle + 1
  }
  return low
}

/** The segment an item or position belongs to. Chips hold none, so their empty ranges are stepped over. */
export const segmentOf = (layout: LayoutColumns, item: number): number =>
  lastAtOrBefore(layout.first, item, layout.kind.length)

/** The run that a position of the *read* layout is folded into. */
export const runOf = (runs: RunsLayout, position: number): number =>
  lastAtOrBefore(runs.runStart, position, runs.runStart.length - 1)

export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where the card at a position stands at the *read* distance, px. */
export function cardRect(
  columns: NodeColumns,
  layout: ReadLayout,
  metrics: LaneMetrics,
  position: number
): Rect {
  const height = rowCardHeight(columns, layout.rowAt[position] ?? 0)
  return itemRect(layout, metrics, position, height)
}

/** Where a run's card stands, px. */
export const runRect = (layout: RunsLayout, metrics: LaneMetrics, run: number): Rect =>
  itemRect(layout, metrics, run, runHeight)

function itemRect(layout: LayoutColumns, metrics: LaneMetrics, item: number, height: number): Rect {
  const segment = segmentOf(layout, item)
  const lane = layout.lane[segment] ?? 0
  return {
    x: laneLeft(metrics, lane),
    y: (layout.top[segment] ?? 0) + (layout.offset[item] ?? 0),
    width: laneWidthOf(metrics, lane),
    height
  }
}

/** The highest and lowest y of the whole canvas, px, and the number of lanes. */
export function layoutBounds({ extent, laneStart }: LayoutColumns): {
  readonly top: number
  readonly bottom: number
  readonly lanes: number
} {
  return { top: extent[0] ?? 0, bottom: extent[1] ?? 0, lanes: laneStart.length - 1 }
}

/** Segments that leave a position, in order of birth: `from … to`. */
export function branchesAt(
  layout: LayoutColumns,
  segment: number,
  position: number
): { from: number; to: number } {
  const end = layout.children[segment + 1] ?? 0
  let from = layout.children[segment] ?? 0
  let high = end
  while (from < high) {
    const middle = (from + high) >> 1
    if ((layout.fork[middle] ?? 0) >= position) high = middle
    else from = middle + 1
  }
  let to = from
  while (to < end && layout.fork[to] === position) to++
  return { from, to }
}

export const isChip = (layout: LayoutColumns, segment: number): boolean =>
  layout.kind[segment] === SegmentKind.copies
