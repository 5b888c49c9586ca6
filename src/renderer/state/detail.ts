import { rowOfSeq } from '@shared/domain/columns/graph-index'
import type { NodeDetail } from '@shared/ipc/store'
import { createStore } from 'zustand/vanilla'
import { requestEngine } from '../bridge/engine'
import { ofShown, onGraphReplaced, openStoreState, shownStore } from './open-store'
import type { Resource } from './resource'
import { rowOfSelection, selectionState, selectNode, settleRows } from './selection'
import { goToRow } from './view'

/** The selected node as the inspector shows it, with the row it belongs to. */
export const detailState = createStore<{
  readonly row: number | null
  readonly detail: Resource<NodeDetail>
}>()(() => ({ row: null, detail: { kind: 'idle' } }))

async function read(row: number): Promise<void> {
  const shown = shownStore()
  if (shown === null) return
  // The former node stays in sight until the next has come, so that walking does not flicker.
  detailState.setState(({ detail }) => ({
    row,
    detail: detail.kind === 'ready' ? detail : { kind: 'loading' }
  }))
  const answer = await ofShown((store) => requestEngine('node/read', { store, row }))
  if (answer === null || detailState.getState().row !== row) return
  detailState.setState({
    detail: answer.ok ? { kind: 'ready', value: answer.value } : { kind: 'failed', error: answer.error }
  })
}

/** @returns the id of the selected node, as soon as it is known */
export function selectedId(): string | null {
  const { row, detail } = detailState.getState()
  return detail.kind === 'ready' && detail.value.card.row === row ? detail.value.card.id : null
}

/**
 * Selects the node with this id and brings it into view, unless the store is closed before it is found.
 * @returns false where the shown store has no such node
 */
export async function goToId(id: string): Promise<boolean> {
  const row = await rowOfId(id)
  if (row != null) goToRow(row)
  return row !== null
}

/** Selects the node that was selected when the store was shown last, unless the user has chosen another meanwhile. */
export async function restoreSelection(id: string): Promise<void> {
  const before = selectionState.getState()
  const row = await rowOfId(id)
  if (row != null && selectionState.getState() === before) goToRow(row)
}

/** The row of a node in the shown store; null where it has none, undefined where the store has been closed meanwhile. */
async function rowOfId(id: string): Promise<number | null | undefined> {
  if (shownStore() === null) return null
  const answer = await ofShown((store) => requestEngine('node/find', { store, id }))
  if (answer === null) return undefined
  return answer.ok ? answer.value : null
}

/** Rows may have moved in the newer graph: finds the selected node again by its id. */
async function followSelection(): Promise<void> {
  const id = selectedId()
  const shown = shownStore()
  const { row: failed, detail } = detailState.getState()
  // a node that was selected as soon as it was written, before the engine had read its row
  if (detail.kind === 'failed' && failed !== null) void read(failed)
  if (id === null || shown === null) return
  const answer = await ofShown((store) => requestEngine('node/find', { store, id }))
  const row = detailState.getState().row
  if (!answer?.ok || answer.value === null || row === null || selectedId() !== id) return
  if (answer.value !== row && selectionState.getState().selection.kind === 'node') selectNode(answer.value)
  else void read(row)
}

/** Reads the detail of whatever node is selected; called once when the page starts. */
export function connectDetail(): void {
  selectionState.subscribe(({ selection }, before) => {
    const row = rowOfSelection(selection)
    if (row === null) detailState.setState({ row: null, detail: { kind: 'idle' } })
    else if (row !== rowOfSelection(before.selection)) void read(row)
  })
  onGraphReplaced(({ index }) => {
    if (index !== null) settleRows((seq) => rowOfSeq(index.nodes, seq))
    void followSelection()
  })
  openStoreState.subscribe((store) => {
    if (store.kind !== 'open') detailState.setState({ row: null, detail: { kind: 'idle' } })
  })
}
