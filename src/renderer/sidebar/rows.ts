import type { FolderListing, ListedFolder, ListedStore } from '@shared/ipc/store'
import { countFamilies, filterFamilies, type PlacedStore, toFamilies } from '../state/families'
import type { Resource } from '../state/resource'
import type { sessionsState } from '../state/sessions'
import { countOf, formatCount, shortenPath } from '../ui/format'

/** One line of the sidebar. `depth` = how many ancestors a store has in its folder. */
export type SidebarRow =
  | {
      readonly kind: 'group'
      readonly key: string
      readonly path: string
      readonly name: string
      readonly note: string
      readonly folded: boolean
    }
  | { readonly kind: 'store'; readonly key: string; readonly store: ListedStore; readonly depth: number }
  | {
      readonly kind: 'recent'
      readonly key: string
      readonly path: string
      readonly title: string
      readonly openedAt: number
    }
  | { readonly kind: 'folder'; readonly key: string; readonly folder: ListedFolder }
  | { readonly kind: 'note'; readonly key: string; readonly text: string; readonly failed: boolean }

/** The key of the group of recent stores; no folder has such a path. */
export const recentGroup = 'recent:'
const shownRecent = 10

/** Whether a row is a folder of the sidebar, not one within a folder. */
export const isFolder = (row: SidebarRow): row is SidebarRow & { kind: 'group' } =>
  row.kind === 'group' && row.path !== recentGroup

/** @returns where what a row stands for lies on disk; null where it stands for nothing there */
export function pathOf(row: SidebarRow): string | null {
  if (isFolder(row)) return row.path
  if (row.kind === 'store') return row.store.path
  if (row.kind === 'folder') return row.folder.path
  return row.kind === 'recent' ? row.path : null
}

type Sessions = ReturnType<typeof sessionsState.getState>

// Ordering 10,000 stores is done once per listing, not once per key typed into the filter.
const familiesOf = new WeakMap<FolderListing, PlacedStore[]>()

function families(listing: FolderListing): PlacedStore[] {
  const known = familiesOf.get(listing) ?? toFamilies(listing.stores)
  familiesOf.set(listing, known)
  return known
}

/** @returns the lines of the sidebar: each folder with its families, then the recent stores */
export function sidebarRows(sessions: Sessions): SidebarRow[] {
  const folders = [...sessions.folders].flatMap(([path, listing]) => folderRows(path, listing, sessions))
  return [...folders, ...recentRows(sessions)]
}

const lastPart = (path: string): string => shortenPath(path).split('/').at(-1) ?? path

/** A folder's own name; with the folder around it where others in the sidebar are called the same. */
function nameOf(path: string, { folders }: Sessions): string {
  const name = lastPart(path)
  const isAlone = [...folders.keys()].every((other) => other === path || lastPart(other) !== name)
  return isAlone ? name : shortenPath(path)
}

function folderRows(path: string, listing: Resource<FolderListing>, sessions: Sessions): SidebarRow[] {
  const folded = sessions.folded.has(path)
  const group = (note: string): SidebarRow => ({
    kind: 'group',
    key: path,
    path,
    name: nameOf(path, sessions),
    note,
    folded
  })
  if (listing.kind === 'failed') {
    return [group(''), { kind: 'note', key: `${path}:failed`, text: listing.error.message, failed: true }]
  }
  if (listing.kind !== 'ready') return [group('reading…')]
  const placed = families(listing.value)
  const progress = sessions.reading.get(path)
  const header = group(
    progress !== undefined
      ? `${formatCount(progress.done)} of ${formatCount(progress.total)} read`
      : folded
        ? String(placed.length)
        : ''
  )
  if (folded) return [header]
  if (placed.length === 0) {
    const { folders } = listing.value
    return [
      header,
      { kind: 'note', key: `${path}:empty`, text: emptyWords(folders.length), failed: false },
      ...folders.map((folder) => ({ kind: 'folder' as const, key: `${path}:${folder.path}`, folder }))
    ]
  }
  const shown = filterFamilies(placed, sessions.filter)
  return [
    header,
    ...shown.map((line) => ({ kind: 'store' as const, key: `${path}:${line.store.path}`, ...line }))
  ]
}

/** @returns what is said of a folder without stores. @param folders how many folders are in it */
export const emptyWords = (folders: number): string =>
  folders === 0 ? 'No stores in this folder' : `No stores here; ${countOf(folders, 'folder')} to look into`

/** The recent stores that do not stand in a listed folder anyway. */
function recentRows({ recent, folded, filter, folders }: Sessions): SidebarRow[] {
  const sought = filter.trim().toLowerCase()
  const listed = new Set(
    [...folders.values()].flatMap((listing) =>
      listing.kind === 'ready' ? listing.value.stores.map(({ path }) => path) : []
    )
  )
  const found = recent.filter(
    ({ path, title }) => !listed.has(path) && `${title} ${path}`.toLowerCase().includes(sought)
  )
  if (found.length === 0) return []
  const isFolded = folded.has(recentGroup)
  const group: SidebarRow = {
    kind: 'group',
    key: recentGroup,
    path: recentGroup,
    name: 'Recent',
    note: isFolded ? String(found.length) : '',
    folded: isFolded
  }
  if (isFolded) return [group]
  const lines = found.slice(0, shownRecent)
  return [
    group,
    ...lines.map((store) => ({ kind: 'recent' as const, key: `recent:${store.path}`, ...store }))
  ]
}

/** @returns "13 in 9 families", over all folders that are listed; "13" where each is a family of its own */
export function sessionCount(sessions: Sessions): string {
  let stores = 0
  let roots = 0
  for (const listing of sessions.folders.values()) {
    if (listing.kind !== 'ready') continue
    stores += listing.value.stores.length
    roots += countFamilies(families(listing.value))
  }
  if (stores === 0) return ''
  return stores === roots
    ? formatCount(stores)
    : `${formatCount(stores)} in ${countOf(roots, 'family', 'families')}`
}
