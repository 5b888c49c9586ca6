import { type Dirent, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '@shared/result'
import { fromSystemError, type StoreError } from './store-error'

/** What lies in a folder and in the folders below it. */
export interface FolderContent {
  /** Store files, as sorted paths relative to the folder. */
  readonly files: readonly string[]
  /** Folders below that may not be listed, relative to the folder, each with the reason. */
  readonly closed: readonly { readonly name: string; readonly error: StoreError }[]
}

/** Whether a path leads to a folder. False also where it may not be looked at: opening it as a store says why. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** Names of the store files in a folder, sorted. Errors: missing, permission. */
export function storeFilesIn(folder: string): Result<string[], StoreError> {
  const entries = entriesOf(folder)
  if (!entries.ok) return entries
  const files = entries.value.filter((entry) => isStoreFile(folder, entry))
  return ok(files.map(({ name }) => name).sort())
}

/** Names of the folders in a folder, links to folders among them, sorted. Errors: missing, permission. */
export function foldersIn(folder: string): Result<string[], StoreError> {
  const entries = entriesOf(folder)
  if (!entries.ok) return entries
  const below = entries.value.filter(
    (entry) => entry.isDirectory() || (entry.isSymbolicLink() && isFolder(join(folder, entry.name)))
  )
  return ok(below.map(({ name }) => name).sort())
}

/**
 * The store files of a folder and of the folders in it; one of those that may not be listed hides no other. Links to
 * folders are not followed. Errors: missing, permission.
 */
export function storeFilesBelow(folder: string): Result<FolderContent, StoreError> {
  const top = entriesOf(folder)
  if (!top.ok) return top
  const files: string[] = []
  const closed: { name: string; error: StoreError }[] = []
  const open = [{ name: '', entries: top.value }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const entry of next.entries) {
      const name = join(next.name, entry.name)
      if (isStoreFile(join(folder, next.name), entry)) files.push(name)
      if (!entry.isDirectory()) continue
      const below = entriesOf(join(folder, name))
      if (below.ok) open.push({ name, entries: below.value })
      else closed.push({ name, error: below.error })
    }
  }
  return ok({ files: files.sort(), closed })
}

function entriesOf(folder: string): Result<Dirent[], StoreError> {
  try {
    return ok(readdirSync(folder, { withFileTypes: true }))
  } catch (cause) {
    return err(fromSystemError(cause, folder))
  }
}

/** A file or a link; a link that leads nowhere stays in the list, so that it is told and not hidden. */
function isStoreFile(folder: string, entry: Dirent): boolean {
  if (!isStoreName(entry.name)) return false
  return entry.isFile() || (entry.isSymbolicLink() && !isFolder(join(folder, entry.name)))
}

/** Side databases carry the store's whole name, so a name with an interior `.db.` is none (store-versions.md §1.3). */
function isStoreName(name: string): boolean {
  return name.endsWith('.db') && !name.slice(0, -1).includes('.db.')
}
