import { type Dirent, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { err, ok, type Result } from '@shared/result'
import { fromSystemError, type StoreError } from './store-error'

/** Names of the store files in a folder, sorted. Errors: missing, permission. */
export function storeFilesIn(folder: string): Result<string[], StoreError> {
  return listed(folder, () => readdirSync(folder, { withFileTypes: true }))
}

/** The store files of a folder and of the folders in it, as sorted paths relative to it. */
export function storeFilesBelow(folder: string): Result<string[], StoreError> {
  return listed(folder, () => readdirSync(folder, { withFileTypes: true, recursive: true }))
}

function listed(folder: string, read: () => Dirent[]): Result<string[], StoreError> {
  try {
    const files = read().filter((entry) => entry.isFile() && isStoreName(entry.name))
    return ok(files.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort())
  } catch (cause) {
    return err(fromSystemError(cause, folder))
  }
}

/** Side databases carry the store's whole name, so a name with an interior `.db.` is none (store-versions.md §1.3). */
function isStoreName(name: string): boolean {
  return name.endsWith('.db') && !name.slice(0, -1).includes('.db.')
}
