import { rowOfSeq } from '@shared/domain/columns/graph-index'
import { runOf } from '@shared/domain/layout/query'
import { useStore } from 'zustand'
import { chipOf, type Graph } from '../graph/graph'
import { rowOfSelection, type Selection, selectionState } from '../state/selection'

/** What a row of a graph is selected by: of a leaf end, whose rows are places in a list, by its card's own. */
export const selectableRow = ({ tail }: Graph, row: number): number => tail?.[row]?.row ?? row

/**
 * The row of a graph that is meant by a row or by −`seq`: whoever hears of the graph first may still have the latter.
 * @returns null where it is not there yet, −1 where it is not there at all
 */
export function rowIn({ tail, columns }: Graph, selected: number | null): number | null {
  if (selected === null) return null
  if (tail === null) return selected < 0 ? rowOfSeq(columns, -selected) : selected
  const place = tail.findIndex((card) => card.row === selected)
  return place < 0 ? null : place
}

/** @returns whether a row's card is the selected one */
export const useIsRowSelected = (graph: Graph, row: number): boolean =>
  useStore(selectionState, ({ selection }) => rowOfSelection(selection) === selectableRow(graph, row))

/** @returns whether a run is selected, or holds the selected node */
export const useIsRunSelected = (graph: Graph, run: number): boolean =>
  useStore(selectionState, ({ selection }) => runOfSelection(graph, selection) === run)

/** @returns whether a chip counts the selected node */
export const useIsChipSelected = (graph: Graph, segment: number): boolean =>
  useStore(selectionState, ({ selection }) => {
    const row = rowOfSelection(selection)
    return row !== null && chipOf(graph, row) === segment
  })

/** The run that a selection is seen in; -1 for none. */
function runOfSelection(graph: Graph, selection: Selection): number {
  const row = rowIn(graph, rowOfSelection(selection))
  const position = row === null ? -1 : (graph.read.positionOf[row] ?? -1)
  return position === -1 ? -1 : runOf(graph.runs, position)
}

/** The id of the element that stands for the selection in the tree of the canvas. */
export function selectedElement(graph: Graph, runs: boolean, selection: Selection): string | null {
  const row = rowIn(graph, rowOfSelection(selection))
  if (row === null) return null
  const chip = graph.read.positionOf[row] === -1 ? chipOf(graph, row) : null
  if (chip !== null) return elementId(`k${chip}`)
  return elementId(runs ? `r${runOfSelection(graph, selection)}` : `n${row}`)
}

/** The id in the page of an item of the canvas. */
export const elementId = (item: string): string => `canvas-${item}`
