import { appendColumns } from '@shared/domain/columns/append'
import type { NodeColumns } from '@shared/domain/columns/columns'
import type { CanvasLayout } from '@shared/domain/layout/layout'
import type { AppError } from '@shared/ipc/request'
import type { EnginePushes, GraphSummary, StoreId, StoreOverview } from '@shared/ipc/store'
import { createStore } from 'zustand/vanilla'
import { onEnginePush, onEngineRestart, requestEngine } from '../bridge/engine'
import { requestMain } from '../bridge/main'
import { ColumnAssembly, type ColumnSets, columnSet, toNodeColumns } from './columns'
import { toCanvasLayout } from './layout-sets'

export type LoadProgress = Omit<EnginePushes['index/progress'], 'store'>
/** Bytes. */
export type CopyProgress = Omit<EnginePushes['opening/progress'], 'opening'>

/** The graph as far as the engine has sent it. */
export interface GraphIndex {
  readonly generation: number
  readonly summary: GraphSummary
  readonly nodes: NodeColumns
  /** Every column that was sent, those of the layouts included: what the next generation builds on. */
  readonly sets: ColumnSets
  /** The layout of the first rows of `nodes`; those behind them hang below the leaf. Null where it came damaged. */
  readonly layout: CanvasLayout | null
}

/** The one store that the window shows. */
export type OpenStore =
  | { readonly kind: 'closed' }
  /** `progress` while the store has to be copied aside before it can be read. */
  | { readonly kind: 'opening'; readonly path: string; readonly progress: CopyProgress | null }
  | ShownStore
  | { readonly kind: 'failed'; readonly path: string; readonly error: AppError }

export interface ShownStore {
  readonly kind: 'open'
  readonly path: string
  readonly overview: StoreOverview
  readonly index: GraphIndex | null
  /** Null when nothing is being read. */
  readonly progress: LoadProgress | null
  /** The user stopped the reading: what has come stays. */
  readonly cancelled: boolean
  readonly following: boolean
  /** Reading broke off: what has come stays, and this is said. */
  readonly error: AppError | null
}

export const openStoreState = createStore<OpenStore>()(() => ({ kind: 'closed' }))

/** Counts what was asked to be opened or closed, so that what is said late of an opening is known as such. */
let openings = 0
/** The store that was opened last and whose leaf end is not drawn yet, with who waits for that. */
let undrawn: { readonly store: StoreId; readonly waiting: (() => void)[] } | null = null
/** ms after which the leaf end counts as drawn: a window out of sight draws nothing. */
const DRAWN_AFTER_MS = 300
/** A smaller store is read within a few frames; waiting for its leaf end would only make its graph come later. Bytes. */
const SMALL_BYTES = 16 * 2 ** 20
const assemblies = new Map<StoreId, ColumnAssembly>()
const indexes = new Map<StoreId, GraphIndex>()
/** @param grown nothing has changed but that rows were appended below the leaf */
type GraphListener = (store: ShownStore, grown: boolean) => void

const openedListeners = new Set<(store: ShownStore) => void>()
const indexedListeners = new Set<GraphListener>()

const replace = (next: OpenStore): void => openStoreState.setState(next, true)

/** Whether a store is shown. */
export const isStoreOpen = ({ kind }: OpenStore): boolean => kind === 'open'

/** @returns the store that is shown, or null while none is */
export function shownStore(): ShownStore | null {
  const state = openStoreState.getState()
  return state.kind === 'open' ? state : null
}

/** Whether a store is the one that is shown: what is answered about another one comes too late. */
export const isShown = (store: StoreId): boolean => shownStore()?.overview.store === store

/** Asks something about the shown store. @returns null where none is shown, or it has been closed before the answer */
export async function ofShown<T>(ask: (store: StoreId) => Promise<T>): Promise<T | null> {
  const shown = shownStore()
  if (shown === null) return null
  const { store } = shown.overview
  const answer = await ask(store)
  return isShown(store) ? answer : null
}

