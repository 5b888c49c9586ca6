import type { Graph } from '../graph/graph'
import { isChosen, orphanBranches, setBranches, toggleRow } from '../state/prune'
import { viewState } from '../state/view'
import type { SceneItem } from './scene'

/**
 * Shift and a click on the canvas of the prune lens: chooses what was clicked on with all below it, or leaves it.
 * @returns false where that is not what a click means
 */
export function chooseItem(graph: Graph, item: SceneItem): boolean {
  if (viewState.getState().lens !== 'prune' || graph.tail !== null) return false
  if (item.type === 'card') toggleRow(item.row)
  else if (item.type === 'run') toggleRow(graph.read.rowAt[graph.runs.runStart[item.run] ?? 0] ?? 0)
  else if (item.type === 'chip') chooseChip(graph, item.segment)
  else return false
  return true
}

/** A chip counts every copy branch that leaves at its fork: they are chosen or left together. */
function chooseChip({ columns, read }: Graph, segment: number): void {
  const fork = columns.parent[read.head[segment] ?? 0]
  const folded = orphanBranches().filter(
    ({ class: kind, topRow }) => kind === 'copy' && columns.parent[topRow] === fork
  )
  setBranches(folded, !folded.every(({ topRow }) => isChosen(topRow)))
}
