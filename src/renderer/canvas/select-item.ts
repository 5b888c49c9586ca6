import { SegmentKind } from '@shared/domain/layout/chains'
import { runOf, segmentOf } from '@shared/domain/layout/query'
import type { Graph } from '../graph/graph'
import { openReader } from '../state/reader'
import { rowOfSelection, type Selection, select, selectionState } from '../state/selection'
import type { Distance } from '../state/view'
import { showRow } from './canvas-state'
import type { SceneItem } from './scene'
import { rowIn, selectableRow } from './selected'
import { type Direction, spineEnd, stepFrom } from './steps'

/** Selects what was clicked on. */
export function selectItem(graph: Graph, item: SceneItem): void {
  if (item.type === 'card') select({ kind: 'node', row: selectableRow(graph, item.row) })
  else if (graph.tail !== null) return
  else if (item.type === 'run') select(runSelection(graph, item.run))
  else if (item.type === 'chip') select(branchSelection(graph, item.segment))
}

/** Opens the reader on the branch that ends with what was double-clicked. */
export function readItem(graph: Graph, item: SceneItem): void {
  if (graph.tail === null && item.type === 'card') openReader(item.row)
}

function branchSelection(graph: Graph, segment: number): Selection {
  return { kind: 'branch', top: graph.read.head[segment] ?? 0 }
}

/** A run; the first run of an orphan branch stands for the whole branch. */
function runSelection(graph: Graph, run: number): Selection {
  const { read, runs } = graph
  const start = runs.runStart[run] ?? 0
  const segment = segmentOf(read, start)
  const leavesSpine = segment !== 0 && isOrphanTop(graph, segment)
  if (leavesSpine && start === read.first[segment]) return branchSelection(graph, segment)
  const last = (runs.runStart[run + 1] ?? start + 1) - 1
  return { kind: 'run', first: read.rowAt[start] ?? 0, last: read.rowAt[last] ?? 0 }
}

function isOrphanTop({ read, pathFrom }: Graph, segment: number): boolean {
  const fork = read.fork[segment] ?? -1
  if (fork === -1) return read.kind[segment] !== SegmentKind.spine
  return segmentOf(read, fork) === 0 && fork >= pathFrom
}

/** Selects the neighbour in a direction, or the leaf where nothing is selected, and brings it into view. */
export function walk(graph: Graph, distance: Distance, direction: Direction): void {
  const row = rowIn(graph, rowOfSelection(selectionState.getState().selection))
  goTo(graph, distance, row === null ? spineEnd(graph, 'leaf') : stepFrom(graph, distance, row, direction))
}

/** Selects the first or last node of the spine. */
export const walkToEnd = (graph: Graph, distance: Distance, which: 'root' | 'leaf'): void =>
  goTo(graph, distance, spineEnd(graph, which))

function goTo(graph: Graph, distance: Distance, row: number | null): void {
  if (row === null) return
  if (graph.tail !== null) {
    const selected = selectableRow(graph, row)
    select({ kind: 'node', row: selected })
    showRow(selected)
    return
  }
  const position = graph.read.positionOf[row] ?? -1
  if (distance === 'runs' && position !== -1) select(runSelection(graph, runOf(graph.runs, position)))
  else if (position === -1) select({ kind: 'branch', top: row })
  else select({ kind: 'node', row })
  showRow(row)
}
