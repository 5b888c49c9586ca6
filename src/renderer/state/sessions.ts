import type { AppInfo, RecentStore } from '@shared/ipc/app'
import type { AppError } from '@shared/ipc/request'
import type { FolderListing, ListedStore } from '@shared/ipc/store'
import type { Result } from '@shared/result'
import { createStore } from 'zustand/vanilla'
import { onEnginePush, requestEngine } from '../bridge/engine'
import { requestMain } from '../bridge/main'
import { notify } from './notice'
import { closeStore, openStore, openStoreState } from './open-store'
import type { Resource } from './resource'

export interface ReadProgress {
  readonly done: number
  readonly total: number
}

/** Folders and recent stores, for the sidebar. */
interface Sessions {
  readonly info: AppInfo | null
  /** Listings by folder path, in the order in which the folders were opened. */
  readonly folders: ReadonlyMap<string, Resource<FolderListing>>
  /** Folders that are being listed, with how many of their files are; what is listed of one stands in `folders`. */
  readonly reading: ReadonlyMap<string, ReadProgress>
  /** The folder that the user opened last: what is chosen from while no store is open. */
  readonly chosen: string | null
  /** A path that was asked for, while it is not known yet whether it is a folder or a store. */
  readonly looking: string | null
  readonly recent: readonly RecentStore[]
  readonly filter: string
  /** Folded folders, by path. */
  readonly folded: ReadonlySet<string>
}

export const sessionsState = createStore<Sessions>()(() => ({
  info: null,
  folders: new Map(),
  reading: new Map(),
  chosen: null,
  looking: null,
  recent: [],
  filter: '',
  folded: new Set()
}))

/** Folders among the paths that were asked for and are not listed yet. */
const asked = new Set<string>()

/**
 * Puts the stores of a folder before the user, in place of the sample; a store of the user's own stays, and the sidebar
 * lists them beside it.
 */
function chooseFrom(path: string): void {
  asked.delete(path)
  const { info } = sessionsState.getState()
  const open = openStoreState.getState()
  sessionsState.setState({ chosen: path })
  const isOwn = open.kind === 'opening' || open.kind === 'open' ? open.path !== info?.samplePath : false
  if (isOwn) notify('The sidebar lists the folder')
  else closeStore()
}

/** Lists the stores of a folder in the sidebar; a folder that is listed already is read again. */
export async function openFolder(path: string): Promise<void> {
  if (sessionsState.getState().folders.get(path)?.kind !== 'ready') put(path, { kind: 'loading' })
  const answer = await list(path)
  if (answer !== null)
    put(path, answer.ok ? { kind: 'ready', value: answer.value } : { kind: 'failed', error: answer.error })
}

/** The listings under way by folder, as numbers of our own, so that what is said late of one is known as such. */
const listings = new Map<string, number>()
let lastListing = 0

/** Has a folder listed, in place of a listing of it that is under way. @returns null where it was called off meanwhile */
async function list(path: string): Promise<Result<FolderListing, AppError> | null> {
  stopListing(path)
  const listing = ++lastListing
  listings.set(path, listing)
  const answer = await requestEngine('folder/list', { path, listing })
  if (listings.get(path) !== listing) return null
  listings.delete(path)
  return answer
}

function stopListing(path: string): void {
  const listing = listings.get(path)
  if (listing === undefined) return
  listings.delete(path)
  listed.delete(path)
  void requestEngine('folder/stop', { listing })
}

/** Puts a whole listing in place of what was read of it. */
function put(path: string, listing: Resource<FolderListing>): void {
  listed.delete(path)
  sessionsState.setState(({ folders, reading }) => {
    const others = new Map(reading)
    others.delete(path)
    return { folders: new Map(folders).set(path, listing), reading: others }
  })
}

/** What has been listed of folders that are read for the first time; one that is read again keeps its old listing. */
const listed = new Map<string, ListedStore[]>()

function addListed(path: string, stores: readonly ListedStore[], progress: ReadProgress): void {
  const { folders, reading } = sessionsState.getState()
  const isFirst = folders.get(path)?.kind !== 'ready' || listed.has(path)
  const known = listed.get(path) ?? []
  if (isFirst) listed.set(path, known)
  known.push(...stores)
  const shown: Resource<FolderListing> = { kind: 'ready', value: { path, stores: [...known], folders: [] } }
  sessionsState.setState({
    reading: new Map(reading).set(path, progress),
    ...(isFirst ? { folders: new Map(folders).set(path, shown) } : {})
  })
}

/** Listens to the engine; called once when the page starts. */
export function connectSessions(): void {
  onEnginePush('folder/progress', ({ listing, path, stores, done, total }) => {
    if (listings.get(path) !== listing) return
    addListed(path, stores, { done, total })
    if (asked.has(path)) chooseFrom(path)
  })
  // whoever opens something else does not wait for it any more
  openStoreState.subscribe(({ kind }, before) => {
    if (kind === 'opening' && before.kind !== 'opening') stopLooking()
  })
}

/** Takes a folder out of the sidebar, and calls off a listing of it; nothing on disk changes. */
export function closeFolder(path: string): void {
  stopListing(path)
  asked.delete(path)
  const without = <T>(map: ReadonlyMap<string, T>) => new Map([...map].filter(([other]) => other !== path))
  sessionsState.setState(({ folders, reading, chosen, looking }) => ({
    folders: without(folders),
    reading: without(reading),
    chosen: chosen === path ? null : chosen,
    looking: looking === path ? null : looking
  }))
}

export const filterSessions = (filter: string): void => sessionsState.setState({ filter })

export function foldFolder(path: string, fold: boolean): void {
  sessionsState.setState(({ folded }) => {
    const next = new Set(folded)
    if (fold) next.add(path)
    else next.delete(path)
    return { folded: next }
  })
}

export async function loadRecent(): Promise<void> {
  const answer = await requestMain('recent/list', null)
  if (answer.ok) sessionsState.setState({ recent: answer.value })
}

/** A file or a folder, from a drop or the command line: a folder is listed, anything else opened as a store. */
export async function openPath(path: string): Promise<void> {
  asked.add(path)
  sessionsState.setState({ looking: path })
  const listing = await list(path)
  if (listing === null) return
  if (sessionsState.getState().looking === path) sessionsState.setState({ looking: null })
  if (listing.ok) {
    put(path, { kind: 'ready', value: listing.value })
    if (asked.has(path)) chooseFrom(path)
    return
  }
  if (asked.delete(path)) await openStore(path)
}

/** Opens nothing of what is being looked at; a folder is still listed in the sidebar. */
export function stopLooking(): void {
  const { looking } = sessionsState.getState()
  if (looking !== null) asked.delete(looking)
  sessionsState.setState({ looking: null })
}

/** Asks the user for a store, or for a folder of stores, and opens it. */
export async function chooseAndOpen(what: 'store' | 'folder'): Promise<void> {
  const answer = await requestMain('dialog/open', { what })
  const path = answer.ok ? answer.value[0] : undefined
  if (path === undefined) return
  if (what === 'store') await openStore(path)
  else await chooseFolder(path)
}

/** Lists a folder, and puts its stores before the user. */
export async function chooseFolder(path: string): Promise<void> {
  stopLooking()
  chooseFrom(path)
  await openFolder(path)
}

/** Opens the bundled sample session. */
export function openSample(): void {
  const { info } = sessionsState.getState()
  if (info !== null) void openStore(info.samplePath)
}
