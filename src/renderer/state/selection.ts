import { createStore } from 'zustand/vanilla'

/**
 * What the inspector shows. Rows are row indexes of the shown store's graph; before that has been read a node goes by
 * −`seq`, which is below 0.
 */
export type Selection =
  | { readonly kind: 'none' }
  | { readonly kind: 'node'; readonly row: number }
  /** An unbranched stretch, root side first. */
  | { readonly kind: 'run'; readonly first: number; readonly last: number }
  /** A whole orphan branch, by its top. */
  | { readonly kind: 'branch'; readonly top: number }
  /** The head, the checkpoint and the session's meta row. */
  | { readonly kind: 'head' }
  /** What is wrong with the store; `finding` = position in the list of findings. */
  | { readonly kind: 'findings'; readonly finding: number | null }

interface SelectionHistory {
  readonly selection: Selection
  readonly back: readonly Selection[]
  readonly forward: readonly Selection[]
}

const nothing: Selection = { kind: 'none' }
const historyLimit = 200

export const selectionState = createStore<SelectionHistory>()(() => ({
  selection: nothing,
  back: [],
  forward: []
}))

/** @returns the selection now */
export const currentSelection = (): Selection => selectionState.getState().selection

/** @returns the node that stands for a selection on the canvas, or null */
export function rowOfSelection(selection: Selection): number | null {
  if (selection.kind === 'node') return selection.row
  if (selection.kind === 'run') return selection.last
  return selection.kind === 'branch' ? selection.top : null
}

/** Selects, and remembers what was selected before. Selecting the same thing again changes nothing. */
export function select(selection: Selection): void {
  selectionState.setState((state) => {
    if (JSON.stringify(selection) === JSON.stringify(state.selection)) return state
    const back = state.selection.kind === 'none' ? state.back : [...state.back, state.selection]
    return { selection, back: back.slice(-historyLimit), forward: [] }
  })
}

/** Selects the node of a row; the view stays where it is. */
export const selectNode = (row: number): void => select({ kind: 'node', row })

/** Goes to the selection before this one; does nothing where there is none. */
export function selectBack(): void {
  selectionState.setState(({ selection, back, forward }) => {
    const previous = back.at(-1)
    if (previous === undefined) return {}
    return { selection: previous, back: back.slice(0, -1), forward: [selection, ...forward] }
  })
}

/** Undoes `selectBack`. */
export function selectForward(): void {
  selectionState.setState(({ selection, back, forward }) => {
    const [next, ...rest] = forward
    if (next === undefined) return {}
    return { selection: next, back: [...back, selection], forward: rest }
  })
}

/** The graph has come: nodes that were selected before go by their rows from now on. @param rowOf the row of a `seq` */
export function settleRows(rowOf: (seq: number) => number): void {
  const settle = (selection: Selection): Selection =>
    selection.kind === 'node' && selection.row < 0 ? { kind: 'node', row: rowOf(-selection.row) } : selection
  const { selection, back, forward } = selectionState.getState()
  const isSettled = [selection, ...back, ...forward].every((each) => settle(each) === each)
  if (isSettled) return
  selectionState.setState({
    selection: settle(selection),
    back: back.map(settle),
    forward: forward.map(settle)
  })
}

/** Forgets selection and history: rows mean nothing in another store. */
export function resetSelection(): void {
  selectionState.setState({ selection: nothing, back: [], forward: [] }, true)
}
