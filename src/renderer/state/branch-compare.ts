import { NodeFlag } from '@shared/domain/columns/columns'
import type { BranchComparison } from '@shared/ipc/store'
import { createStore } from 'zustand/vanilla'
import { requestEngine } from '../bridge/engine'
import { ofShown, onGraphReplaced, openStoreState, shownStore } from './open-store'
import { overlayState, showOverlay } from './overlay'
import type { Resource } from './resource'
import { branchesResource } from './resources'
import { currentSelection, rowOfSelection } from './selection'

interface BranchCompare {
  /** The last row of the branch. */
  readonly through: number | null
  readonly comparison: Resource<BranchComparison>
}

const nothing: BranchCompare = { through: null, comparison: { kind: 'idle' } }

export const branchCompareState = createStore<BranchCompare>()(() => nothing)

/** Shows the branch that ends at a row beside the path. */
export async function compareBranch(through: number): Promise<void> {
  if (shownStore() === null) return
  branchCompareState.setState({ through, comparison: { kind: 'loading' } })
  showOverlay('compare-branch')
  const answer = await ofShown((store) => requestEngine('branch/compare', { store, through }))
  if (answer === null || branchCompareState.getState().through !== through) return
  branchCompareState.setState({
    comparison: answer.ok ? { kind: 'ready', value: answer.value } : { kind: 'failed', error: answer.error }
  })
}

/** @returns the row at which the selected orphan branch ends; null where nothing off the path is selected */
export function selectedOrphan(): number | null {
  const selection = currentSelection()
  const row = rowOfSelection(selection)
  const nodes = shownStore()?.index?.nodes
  if (row === null || nodes === undefined || ((nodes.flags[row] ?? 0) & NodeFlag.onPath) !== 0) return null
  const branches = branchesResource.state.getState()
  if (selection.kind !== 'branch' || branches.kind !== 'ready') return row
  return branches.value.find(({ topRow }) => topRow === row)?.lastRow ?? row
}

/** Rows mean nothing in another graph; called once when the page starts. */
export function connectBranchCompare(): void {
  const forget = (): void => {
    if (overlayState.getState().overlay === 'compare-branch') showOverlay(null)
    branchCompareState.setState(nothing, true)
  }
  onGraphReplaced((shown) => {
    const { through } = branchCompareState.getState()
    // rows keep their places in a graph that only grew or was verified
    if (through !== null && (shown.index?.nodes.count ?? 0) <= through) forget()
  })
  openStoreState.subscribe(({ kind }) => {
    if (kind !== 'open') forget()
  })
}
