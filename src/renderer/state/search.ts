import type { NodeColumns } from '@shared/domain/columns/columns'
import { continuesRows } from '@shared/domain/columns/graph-index'
import type { AppError } from '@shared/ipc/request'
import type { SearchHit, SearchPushes, SearchQuery } from '@shared/ipc/search'
import { createStore } from 'zustand/vanilla'
import { onEnginePush, requestEngine } from '../bridge/engine'
import { onGraphReplaced, type ShownStore, shownStore } from './open-store'
import { goToRow } from './view'

export type SearchFilter = SearchQuery['filter']

export interface Search extends SearchQuery {
  /** The engine's number of the running or finished search; null before the first. */
  readonly search: number | null
  /** Rows with a hit, the newest first. */
  readonly rows: readonly number[]
  /** The words for which rows are hits, as far as they are known. */
  readonly quotes: ReadonlyMap<number, string>
  /** The hit that was gone to last. */
  readonly current: number | null
  readonly scanned: number
  readonly total: number
  readonly done: boolean
  /** The user ended it before all rows were read: what was found until then stays. */
  readonly stopped: boolean
  readonly error: AppError | null
}

export const noFilter: SearchFilter = {
  kinds: [],
  role: null,
  tool: '',
  onPath: null,
  failed: null,
  tombstoned: null
}

const empty: Search = {
  text: '',
  filter: noFilter,
  search: null,
  rows: [],
  quotes: new Map(),
  current: null,
  scanned: 0,
  total: 0,
  done: true,
  stopped: false,
  error: null
}

export const searchState = createStore<Search>()(() => empty)
let latest = 0
/** Hits may arrive before the answer that names their search. */
let early: SearchPushes['search/hits'][] = []
/** The graph that was searched; null while it is still being read. */
let searched: NodeColumns | null = null

/** @returns whether anything is searched for */
export const isSearch = ({ text, filter }: SearchQuery): boolean => text !== '' || isFilter(filter)

/** @returns whether it leaves anything out */
export const isFilter = (filter: SearchFilter): boolean =>
  filter.tool !== '' || filter.kinds.length > 0 || isNarrow(filter)

const isNarrow = ({ role, onPath, failed, tombstoned }: SearchFilter): boolean =>
  [role, onPath, failed, tombstoned].some((chosen) => chosen !== null)

/** Searches the whole shown store; hits arrive as they are found. With nothing to search for it ends the search. */
export async function startSearch(text: string, filter: SearchFilter = noFilter): Promise<void> {
  latest++
  cancelSearch()
  const shown = shownStore()
  if (shown === null || !isSearch({ text, filter })) {
    searchState.setState({ ...empty, text, filter }, true)
    return
  }
  searchState.setState({ ...empty, text, filter, done: false }, true)
  await search(shown, 0)
}

/** Asks for the hits among the rows from `from` on. While the graph is being read the search waits for it. */
async function search({ overview, index }: ShownStore, from: number): Promise<void> {
  const call = ++latest
  const { text, filter } = searchState.getState()
  searched = index?.nodes ?? null
  early = []
  searchState.setState({ search: null, done: false })
  if (searched === null) return
  const answer = await requestEngine('search/start', { store: overview.store, text, filter, from })
  // whoever typed on meanwhile could not name it yet: it would read all rows for nobody
  if (call !== latest && answer.ok) void requestEngine('search/cancel', { search: answer.value.search })
  if (call !== latest) return
  if (!answer.ok) return searchState.setState({ done: true, error: answer.error })
  searchState.setState({ search: answer.value.search })
  for (const hits of early.splice(0)) takeHits(hits)
}

function cancelSearch(): void {
  const { search, done } = searchState.getState()
  if (search !== null && !done) void requestEngine('search/cancel', { search })
}

/** Ends the search that is under way; its hits stay. */
export function stopSearch(): void {
  const { search, done } = searchState.getState()
  if (done) return
  // one whose number has not come yet is ended when it does
  if (search === null) latest++
  cancelSearch()
  searchState.setState({ search: null, done: true, stopped: true })
}

