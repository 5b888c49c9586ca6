import type { FolderListing, ListedStore } from '@shared/ipc/store'
import type { StoreCost } from '@shared/ipc/usage'
import { createStore } from 'zustand/vanilla'
import { requestEngine } from '../bridge/engine'
import { toFamilies } from './families'
import { sessionsState } from './sessions'
import { settingsState } from './settings'

interface StoreCosts {
  /** A new one makes everybody in sight ask again. */
  readonly generation: number
  /** By path, as far as somebody has looked at them. */
  readonly costs: ReadonlyMap<string, StoreCost>
}

/** Costs of listed stores. */
export const storeCostState = createStore<StoreCosts>()(() => ({ generation: 0, costs: new Map() }))

/** A larger family is not read for a line of a list. */
const largestFamily = 200

const familiesOf = new WeakMap<FolderListing, ReadonlyMap<string, readonly ListedStore[]>>()
let waiting: (readonly string[])[] = []
let asked = new Set<string>()
let working = false

/** Has the cost of a listed store read, after those that were asked for later: what is in sight now comes first. */
export function wantCost(path: string): void {
  if (asked.has(path)) return
  const family = familyOf(path)
  for (const member of family) asked.add(member)
  waiting.push(family)
  void work()
}

function familyOf(path: string): readonly string[] {
  for (const listing of sessionsState.getState().folders.values()) {
    if (listing.kind !== 'ready') continue
    const family = families(listing.value).get(path)
    if (family !== undefined)
      return family.length > largestFamily ? [path] : family.map((store) => store.path)
  }
  return [path]
}

/** The family of each store of a folder: a store without a parent there, and everything below it. */
function families(listing: FolderListing): ReadonlyMap<string, readonly ListedStore[]> {
  const known = familiesOf.get(listing)
  if (known !== undefined) return known
  const byPath = new Map<string, readonly ListedStore[]>()
  let family: ListedStore[] = []
  for (const { store, depth } of toFamilies(listing.stores)) {
    if (depth === 0) family = []
    family.push(store)
    byPath.set(store.path, family)
  }
  familiesOf.set(listing, byPath)
  return byPath
}

async function work(): Promise<void> {
  if (working) return
  working = true
  for (let paths = waiting.pop(); paths !== undefined; paths = waiting.pop()) {
    const { userPrices } = settingsState.getState()
    const answer = await requestEngine('usage/costs', { paths: [...paths], userPrices })
    if (!answer.ok || userPrices !== settingsState.getState().userPrices) continue
    const read = answer.value.map((cost) => [cost.path, cost] as const)
    storeCostState.setState(({ costs }) => ({ costs: new Map([...costs, ...read]) }))
  }
  working = false
}

function forget(): void {
  waiting = []
  asked = new Set()
  storeCostState.setState(({ generation }) => ({ generation: generation + 1, costs: new Map() }))
}

/** Costs are read again when a folder is listed anew or a price changes; called once when the page starts. */
export function connectStoreCosts(): void {
  sessionsState.subscribe(({ folders }, before) => {
    if (folders !== before.folders) forget()
  })
  settingsState.subscribe(({ userPrices }, before) => {
    if (userPrices !== before.userPrices) forget()
  })
}
