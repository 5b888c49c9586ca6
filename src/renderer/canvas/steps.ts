import { SegmentKind } from '@shared/domain/layout/chains'
import { branchesAt, runOf, segmentOf, visibleStretches } from '@shared/domain/layout/query'
import { chipOf, type Graph } from '../graph/graph'
import type { Distance } from '../state/view'
import { distanceLayout, laneOfPosition, yOfPosition } from './place'

export type Direction = 'up' | 'down' | 'left' | 'right'

/** How far above or below a neighbour in another lane may stand, layout px. */
const reach = 600

/**
 * The row that an arrow key leads to: up and down along the branch and to its fork, left and right to the siblings,
 * else to what stands nearest in that direction. null where nothing does.
 */
export function stepFrom(graph: Graph, distance: Distance, row: number, direction: Direction): number | null {
  const position = graph.read.positionOf[row] ?? -1
  if (position === -1) return stepFromChip(graph, row, direction)
  if (direction === 'up' || direction === 'down') return alongBranch(graph, distance, position, direction)
  return sibling(graph, position, direction) ?? acrossLanes(graph, distance, position, direction)
}

/** The first row of the spine and the leaf. */
export function spineEnd(graph: Graph, which: 'root' | 'leaf'): number | null {
  const end = graph.read.kind[0] === SegmentKind.spine ? (graph.read.first[1] ?? 0) : 0
  return end === 0 ? null : (graph.read.rowAt[which === 'root' ? 0 : end - 1] ?? null)
}

/** A chip hangs on one card; every way out but right leads there. */
function stepFromChip(graph: Graph, row: number, direction: Direction): number | null {
  const chip = chipOf(graph, row)
  const fork = chip === null ? -1 : (graph.read.fork[chip] ?? -1)
  return fork === -1 || direction === 'right' ? null : (graph.read.rowAt[fork] ?? null)
}

function alongBranch(
  graph: Graph,
  distance: Distance,
  position: number,
  direction: 'up' | 'down'
): number | null {
  const { read, runs } = graph
  const segment = segmentOf(read, position)
  const first = read.first[segment] ?? 0
  const end = read.first[segment + 1] ?? 0
  const run = runOf(runs, position)
  const above = distance === 'runs' ? (runs.runStart[run] ?? 0) - 1 : position - 1
  const below = distance === 'runs' ? (runs.runStart[run + 1] ?? end) : position + 1
  if (direction === 'down') return below < end ? (read.rowAt[below] ?? null) : null
  if (above >= first)
    return read.rowAt[distance === 'runs' ? (runs.runStart[runOf(runs, above)] ?? above) : above] ?? null
  const fork = read.fork[segment] ?? -1
  return fork === -1 ? null : (read.rowAt[fork] ?? null)
}

/** Among the nodes that share a parent: the one in the parent's lane first, then the branches in order of birth. */
function sibling(graph: Graph, position: number, direction: 'left' | 'right'): number | null {
  const { read } = graph
  const segment = segmentOf(read, position)
  const isHead = position === read.first[segment]
  const parent = isHead ? (read.fork[segment] ?? -1) : position - 1
  if (parent === -1) return null
  const lane = segmentOf(read, parent)
  const { from, to } = branchesAt(read, lane, parent)
  const inLane = parent + 1 < (read.first[lane + 1] ?? 0) ? parent + 1 : -1
  const next = (isHead ? segment : from - 1) + (direction === 'right' ? 1 : -1)
  if (next >= from && next < to) return read.head[next] ?? null
  return next === from - 1 && isHead && inLane !== -1 ? (read.rowAt[inLane] ?? null) : null
}

/** The card or chip nearest at the same height in the next lane that has one. */
function acrossLanes(
  graph: Graph,
  distance: Distance,
  position: number,
  direction: 'left' | 'right'
): number | null {
  const layout = distanceLayout(graph, distance)
  const y = yOfPosition(graph, distance, position)
  const step = direction === 'right' ? 1 : -1
  const lanes = layout.laneStart.length - 1
  for (let lane = laneOfPosition(graph, distance, position) + step; lane >= 0 && lane < lanes; lane += step) {
    let best: number | null = null
    let gap = reach
    for (const { segment, from, to } of visibleStretches(layout, y - reach, y + reach, lane, lane)) {
      const top = layout.top[segment] ?? 0
      for (let item = from; item < Math.max(to, from + 1); item++) {
        const isChip = layout.kind[segment] === SegmentKind.copies
        const away = Math.abs((isChip ? top : top + (layout.offset[item] ?? 0)) - y)
        if (away >= gap) continue
        gap = away
        best = isChip ? (layout.head[segment] ?? null) : rowOfItem(graph, distance, item)
      }
    }
    if (best !== null) return best
  }
  return null
}

const rowOfItem = (graph: Graph, distance: Distance, item: number): number | null =>
  graph.read.rowAt[distance === 'runs' ? (graph.runs.runStart[item] ?? 0) : item] ?? null
