import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'

/** Names of the store files in a folder, sorted; files of side databases (an interior `.db.`) are none of them. */
export function storeFilesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && isStoreName(entry.name))
    .map((entry) => entry.name)
    .sort()
}

/** The store files of a folder and of the folders in it, as sorted paths relative to it. */
export function storeFilesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && isStoreName(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
}

/** Side databases carry the store's whole name (store-versions.md §1.3). */
function isStoreName(name: string): boolean {
  return name.endsWith('.db') && !name.slice(0, -'.db'.length).includes('.db.')
}
