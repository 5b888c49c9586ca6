import { shownStore } from './open-store'

/** Stores of a family lie in one folder; a review names the shown one by its path and the others by their file. */
export function storePath(name: string): string | null {
  const path = shownStore()?.path
  if (path === undefined || name === path) return path ?? null
  return path.replace(/[^\\/]*$/, name.replace(/^.*[\\/]/, ''))
}
