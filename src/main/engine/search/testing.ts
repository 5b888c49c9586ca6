import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { SearchPushes, SearchQuery } from '@shared/ipc/search'
import { StoreWriter } from '../../generator/store-writer'
import { openStore } from '../../store/open-store'
import { tempFolder } from '../../testing/temp-folder'
import type { Push } from '../engine-port'
import { StoreSession } from '../store-session'
import { inPlace } from '../testing'
import { Search } from './search'
import { type IdleRules, TextIndexKeeper } from './text-index-keeper'

/** For tests: small stores made row by row, and searching them without a window. */
export interface Row {
  readonly columnId: string
  readonly json: string
  readonly tombstoned: boolean
}

/** Writes a store of these rows; its `seq` begin with 1. */
export function storeOf(list: readonly Row[]): string {
  const path = join(tempFolder(), 'store.db')
  const writer = new StoreWriter(path)
  for (const { columnId, json, tombstoned } of list) writer.node(columnId, json, tombstoned)
  writer.head({ sessionId: 's', revision: 1, config: {}, leaf: null })
  writer.close()
  return path
}

/** Lets every row pass. */
export const noFilter = { kinds: [], role: null, tool: '', onPath: null, failed: null, tombstoned: null }

/** A store that is searched as a window does it. */
export interface Opened extends AsyncDisposable {
  readonly session: StoreSession
  readonly keeper: TextIndexKeeper
  /** @returns the rows with a hit, in order */
  find(query: Partial<SearchQuery['filter']> & { readonly text: string }, from?: number): Promise<number[]>
  /** Rows of the last search that came before its scan began. */
  readonly early: readonly number[]
  /** The words of the hits of the last search. */
  readonly quotes: ReadonlyMap<number, string>
}

interface OpenOptions {
  readonly rules?: IdleRules
  readonly isBusy?: () => boolean
  readonly onIndexState?: () => void
}

/** Opens a store and waits until its rows are verified. */
export async function opened(
  path: string,
  { rules, isBusy, onIndexState }: OpenOptions = {}
): Promise<Opened> {
  const store = await openStore(path)
  if (!store.ok) throw new Error(store.error.message)
  const hits: SearchPushes['search/hits'][] = []
  const push: Push = (name, payload) => {
    if (name === 'index/chunk') queueMicrotask(() => session.taken())
    if (name === 'search/index-state') onIndexState?.()
    if (name === 'search/hits') hits.push(payload as SearchPushes['search/hits'])
  }
  const session = new StoreSession(1, store.value, push, inPlace)
  await session.load()
  const keeper = new TextIndexKeeper(session, push, isBusy, rules)
  return {
    session,
    keeper,
    get early() {
      return [...(hits[0]?.rows ?? [])]
    },
    get quotes() {
      return new Map(hits.flatMap(({ firsts }) => firsts.map(({ row, snippet }) => [row, snippet] as const)))
    },
    async find({ text, ...filter }, from = 0) {
      const { index } = session
      if (index === undefined) throw new Error('the graph was not read')
      hits.length = 0
      await keeper.takeUp()
      const request = { search: 1, text, from, filter: { ...noFilter, ...filter } }
      await new Search(session, index, request, push, (words, limit) => keeper.lookUp(words, limit)).run()
      if (hits.at(-1)?.done !== true) throw new Error('the search did not end')
      return hits.flatMap(({ rows }) => [...rows]).sort((a, b) => a - b)
    },
    async [Symbol.asyncDispose]() {
      await keeper.close()
      await session.close()
    }
  }
}

/** Adds rows behind those that a store has. */
export function append(path: string, list: readonly Row[]): void {
  const db = new DatabaseSync(path)
  const insert = db.prepare('INSERT INTO graph_nodes(node_id, node_json, tombstoned) VALUES (?, ?, ?)')
  for (const { columnId, json, tombstoned } of list) insert.run(columnId, json, tombstoned ? 1 : 0)
  db.close()
}

export const message = (at: number, role: string, content: string, tool: string | null = null): Row => {
  const part = { id: 'p', kind: 'Text', content, prune_state: 'Intact' }
  const parts = [tool === null ? part : { ...part, kind: 'ToolCall', tool_name: tool, tool_call_id: 'c' }]
  return event(at, { Conversation: { id: `m${at}`, role, parts } })
}

export const call = (at: number, tool: string): Row => {
  const output = { outcome: { status: 'success', payload: 'done' } }
  const record = { call_id: 'c', tool, args: { path: 'src/main' }, output, duration_ms: 1 }
  return event(at, { Tool: { Invocation: { stable_key: 'k', record } } })
}

const event = (at: number, body: object): Row => {
  const node = { node_id: `n${at}`, timestamp: '2026-06-01T10:00:00+00:00', kind: 'event', event: body }
  return { columnId: `n${at}`, json: JSON.stringify(node), tombstoned: false }
}
