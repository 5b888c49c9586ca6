import type { ListedStore } from '@shared/ipc/store'

/** A store of a folder; `depth` = how many of its ancestors are in the folder. */
export interface PlacedStore {
  readonly store: ListedStore
  readonly depth: number
}

/**
 * Orders the stores of a folder as families: each store below its parent, the family touched last first. Stores whose
 * parent is not in the folder stand at the top, and so does one store of a loop of parents.
 */
export function toFamilies(stores: readonly ListedStore[]): PlacedStore[] {
  const bySession = new Map<string, ListedStore>()
  for (const store of stores) {
    if (store.sessionId !== null && !bySession.has(store.sessionId)) bySession.set(store.sessionId, store)
  }
  const children = new Map<ListedStore, ListedStore[]>()
  const tops: ListedStore[] = []
  for (const store of stores) {
    const parent = store.parentSessionId === null ? undefined : bySession.get(store.parentSessionId)
    if (parent === undefined || parent === store) {
      tops.push(store)
      continue
    }
    const siblings = children.get(parent) ?? []
    siblings.push(store)
    children.set(parent, siblings)
  }
  const placed: PlacedStore[] = []
  const seen = new Set<ListedStore>()
  const place = (top: ListedStore): void => {
    const waiting: PlacedStore[] = [{ store: top, depth: 0 }]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen.has(next.store)) continue
      seen.add(next.store)
      placed.push(next)
      const depth = next.depth + 1
      // Taken from the end of the list, so the newest child is put there last.
      const below = [...(children.get(next.store) ?? [])].sort(oldestFirst)
      for (const store of below) waiting.push({ store, depth })
    }
  }
  for (const top of [...tops].sort(newestFirst)) place(top)
  for (const looped of stores) if (!seen.has(looped)) place(looped)
  return placed
}

const newestFirst = (a: ListedStore, b: ListedStore): number => b.modifiedAt - a.modifiedAt
const oldestFirst = (a: ListedStore, b: ListedStore): number => a.modifiedAt - b.modifiedAt

/** @returns the number of families: the stores without a parent among them */
export const countFamilies = (placed: readonly PlacedStore[]): number =>
  placed.filter(({ depth }) => depth === 0).length

/** Keeps the stores that match, with their ancestors, so that a match never stands without its family. */
export function filterFamilies(placed: readonly PlacedStore[], text: string): PlacedStore[] {
  const sought = text.trim().toLowerCase()
  if (sought === '') return [...placed]
  const kept = new Set<PlacedStore>()
  const ancestors: PlacedStore[] = []
  for (const line of placed) {
    ancestors.length = line.depth
    ancestors.push(line)
    if (matches(line.store, sought)) for (const member of ancestors) kept.add(member)
  }
  return [...kept]
}

function matches({ title, name, path, sessionId }: ListedStore, sought: string): boolean {
  return [title, name, path, sessionId ?? ''].some((text) => text.toLowerCase().includes(sought))
}
