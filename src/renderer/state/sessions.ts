import type { AppInfo, RecentStore } from '@shared/ipc/app'
import type { AppError } from '@shared/ipc/request'
import type { FolderListing, ListedStore } from '@shared/ipc/store'
import type { Result } from '@shared/result'
import { createStore } from 'zustand/vanilla'
import { onEnginePush, requestEngine } from '../bridge/engine'
import { requestMain } from '../bridge/main'
import { shortenPath } from '../ui/format'
import { notify } from './notice'
import { closeStore, openStore, openStoreState } from './open-store'
import type { Resource } from './resource'

/** A folder as it stood in the sidebar. */
interface TakenOut {
  readonly path: string
  readonly listing: Resource<FolderListing>
  /** How many folders stood before it. */
  readonly at: number
  readonly wasChosen: boolean
}

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
  /** Paths that were asked for, while it is not known yet whether each is a folder or a store; see `lookedAt`. */
  readonly asked: readonly string[]
  readonly recent: readonly RecentStore[]
  /** What was taken out of the sidebar last, to be put back. */
  readonly takenOut: TakenOut | null
  readonly filter: string
  /** Folded folders, by path. */
  readonly folded: ReadonlySet<string>
}

export const sessionsState = createStore<Sessions>()(() => ({
  info: null,
  folders: new Map(),
  reading: new Map(),
  chosen: null,
  asked: [],
  recent: [],
  takenOut: null,
  filter: '',
  folded: new Set()
}))

/** @returns the path that was asked for last and is still looked at, or null */
export const lookedAt = ({ asked }: Sessions): string | null => asked.at(-1) ?? null

/** Ends the look at a path. @returns whether it was looked at */
function endLook(path: string): boolean {
  const { asked } = sessionsState.getState()
  if (!asked.includes(path)) return false
  sessionsState.setState({ asked: asked.filter((other) => other !== path) })
  return true
}

/**
 * Puts the stores of a folder before the user, in place of the sample; a store of the user's own stays, and the sidebar
 * lists them beside it.
 */
function chooseFrom(path: string): void {
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
  await list(path)
}

/** The listings under way by folder, as numbers of our own, so that what is said late of one is known as such. */
const listings = new Map<string, number>()
let lastListing = 0

/** Has a folder listed, in place of a listing of it that is under way, whose answer then no longer counts. */
async function list(path: string): Promise<void> {
  stopListing(path)
  const listing = ++lastListing
  listings.set(path, listing)
  const answer = await requestEngine('folder/list', { path, listing })
  if (listings.get(path) !== listing) return
  listings.delete(path)
  await settle(path, answer)
}

/** Takes what the last listing of a path found, whoever began it: a look at the path ends with it. */
async function settle(path: string, answer: Result<FolderListing, AppError>): Promise<void> {
  const isAsked = endLook(path)
  if (answer.ok) {
    put(path, { kind: 'ready', value: answer.value })
    if (isAsked) chooseFrom(path)
    return
  }
  if (sessionsState.getState().folders.has(path)) put(path, { kind: 'failed', error: answer.error })
  if (isAsked) await openStore(path)
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
    if (endLook(path)) chooseFrom(path)
  })
  // whoever opens something else does not wait for it any more
  openStoreState.subscribe(({ kind }, before) => {
    if (kind === 'opening' && before.kind !== 'opening') stopLooking()
  })
}

/** Takes a folder out of the sidebar, and calls off a listing of it; nothing on disk changes. */
export function closeFolder(path: string): void {
  stopListing(path)
  endLook(path)
  const without = <T>(map: ReadonlyMap<string, T>) => new Map([...map].filter(([other]) => other !== path))
  sessionsState.setState(({ folders, reading, chosen }) => ({
    folders: without(folders),
    reading: without(reading),
    chosen: chosen === path ? null : chosen
  }))
}

/** Takes a folder out of the sidebar, and offers to put it back. The open store stays open, wherever it lies. */
export function takeOutFolder(path: string): void {
  const { folders, chosen } = sessionsState.getState()
  const listing = folders.get(path)
  if (listing === undefined) return
  closeFolder(path)
  const at = [...folders.keys()].indexOf(path)
  sessionsState.setState({ takenOut: { path, listing, at, wasChosen: chosen === path } })
  notify(`Took ${shortenPath(path)} out of the sidebar`, { label: 'Put it back', run: putFolderBack })
}

/** Puts the folder that was taken out last back where it stood, and reads it again. */
export function putFolderBack(): void {
  const { takenOut } = sessionsState.getState()
  if (takenOut === null) return
  const { path, listing, at, wasChosen } = takenOut
  sessionsState.setState(({ folders, chosen }) => ({
    takenOut: null,
    folders: new Map([...folders].toSpliced(at, 0, [path, listing])),
    chosen: wasChosen && chosen === null ? path : chosen
  }))
  void openFolder(path)
}

/** Leaves only the stores in the list that hold this text. */
export const filterSessions = (filter: string): void => sessionsState.setState({ filter })

/** Folds a listed folder, or unfolds it. */
export function foldFolder(path: string, fold: boolean): void {
  sessionsState.setState(({ folded }) => {
    const next = new Set(folded)
    if (fold) next.add(path)
    else next.delete(path)
    return { folded: next }
  })
}

/** Reads again which stores were opened last. */
export async function loadRecent(): Promise<void> {
  const answer = await requestMain('recent/list', null)
  if (answer.ok) sessionsState.setState({ recent: answer.value })
}

/** Forgets that a store was opened; nothing on disk changes. */
export async function removeRecent(path: string): Promise<void> {
  const { recent } = sessionsState.getState()
  sessionsState.setState({ recent: recent.filter((store) => store.path !== path) })
  const answer = await requestMain('recent/remove', { path })
  notify(answer.ok ? `${shortenPath(path)} is no longer listed as recent` : answer.error.message)
}

/** A file or a folder, from a drop or the command line: a folder is listed, anything else opened as a store. */
export async function openPath(path: string): Promise<void> {
  sessionsState.setState(({ asked }) => ({ asked: [...asked.filter((other) => other !== path), path] }))
  await list(path)
}

/** Opens nothing of what is being looked at; a folder is still listed in the sidebar. */
export const stopLooking = (): void => sessionsState.setState({ asked: [] })

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