/** Whether the store at `path` is the one that is shown; while it is being opened, that is waited for. */
export async function isShownAt(path: string): Promise<boolean> {
  for (let state = openStoreState.getState(); state.kind === 'opening' && state.path === path; )
    state = await nextState()
  return shownStore()?.path === path
}

const nextState = (): Promise<OpenStore> =>
  new Promise((resolve) => {
    const stop = openStoreState.subscribe((state) => {
      stop()
      resolve(state)
    })
  })

/** Calls `listener` each time a store has been opened, before its graph has been read. */
export function onStoreOpened(listener: (store: ShownStore) => void): void {
  openedListeners.add(listener)
}

/** Calls `listener` each time the graph of the shown store has been replaced by a newer one. */
export function onGraphReplaced(listener: GraphListener): void {
  indexedListeners.add(listener)
}

/**
 * Opens the store at `path` in place of the one that is shown. The last call wins.
 * @returns whether it is shown now; not where it cannot be opened, or another was opened or this one closed meanwhile
 */
export async function openStore(path: string): Promise<boolean> {
  closeStore()
  const call = ++openings
  replace({ kind: 'opening', path, progress: null })
  const answer = await requestEngine('store/open', { path, opening: call })
  if (call !== openings) {
    if (answer.ok) void requestEngine('store/close', { store: answer.value.store })
    return false
  }
  if (!answer.ok) {
    replace({ kind: 'failed', path, error: answer.error })
    return false
  }
  const overview = answer.value
  // opened by a link: what is remembered of the store is told to it by its own path
  if (overview.path !== path) replace({ kind: 'opening', path: overview.path, progress: null })
  const opened: ShownStore = {
    kind: 'open',
    path: overview.path,
    overview,
    index: null,
    progress: null,
    cancelled: false,
    following: false,
    error: null
  }
  const drawing = { store: overview.store, waiting: [] }
  undrawn = drawing
  replace(opened)
  void requestMain('recent/add', { path: overview.path, title: overview.title })
  for (const listener of openedListeners) listener(opened)
  const { db, wal } = overview.bytes
  if (db + wal < SMALL_BYTES) leafEndDrawn(overview.store)
  else setTimeout(() => undrawn === drawing && leafEndDrawn(drawing.store), DRAWN_AFTER_MS)
  return isShown(overview.store)
}

/** Shows the store at `path`: opens it, unless it is shown already. @returns whether it is shown now, as `openStore` */
export const showStore = async (path: string): Promise<boolean> =>
  shownStore()?.path === path || openStore(path)

/**
 * To be called once the leaf end of a store is drawn that has just been opened: only then is the graph of a large one
 * read, and asked what takes long, since that takes all of the machine. Called again, it does nothing.
 */
export function leafEndDrawn(store: StoreId): void {
  if (undrawn?.store !== store) return
  const { waiting } = undrawn
  undrawn = null
  void requestEngine('graph/read', { store })
  for (const goOn of waiting) goOn()
}

/** Calls `goOn` once the leaf end of the shown store is drawn, unless the store is closed before. */
export function afterLeafEnd(goOn: () => void): void {
  if (undrawn === null) goOn()
  else undrawn.waiting.push(goOn)
}

/** Lets go of the shown store, and of one that is being opened. */
export function closeStore(): void {
  if (openStoreState.getState().kind === 'opening') void requestEngine('opening/stop', { opening: openings })
  openings++
  undrawn = null
  const shown = shownStore()
  if (shown !== null) {
    void requestEngine('store/close', { store: shown.overview.store })
    assemblies.delete(shown.overview.store)
    indexes.delete(shown.overview.store)
  }
  replace({ kind: 'closed' })
}

/** Tries again what failed, or opens the shown store afresh. */
export function reopenStore(): void {
  const state = openStoreState.getState()
  if (state.kind === 'open' || state.kind === 'failed') void openStore(state.path)
}

/** Stops the reading of the graph; what has come stays and can be used. */
export function cancelLoading(): void {
  const shown = shownStore()
  if (shown?.progress == null) return
  void requestEngine('store/cancel', { store: shown.overview.store })
  replace({ ...shown, progress: null, cancelled: true })
}

