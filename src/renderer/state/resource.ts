import type { AppError } from '@shared/ipc/request'
import type { StoreId } from '@shared/ipc/store'
import type { Result } from '@shared/result'
import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  afterLeafEnd,
  onGraphReplaced,
  onStoreOpened,
  openStoreState,
  type ShownStore,
  shownStore
} from './open-store'

/** Something asked of the engine about the shown store, when somebody looks at it. */
export type Resource<T> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: AppError }

export interface StoreResource<T> {
  readonly state: StoreApi<Resource<T>>
  /** Asks once per graph; asking again does nothing, also after a failure, until there is a newer graph. */
  readonly load: () => void
  /** Asks again, if it was asked for at all: what the answer depends on has changed. */
  readonly refresh: () => void
  /** The user has stopped it: without an answer it is no longer asked for with a newer graph, but by `refresh` only. */
  readonly halt: () => void
}

/** What an answer is made of: it is asked for again with every newer graph, or only when the file has changed. */
export type ResourceSource = 'graph' | 'file'

/**
 * While another program appends, an answer is asked for anew when the graph has rested for so many times as long as the
 * last one took: at once where that was little, and never so often that the engine has time for nothing else.
 */
const RESTS = 4

/** Keeps one answer of the engine; forgets it with the store, and asks again when what it is made of has changed. */
export function storeResource<T>(
  ask: (store: StoreId) => Promise<Result<T, AppError>>,
  source: ResourceSource = 'graph'
): StoreResource<T> {
  let file = ''
  const state = createStore<Resource<T>>()(() => ({ kind: 'idle' }))
  let asked = 0
  let halted = false
  let took = 0
  let resting: ReturnType<typeof setTimeout> | undefined

  const fetch = (): void => {
    const shown = shownStore()
    if (shown === null) return
    const call = ++asked
    clearTimeout(resting)
    halted = false
    file = fileState(shown)
    if (state.getState().kind !== 'ready') state.setState({ kind: 'loading' }, true)
    afterLeafEnd(() => void fetchFrom(shown.overview.store, call))
  }
  const fetchFrom = async (store: StoreId, call: number): Promise<void> => {
    if (call !== asked) return
    const since = performance.now()
    const answer = await ask(store)
    if (call !== asked) return
    took = performance.now() - since
    state.setState(
      answer.ok ? { kind: 'ready', value: answer.value } : { kind: 'failed', error: answer.error },
      true
    )
  }
  const forget = (): void => {
    asked++
    halted = false
    took = 0
    clearTimeout(resting)
    state.setState({ kind: 'idle' }, true)
  }
  onStoreOpened(forget)
  onGraphReplaced((shown, grown) => {
    const isSame = source === 'file' && file === fileState(shown)
    const { kind } = state.getState()
    if (kind === 'idle' || isSame || (halted && kind !== 'ready')) return
    clearTimeout(resting)
    if (grown) resting = setTimeout(fetch, RESTS * took)
    else fetch()
  })
  openStoreState.subscribe((store) => {
    if (store.kind !== 'open') forget()
  })
  return {
    state,
    refresh: () => {
      if (state.getState().kind !== 'idle') fetch()
    },
    halt: () => {
      halted = true
    },
    load: () => {
      if (state.getState().kind === 'idle') fetch()
    }
  }
}

/** The same text as long as nothing was committed: every commit of lash moves the revision. */
const fileState = ({ overview: { revision, bytes } }: ShownStore): string => JSON.stringify([revision, bytes])
