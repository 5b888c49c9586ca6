import { realpathSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @returns the path of the file itself, whatever links lead to it: two paths mean the same store where this is the same,
 *   and SQLite keeps the side files of a store beside it. Where nothing is found, the path as given
 */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    return path
  }
}

/**
 * Files of a folder, each once, however many links lead to it. @param names theirs in the folder
 * @returns real paths, each with its own name where the folder has it, else with that of the first link
 */
export function distinctFiles(
  folder: string,
  names: readonly string[]
): { readonly path: string; readonly name: string }[] {
  const named = new Map<string, string>()
  const real = realPath(folder)
  for (const name of names) {
    const path = realPath(join(folder, name))
    if (!named.has(path) || path === join(real, name)) named.set(path, name)
  }
  return [...named].map(([path, name]) => ({ path, name }))
}
