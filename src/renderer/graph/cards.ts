import { rowOfSeq } from '@shared/domain/columns/graph-index'
import type { NodeCard } from '@shared/ipc/store'
import { useSyncExternalStore } from 'react'
import { requestEngine } from '../bridge/engine'
import type { Graph } from './graph'

/** Cards kept; the least recently wanted are let go. */
const limit = 4000
/** Rows that may be asked for at once (the contract's own limit). */
const batch = 2000

let shown: Graph | null = null
const cards = new Map<number, NodeCard>()
const asked = new Set<number>()
const wanted = new Set<number>()
const listeners = new Set<() => void>()
let scheduled = false

/**
 * To be called before a graph is drawn. Rows mean nothing in another graph, and of the next one of the same store the
 * cards stay under the rows that they have there, so that nothing goes blank while it is read.
 */
export function turnTo(graph: Graph): void {
  const before = shown
  shown = graph
  if (before === null || isSameGraph(before, graph)) return
  const kept = before.store === graph.store && graph.tail === null ? [...cards.values()] : []
  cards.clear()
  asked.clear()
  wanted.clear()
  for (const card of kept) {
    const seq = before.tail === null ? before.columns.seq[card.row] : -card.row
    const row = rowOfSeq(graph.columns, seq ?? -1)
    if (row !== -1 && graph.columns.bytes[row] === card.bytes) cards.set(row, { ...card, row })
  }
}

/** Cards that have come with the graph itself, by row. */
export function addCards(graph: Graph, given: Iterable<readonly [row: number, card: NodeCard]>): void {
  turnTo(graph)
  for (const [row, card] of given) cards.set(row, card)
}

const isSameGraph = (a: Graph, b: Graph): boolean => a.store === b.store && a.generation === b.generation

/** Asks for the cards of rows that are on screen; those that are known or under way are not asked for again. */
export function wantCards(graph: Graph, rows: Iterable<number>): void {
  if (graph.tail !== null || shown !== graph) return
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
    void fetchWanted(graph)
  })
}

async function fetchWanted(graph: Graph): Promise<void> {
  const rows = [...wanted].slice(0, batch)
  for (const row of rows) {
    wanted.delete(row)
    asked.add(row)
  }
  if (rows.length === 0) return
  const answer = await requestEngine('node/cards', { store: graph.store, rows })
  if (shown === null || !isSameGraph(shown, graph)) return
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
