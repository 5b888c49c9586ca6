import type { AppError } from '@shared/ipc/request'
import type { EnginePushes, SearchHit, searchFilterSchema } from '@shared/ipc/store'
import type { z } from 'zod'
import { createStore } from 'zustand/vanilla'
import { onEnginePush, requestEngine } from '../bridge/engine'
import { shownStore } from './open-store'
import { selectNode } from './selection'
import { revealRow } from './view'

export type SearchFilter = z.infer<typeof searchFilterSchema>

interface Search {
  readonly text: string
  readonly filter: SearchFilter
  /** The engine's number of the running or finished search; null before the first. */
  readonly search: number | null
  /** Rows with a hit, in the order of the store. */
  readonly rows: readonly number[]
  readonly firsts: readonly SearchHit[]
  /** Position in `rows`, or -1. */
  readonly at: number
  readonly scanned: number
  readonly total: number
  readonly done: boolean
  readonly error: AppError | null
}

export const noFilter: SearchFilter = { kinds: [], onPath: null, failed: null }
const snippetLimit = 500

const empty: Search = {
  text: '',
  filter: noFilter,
  search: null,
  rows: [],
  firsts: [],
  at: -1,
  scanned: 0,
  total: 0,
  done: true,
  error: null
}

export const searchState = createStore<Search>()(() => empty)
let latest = 0
/** Hits may arrive before the answer that names their search. */
let early: EnginePushes['search/hits'][] = []

/** Searches the whole shown store; hits arrive as they are found. An empty text ends the search. */
export async function startSearch(text: string, filter: SearchFilter = noFilter): Promise<void> {
  const call = ++latest
  cancelSearch()
  const shown = shownStore()
  if (shown === null || text === '') return searchState.setState({ ...empty, text, filter }, true)
  searchState.setState({ ...empty, text, filter, done: false }, true)
  early = []
  const answer = await requestEngine('search/start', { store: shown.overview.store, text, filter })
  if (call !== latest) return
  if (!answer.ok) return searchState.setState({ done: true, error: answer.error })
  searchState.setState({ search: answer.value.search })
  for (const hits of early.splice(0)) takeHits(hits)
}

function cancelSearch(): void {
  const { search, done } = searchState.getState()
  if (search !== null && !done) void requestEngine('search/cancel', { search })
}

/** Forgets text and hits. */
export function clearSearch(): void {
  latest++
  cancelSearch()
  searchState.setState(empty, true)
}

function takeHits(hits: EnginePushes['search/hits']): void {
  const now = searchState.getState()
  if (now.search === null) {
    early.push(hits)
    return
  }
  if (hits.search !== now.search) return
  searchState.setState({
    rows: hits.rows.length === 0 ? now.rows : [...now.rows, ...hits.rows],
    firsts: now.firsts.length >= snippetLimit ? now.firsts : [...now.firsts, ...hits.firsts],
    scanned: hits.scanned,
    total: hits.total,
    done: hits.done
  })
}

/** Selects the hit `step` further (1) or back (-1), around the end. */
export function stepHit(step: 1 | -1): void {
  const { rows, at } = searchState.getState()
  if (rows.length === 0) return
  const next = at === -1 && step === -1 ? rows.length - 1 : (at + step + rows.length) % rows.length
  goToHit(next)
}

/** Selects the hit at a position of `rows`. */
export function goToHit(at: number): void {
  const row = searchState.getState().rows[at]
  if (row === undefined) return
  searchState.setState({ at })
  selectNode(row)
  revealRow(row)
}

/** Listens to the engine; called once when the page starts. */
export function connectSearch(): void {
  onEnginePush('search/hits', takeHits)
}
