import type { AppInfo, RecentStore } from '@shared/ipc/app'
import type { FolderListing } from '@shared/ipc/store'
import { createStore } from 'zustand/vanilla'
import { requestEngine } from '../bridge/engine'
import { requestMain } from '../bridge/main'
import { openStore } from './open-store'
import type { Resource } from './resource'

/** Folders and recent stores, for the sidebar. */
interface Sessions {
  readonly info: AppInfo | null
  /** Listings by folder path, in the order in which the folders were opened. */
  readonly folders: ReadonlyMap<string, Resource<FolderListing>>
  readonly recent: readonly RecentStore[]
  readonly filter: string
  /** Folded folders, by path. */
  readonly folded: ReadonlySet<string>
}

export const sessionsState = createStore<Sessions>()(() => ({
  info: null,
  folders: new Map(),
  recent: [],
  filter: '',
  folded: new Set()
}))

/** Lists the stores of a folder in the sidebar; a folder that is listed already is read again. */
export async function openFolder(path: string): Promise<void> {
  const put = (listing: Resource<FolderListing>): void =>
    sessionsState.setState(({ folders }) => ({ folders: new Map(folders).set(path, listing) }))
  if (sessionsState.getState().folders.get(path)?.kind !== 'ready') put({ kind: 'loading' })
  const answer = await requestEngine('folder/list', { path })
  put(answer.ok ? { kind: 'ready', value: answer.value } : { kind: 'failed', error: answer.error })
}

/** Takes a folder out of the sidebar; nothing on disk changes. */
export function closeFolder(path: string): void {
  sessionsState.setState(({ folders }) => {
    const rest = new Map(folders)
    rest.delete(path)
    return { folders: rest }
  })
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
  const listing = await requestEngine('folder/list', { path })
  if (listing.ok) {
    sessionsState.setState(({ folders }) => ({
      folders: new Map(folders).set(path, { kind: 'ready', value: listing.value })
    }))
    return
  }
  await openStore(path)
}

/** Asks the user for a store, or for a folder of stores, and opens it. */
export async function chooseAndOpen(what: 'store' | 'folder'): Promise<void> {
  const answer = await requestMain('dialog/open', { what })
  const path = answer.ok ? answer.value[0] : undefined
  if (path === undefined) return
  await (what === 'store' ? openStore(path) : openFolder(path))
}

/** Opens the bundled sample session. */
export function openSample(): void {
  const { info } = sessionsState.getState()
  if (info !== null) void openStore(info.samplePath)
}
