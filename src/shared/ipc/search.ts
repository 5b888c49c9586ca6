import { z } from 'zod'
import { request } from './request'
import type { StoreId } from './store'
import type { TextIndexState } from './text-index'

const store = z.number().int()
const row = z.number().int()

export interface SearchHit {
  readonly row: number
  readonly snippet: string
}

/** Filters of a search; empty lists and texts and null mean "any". */
const searchFilterSchema = z.object({
  kinds: z.array(z.string()),
  /** The role of a message. */
  role: z.enum(['User', 'Assistant', 'System']).nullable(),
  /** The beginning of a tool's name: calls of it, and messages that ask for it or bring its results. */
  tool: z.string(),
  onPath: z.boolean().nullable(),
  failed: z.boolean().nullable(),
  tombstoned: z.boolean().nullable()
})

/** What is searched for: rows that say `text` (any, where it is empty) and pass the filter. */
export interface SearchQuery {
  readonly text: string
  readonly filter: z.infer<typeof searchFilterSchema>
}

const searchQuery = { store, text: z.string(), filter: searchFilterSchema }

/** What the engine answers about searching. */
export const searchRequests = {
  /** Hits are pushed as `search/hits`; rows before `from` are left out. */
  'search/start': request<{ readonly search: number }>()(
    z.object({ ...searchQuery, from: z.number().int().min(0) })
  ),
  /** The words for which rows are hits of a search. */
  'search/quotes': request<readonly SearchHit[]>()(z.object({ ...searchQuery, rows: z.array(row).max(200) })),
  /** The names of all tools that were called. */
  'search/tools': request<readonly string[]>()(z.object({ store })),
  /** Asks for the text index, builds it (answered when it is there) or deletes it. */
  'search/index': request<TextIndexState>()(z.object({ store, action: z.enum(['state', 'build', 'drop']) })),
  /** Whether the text index may be built and kept up to date while nothing else is asked; forbidden until told. */
  'search/index-idle': request<null>()(z.object({ store, on: z.boolean() })),
  'search/cancel': request<null>()(z.object({ search: z.number().int() }))
}

/** What it says of searches unasked. */
export interface SearchPushes {
  'search/index-state': { readonly store: StoreId; readonly state: TextIndexState }
  /** Hits that were not told before, the newest first, with the words of some of them. */
  'search/hits': {
    readonly search: number
    readonly rows: Uint32Array
    readonly firsts: readonly SearchHit[]
    readonly scanned: number
    readonly total: number
    readonly done: boolean
  }
}
