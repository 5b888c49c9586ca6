import type { NodeCard, StoreId } from '@shared/ipc/store'
import { useSyncExternalStore } from 'react'
import { requestEngine } from '../bridge/engine'
import type { Graph } from './graph'

/** Cards kept; the least recently wanted are let go. */
const limit = 4000
/** Rows that may be asked for at once (the contract's own limit). */
const batch = 2000

let key = ''
const cards = new Map<number, NodeCard>()
const asked = new Set<number>()
const wanted = new Set<number>()
const listeners = new Set<() => void>()
let scheduled = false

/** Forgets every card when another graph is drawn: rows mean nothing in another one. */
function forgetOthers({ store, generation, tail }: Graph): void {
  const now = `${store}/${generation}`
  if (now === key) return
  key = now
  cards.clear()
  asked.clear()
  wanted.clear()
  tail?.forEach((card, at) => {
    cards.set(at, card)
  })
}

/** Asks for the cards of rows that are on screen; those that are known or under way are not asked for again. */
export function wantCards(graph: Graph, rows: Iterable<number>): void {
  forgetOthers(graph)
  if (graph.tail !== null) return
  for (const row of rows) {
    const known = cards.get(row)
    if (known !== undefined) {
      cards.delete(row)
      cards.set(row, known)
    } else if (!asked.has(row)) wanted.add(row)
  }
  if (wanted.size === 0 || scheduled) return
  scheduled = true
  queueMicrotask(() => {
    scheduled = false
    void fetchWanted(graph.store, key)
  })
}

async function fetchWanted(store: StoreId, forKey: string): Promise<void> {
  const rows = [...wanted].slice(0, batch)
  for (const row of rows) {
    wanted.delete(row)
    asked.add(row)
  }
  if (rows.length === 0) return
  const answer = await requestEngine('node/cards', { store, rows })
  if (forKey !== key) return
  for (const row of rows) asked.delete(row)
  if (!answer.ok) return
  for (const card of answer.value) cards.set(card.row, card)
  for (const row of cards.keys()) {
    if (cards.size <= limit) break
    cards.delete(row)
  }
  for (const listener of listeners) listener()
}

/** The card of a row if it has come. */
export const cardOf = (row: number): NodeCard | undefined => cards.get(row)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The card of a row, and again when it has come. */
export const useCard = (row: number): NodeCard | undefined =>
  useSyncExternalStore(subscribe, () => cards.get(row))
