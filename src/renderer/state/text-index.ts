import type { TextIndexState } from '@shared/ipc/text-index'
import { createStore } from 'zustand/vanilla'
import { onEnginePush, requestEngine } from '../bridge/engine'
import { formatBytes, formatDuration } from '../ui/format'
import { notify } from './notice'
import { isShown, onGraphReplaced, onStoreOpened, openStoreState, shownStore } from './open-store'
import { settingsState } from './settings'

interface TextIndex {
  /** What is known of the index of the shown store; null while nothing is. */
  readonly index: TextIndexState | null
  /** Its building was asked for, and goes on whatever else is done. */
  readonly asked: boolean
}

/** @returns how much of an index is built: "37 %" */
export const indexedPart = ({ done, total }: TextIndexState): string =>
  `${Math.floor((done / Math.max(1, total)) * 100)} %`

const unknown: TextIndex = { index: null, asked: false }

export const textIndexState = createStore<TextIndex>()(() => unknown)

/** Asks how it stands with the text index of the shown store, or has it built or deleted. */
export async function askTextIndex(action: 'state' | 'build' | 'drop'): Promise<void> {
  const store = shownStore()?.overview.store
  if (store === undefined) return
  if (action === 'build') textIndexState.setState({ asked: true })
  const answer = await requestEngine('search/index', { store, action })
  if (!isShown(store)) return
  if (!answer.ok) notify(answer.error.message)
  textIndexState.setState((now) => ({
    index: answer.ok ? answer.value : now.index,
    asked: action === 'state' ? now.asked : false
  }))
}

/** Tells the engine whether it may build the index of the shown store unasked. */
function tellSetting(): void {
  const store = shownStore()?.overview.store
  if (store !== undefined)
    void requestEngine('search/index-idle', { store, on: settingsState.getState().indexWhenIdle })
}

/** Listens to the engine; called once when the page starts. */
export function connectTextIndex(): void {
  onEnginePush('search/index-state', ({ store, state }) => {
    if (!isShown(store)) return
    const before = textIndexState.getState().index
    textIndexState.setState({ index: state })
    if (before?.state === 'building' && state.state === 'ready')
      notify(`Text index built in ${formatDuration(state.ms)}, ${formatBytes(state.bytes)}`)
  })
  onStoreOpened(() => {
    textIndexState.setState(unknown, true)
    tellSetting()
  })
  onGraphReplaced(() => void askTextIndex('state'))
  openStoreState.subscribe(({ kind }) => {
    if (kind !== 'open') textIndexState.setState(unknown, true)
  })
  settingsState.subscribe(({ indexWhenIdle }, before) => {
    if (indexWhenIdle !== before.indexWhenIdle) tellSetting()
  })
}
