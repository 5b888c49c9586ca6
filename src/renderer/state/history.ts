import type { ReceiptView } from '@shared/ipc/operations'
import { createStore } from 'zustand/vanilla'
import { requestEngine } from '../bridge/engine'
import { openStoreState, shownStore, showStore } from './open-store'
import { makePlan, onPlanApplied } from './plan'
import type { Resource } from './resource'
import { showSide } from './side'

/** The receipts, newest first: of the shown store, or of every store. */
interface History {
  readonly scope: 'store' | 'all'
  readonly receipts: Resource<readonly ReceiptView[]>
}

export const historyState = createStore<History>()(() => ({ scope: 'store', receipts: { kind: 'idle' } }))

let latest = 0

/** Reads the receipts again. */
export async function loadHistory(): Promise<void> {
  const call = ++latest
  const { scope, receipts } = historyState.getState()
  const shown = shownStore()
  if (receipts.kind !== 'ready') historyState.setState({ receipts: { kind: 'loading' } })
  const store = scope === 'store' ? (shown?.overview.store ?? null) : null
  const answer = await requestEngine('history/list', { store })
  if (call !== latest) return
  historyState.setState({
    receipts: answer.ok
      ? { kind: 'ready', value: answer.value.toSorted((a, b) => b.at.localeCompare(a.at)) }
      : { kind: 'failed', error: answer.error }
  })
}

/** Lists the receipts of the shown store, or of every store. */
export function chooseHistoryScope(scope: History['scope']): void {
  historyState.setState({ scope, receipts: { kind: 'loading' } })
  void loadHistory()
}

/** Plans the undo of a receipt, on its own store, which is opened for it; nothing where another one is opened meanwhile. */
export async function planUndo({ receipt, store }: ReceiptView): Promise<void> {
  if (!(await showStore(store))) return
  showSide('plan')
  await makePlan({ kind: 'undo', receipt })
}

/** Keeps the list true while somebody looks at it; called once when the page starts. */
export function connectHistory(): void {
  onPlanApplied(() => {
    if (historyState.getState().receipts.kind !== 'idle') void loadHistory()
  })
  openStoreState.subscribe((store, before) => {
    if (store.kind !== 'open' || before.kind === 'open') return
    latest++
    historyState.setState({ receipts: { kind: 'idle' } })
  })
}