/** Searches again, from the beginning, for what is searched for. */
export function restartSearch(): void {
  const { text, filter } = searchState.getState()
  void startSearch(text, filter)
}

/** Forgets text and hits. */
export function clearSearch(): void {
  latest++
  cancelSearch()
  searched = null
  searchState.setState(empty, true)
}

function takeHits(hits: SearchPushes['search/hits']): void {
  const now = searchState.getState()
  if (now.done) return
  if (now.search === null) {
    early.push(hits)
    return
  }
  if (hits.search !== now.search) return
  searchState.setState({
    rows: merged(now.rows, hits.rows),
    quotes: withQuotes(now.quotes, hits.firsts),
    scanned: hits.scanned,
    total: hits.total,
    done: hits.done
  })
  const shown = shownStore()
  if (hits.done && shown !== null) followGraph(shown)
}

/** Both from the largest to the smallest; `more` in any order, and with none that is known. */
function merged(rows: readonly number[], more: Uint32Array): readonly number[] {
  if (more.length === 0) return rows
  const news = [...more.toSorted()].reverse()
  if ((rows.at(-1) ?? Number.POSITIVE_INFINITY) > (news[0] ?? -1)) return rows.concat(news)
  const all: number[] = []
  let at = 0
  for (const row of news) {
    for (let next = rows[at]; next !== undefined && next > row; next = rows[++at]) all.push(next)
    all.push(row)
  }
  return all.concat(rows.slice(at))
}

function withQuotes(
  quotes: ReadonlyMap<number, string>,
  more: readonly SearchHit[]
): ReadonlyMap<number, string> {
  if (more.length === 0) return quotes
  return new Map([...quotes, ...more.map(({ row, snippet }): [number, string] => [row, snippet])])
}

/** Asks for the words of hits that are looked at and have come without. */
export async function quoteHits(rows: readonly number[]): Promise<void> {
  const call = latest
  const { text, filter, quotes } = searchState.getState()
  const shown = shownStore()
  const wanted = rows.filter((row) => !quotes.has(row)).slice(0, 200)
  if (shown === null || wanted.length === 0) return
  const { store } = shown.overview
  const answer = await requestEngine('search/quotes', { store, text, filter, rows: wanted })
  if (call !== latest || !answer.ok) return
  searchState.setState((now) => ({ quotes: withQuotes(now.quotes, answer.value) }))
}

/**
 * Searches what is new in a graph that grew, once the search before has ended, and all of one in which the hits would
 * lead to other nodes, at once and even if the search was stopped.
 */
function followGraph(shown: ShownStore): void {
  const { text, filter, done, stopped } = searchState.getState()
  const nodes = shown.index?.nodes
  if (nodes === undefined || nodes === searched || !isSearch({ text, filter })) return
  if (searched === null) {
    if (!stopped) void search(shown, 0)
    return
  }
  if (!continuesRows(searched, nodes)) return void startSearch(text, filter)
  if (!done) return
  if (stopped) {
    searched = nodes
    return
  }
  // path and marks may be others on the rows that were searched
  if (isNarrow(filter)) return void startSearch(text, filter)
  if (nodes.count > searched.count) void search(shown, searched.count)
}

/** Selects the hit `step` further (1) or back (-1) in the list, around its end. */
export function stepHit(step: 1 | -1): void {
  const { rows, current } = searchState.getState()
  if (rows.length === 0) return
  const at = current === null ? -1 : rows.indexOf(current)
  goToHit(at === -1 && step === -1 ? rows.length - 1 : (at + step + rows.length) % rows.length)
}

/** Selects the hit at a position of `rows`. */
export function goToHit(at: number): void {
  const row = searchState.getState().rows[at]
  if (row === undefined) return
  searchState.setState({ current: row })
  goToRow(row)
}

/** Listens to the engine; called once when the page starts. */
export function connectSearch(): void {
  onEnginePush('search/hits', takeHits)
  onGraphReplaced(followGraph)
}