/** Switches on or off that the window follows what another process writes. */
export async function followStore(on: boolean): Promise<void> {
  const shown = shownStore()
  if (shown === null) return
  const answer = await requestEngine('store/follow', { store: shown.overview.store, on })
  changeShown(shown.overview.store, (now) =>
    answer.ok ? { ...now, following: on } : { ...now, error: answer.error }
  )
}

/** Has the copies of the runtime drawn as nodes of their own, or folded into counted marks. */
export async function layOutCopies(showCopies: boolean): Promise<void> {
  const shown = shownStore()
  if (shown === null) return
  const { store } = shown.overview
  const answer = await requestEngine('layout/set', { store, showCopies })
  if (!answer.ok) changeShown(store, (now) => ({ ...now, error: answer.error }))
}

function changeShown(store: StoreId, change: (shown: ShownStore) => ShownStore): void {
  const shown = shownStore()
  if (shown !== null && isShown(store)) replace(change(shown))
}

function takeChunk(chunk: EnginePushes['index/chunk']): void {
  // of a store that was closed meanwhile nothing would ever be let go again
  if (!isShown(chunk.store)) return
  const assembly = assemblies.get(chunk.store) ?? new ColumnAssembly(indexes.get(chunk.store)?.sets)
  assemblies.set(chunk.store, assembly)
  assembly.add(chunk)
  void requestEngine('index/taken', { store: chunk.store })
}

function takeCopying({ opening, ...progress }: EnginePushes['opening/progress']): void {
  const state = openStoreState.getState()
  if (state.kind === 'opening' && opening === openings) replace({ ...state, progress })
}

function takeProgress({ store, ...progress }: EnginePushes['index/progress']): void {
  changeShown(store, (shown) => (shown.cancelled ? shown : { ...shown, progress }))
}

const chunksLost: AppError = {
  code: 'graph-incomplete',
  message: 'The graph did not arrive whole from the store reader.',
  advice: 'Open the store again. The file itself is untouched.'
}

function takeIndex({ store, generation, summary }: EnginePushes['index/ready']): void {
  if (!isShown(store)) return
  const sets = (assemblies.get(store) ?? new ColumnAssembly(indexes.get(store)?.sets)).finish()
  assemblies.delete(store)
  const nodes = toNodeColumns(sets.get('nodes'))
  if (nodes === null) {
    changeShown(store, (shown) => ({ ...shown, progress: null, error: chunksLost }))
    return
  }
  show(store, { generation, summary, nodes, sets, layout: toCanvasLayout(sets) })
}

/** Rows have been appended below the leaf: they are put behind the others; the canvas lays them out. */
function takeRows({ store, generation, summary, rows }: EnginePushes['index/grown']): void {
  const before = indexes.get(store)
  if (before?.summary.leafRow == null) return
  const nodes = appendColumns(before.nodes, before.summary.leafRow, rows)
  const sets = new Map([...before.sets, ['nodes', columnSet(nodes)]])
  show(store, { generation, summary, nodes, sets, layout: before.layout }, true)
}

function show(store: StoreId, index: GraphIndex, grown = false): void {
  indexes.set(store, index)
  changeShown(store, (shown) => ({ ...shown, index, progress: null }))
  const shown = shownStore()
  if (shown?.index === index) for (const listener of indexedListeners) listener(shown, grown)
}

/** Listens to the engine; called once when the page starts. */
export function connectOpenStore(): void {
  onEnginePush('index/chunk', takeChunk)
  onEnginePush('index/ready', takeIndex)
  onEnginePush('verify/ready', takeIndex)
  onEnginePush('index/grown', takeRows)
  onEnginePush('opening/progress', takeCopying)
  onEnginePush('index/progress', takeProgress)
  onEnginePush('store/changed', ({ store, overview }) =>
    changeShown(store, (shown) => ({ ...shown, overview }))
  )
  onEnginePush('store/failed', ({ store, error }) =>
    changeShown(store, (shown) => ({ ...shown, error, progress: null }))
  )
  onEngineRestart(reopenStore)
}
