import {
  type LaneMetrics,
  readMetrics,
  readMetricsSmall,
  runHeight,
  runMetrics,
  runMetricsColumn
} from '@shared/domain/layout/geometry'
import { type LayoutColumns, lastAtOrBefore } from '@shared/domain/layout/layout'
import { runOf, segmentOf, visibleStretches } from '@shared/domain/layout/query'
import type { Graph } from '../graph/graph'
import type { Distance } from '../state/view'

/** The part of the canvas that is mounted, in layout px. */
export interface SceneWindow {
  readonly distance: Exclude<Distance, 'map'>
  readonly room: Room
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
  /** Lines count their y from here; browsers lose precision beyond some 10⁷ px. */
  readonly origin: number
}

/** The layout a distance is drawn from; the map is the cards, far away. */
export const distanceLayout = (graph: Graph, distance: Distance): LayoutColumns =>
  distance === 'runs' ? graph.runs : graph.read

/** How much room there is for lanes: a usual window, a small one, or the column that is left beside the reader. */
export type Room = 'wide' | 'small' | 'column'

export function metricsOf(distance: Distance, room: Room): LaneMetrics {
  if (distance === 'runs') return room === 'column' ? runMetricsColumn : runMetrics
  return room === 'wide' ? readMetrics : readMetricsSmall
}

/** The lane that a position stands in at a distance. */
export function laneOfPosition(graph: Graph, distance: Distance, position: number): number {
  return distanceLayout(graph, distance).lane[segmentOf(graph.read, position)] ?? 0
}

/** Layout px at which a position begins; within a run, as far down its card as it lies in the stretch. */
export function yOfPosition(graph: Graph, distance: Distance, position: number): number {
  const layout = distanceLayout(graph, distance)
  const top = layout.top[segmentOf(graph.read, position)] ?? 0
  if (distance !== 'runs') return top + (graph.read.offset[position] ?? 0)
  const run = runOf(graph.runs, position)
  const first = graph.runs.runStart[run] ?? 0
  const length = (graph.runs.runStart[run + 1] ?? 0) - first
  return top + (graph.runs.offset[run] ?? 0) + (runHeight * (position - first)) / Math.max(1, length)
}

/** The position drawn at `y` in a lane, else the one at or above it on the spine; -1 in an empty graph. */
export function nearestPosition(graph: Graph, distance: Distance, lane: number, y: number): number {
  const layout = distanceLayout(graph, distance)
  for (const stretch of visibleStretches(layout, y, y + 1, lane, lane)) {
    if (stretch.to > stretch.from) return positionInItem(graph, distance, stretch.segment, stretch.from, y)
  }
  const spineEnd = layout.first[1] ?? 0
  if (spineEnd === 0) return graph.read.rowAt.length === 0 ? -1 : 0
  const item = Math.max(0, lastAtOrBefore(layout.offset, y - (layout.top[0] ?? 0), spineEnd))
  return positionInItem(graph, distance, 0, item, y)
}

function positionInItem(graph: Graph, distance: Distance, segment: number, item: number, y: number): number {
  if (distance !== 'runs') return item
  const { runStart, top, offset } = graph.runs
  const first = runStart[item] ?? 0
  const length = (runStart[item + 1] ?? 0) - first
  const share = (y - (top[segment] ?? 0) - (offset[item] ?? 0)) / runHeight
  return first + Math.min(length - 1, Math.max(0, Math.floor(share * length)))
}
