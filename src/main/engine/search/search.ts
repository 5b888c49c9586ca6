import { NodeFlag, nodeKinds } from '@shared/domain/columns/columns'
import { type GraphIndex, rowOfSeq } from '@shared/domain/columns/graph-index'
import type { SearchHit, SearchQuery } from '@shared/ipc/search'
import { err, ok, type Result } from '@shared/result'
import { asNumber, type Connection } from '../../store/connection'
import type { StoreEra } from '../../store/layout'
import type { RowRange } from '../../store/scan-rows'
import type { StoreError } from '../../store/store-error'
import type { Push } from '../engine-port'
import type { StoreSession } from '../store-session'
import type { Wanted } from './candidates'
import { type FoundHit, hitsIn } from './search-job'

const PARTS = 48
/** The newest rows are looked through first, few of them, so that something is there at once. */
const SMALLEST_PART = 2000
/** So many hits come with their words; those of others are asked for when they are looked at. */
const QUOTED = 500
/** Rows that the text index or an id may give before the scan has begun. */
const AT_ONCE = 40

export interface SearchRequest extends SearchQuery {
  readonly search: number
  /** Rows before this one have been searched already. */
  readonly from: number
}

/** One search through a whole store: what an index knows at once, then every row, the newest first, until stopped. */
export class Search {
  readonly #session: StoreSession
  readonly #index: GraphIndex
  readonly #request: SearchRequest
  readonly #wanted: Wanted
  readonly #push: Push
  readonly #lookUp: (text: string, limit: number) => readonly number[]
  /** Rows that were told before the scan came to them. */
  readonly #told = new Set<number>()
  #quoted = 0
  #stopped = false
  #scanned = 0

  /** @param lookUp the `seq` of rows that may say a text, from an index */
  constructor(
    session: StoreSession,
    index: GraphIndex,
    request: SearchRequest,
    push: Push,
    lookUp: (text: string, limit: number) => readonly number[]
  ) {
    this.#session = session
    this.#index = index
    this.#request = request
    this.#wanted = wantedBy(request)
    this.#push = push
    this.#lookUp = lookUp
    this.#scanned = request.from
  }

  stop(): void {
    this.#stopped = true
  }

  async run(): Promise<Result<null, StoreError>> {
    const { text, tool, role } = this.#wanted
    if (text === '' && tool === '' && role === null) return this.#byColumns()
    if (text !== '') {
      const { era } = this.#session.store.layout
      const early = await this.#session.readNodes((_reader, db) =>
        [...idsFrom(db, text), ...this.#lookUp(text, AT_ONCE)].flatMap((seq) =>
          quoted(db, era, seq, this.#wanted)
        )
      )
      if (!early.ok) return early
      this.#tellEarly(early.value)
    }
    const range = await this.#session.range()
    return range.ok ? this.#scan(range.value) : range
  }

  /** What only asks for things that the columns hold is known without reading a row. */
  async #byColumns(): Promise<Result<null, StoreError>> {
    const rows: number[] = []
    for (let row = this.#index.count - 1; row >= this.#request.from; row--)
      if (this.#passes(row)) rows.push(row)
    const quoted = await quotesOf(this.#session, this.#index, rows.slice(0, QUOTED), this.#request)
    if (!quoted.ok) return quoted
    this.#send(rows, quoted.value, true)
    return ok(null)
  }

  /** All parts in parallel, told in order. */
  async #scan(range: RowRange): Promise<Result<null, StoreError>> {
    const { from } = this.#request
    const after = from === 0 ? range.after : (this.#index.seq[from - 1] ?? range.after)
    const parts = cutDownwards({ ...range, after })
    const results = parts.map(() => Promise.withResolvers<void>())
    let failure: StoreError | undefined
    let next = 0
    const work = async () => {
      for (let at = next++; at < parts.length && !this.#stopped && failure === undefined; at = next++) {
        const part = parts[at]
        if (part === undefined) break
        const snippets = QUOTED - this.#quoted
        const found = await this.#session.jobs.run({ job: 'search', ...part, wanted: this.#wanted, snippets })
        if (at > 0) await results[at - 1]?.promise
        if (!found.ok) failure = found.error
        else if (!this.#stopped) {
          this.#scanned += part.through - part.after
          this.#tell([...found.value.seqs], found.value.firsts, at === parts.length - 1)
        }
        results[at]?.resolve()
      }
    }
    await Promise.all([work(), work()])
    return failure === undefined ? ok(null) : err(failure)
  }

  /** Tells what is known before the scan has come to it. */
  #tellEarly(hits: readonly FoundHit[]): void {
    const seqs = new Set(hits.map(({ seq }) => seq))
    const rows = this.#tell([...seqs], hits, false)
    for (const row of rows) this.#told.add(row)
  }

  /** @returns the rows that were told */
  #tell(seqs: readonly number[], hits: readonly FoundHit[], done: boolean): number[] {
    const rows = seqs
      .map((seq) => rowOfSeq(this.#index, seq))
      .filter((row) => row >= this.#request.from && !this.#told.has(row) && this.#passes(row))
    const quotes = hits.map(({ seq, snippet }) => ({ row: rowOfSeq(this.#index, seq), snippet }))
    this.#send(rows, quotes, done)
    return rows
  }

  #send(rows: readonly number[], quotes: readonly SearchHit[], done: boolean): void {
    if (this.#stopped) return
    const shown = new Set(rows)
    const firsts = quotes.filter(({ row }) => shown.has(row)).slice(0, QUOTED - this.#quoted)
    this.#quoted += firsts.length
    this.#push('search/hits', {
      search: this.#request.search,
      rows: Uint32Array.from(rows),
      firsts,
      scanned: done ? this.#index.count : Math.min(this.#scanned, this.#index.count),
      total: this.#index.count,
      done
    })
  }

  #passes(row: number): boolean {
    const { kinds, onPath, failed, tombstoned } = this.#request.filter
    const flags = this.#index.flags[row] ?? 0
    if (onPath !== null && ((flags & NodeFlag.onPath) !== 0) !== onPath) return false
    if (failed !== null && ((flags & (NodeFlag.failed | NodeFlag.cancelled)) !== 0) !== failed) return false
    if (tombstoned !== null && ((flags & NodeFlag.tombstoned) !== 0) !== tombstoned) return false
    return kinds.length === 0 || kinds.includes(nodeKinds[this.#index.kind[row] ?? 0] ?? '')
  }
}

const wantedBy = ({ text, filter: { tool, role } }: SearchQuery): Wanted => ({ text, tool, role })

/** The words for which these rows are hits; rows that are none are left out. */
export function quotesOf(
  session: StoreSession,
  index: GraphIndex,
  rows: readonly number[],
  query: SearchQuery
): Promise<Result<SearchHit[], StoreError>> {
  const wanted = wantedBy(query)
  return session.readNodes((_reader, db) =>
    rows.flatMap((row) => {
      const seq = index.seq[row] ?? -1
      return quoted(db, session.store.layout.era, seq, wanted).map(({ snippet }) => ({ row, snippet }))
    })
  )
}

/** The row with this `seq`, if it is a hit. */
const quoted = (db: Connection, era: StoreEra, seq: number, wanted: Wanted): FoundHit[] =>
  hitsIn(db, { after: seq - 1, through: seq, era }, wanted, 1).flatMap(({ snippet }) =>
    snippet === null ? [] : { seq, snippet }
  )

const BY_ID = 'SELECT seq FROM graph_nodes WHERE node_id >= ? AND node_id < ? LIMIT ?'

/** Rows whose id begins with a text. */
const idsFrom = (db: Connection, text: string): number[] =>
  db.all(BY_ID, text, `${text}\u{10ffff}`, AT_ONCE).map(([seq]) => asNumber(seq))

/** Parts from the newest rows to the oldest. */
export function cutDownwards({ after, through, ...store }: RowRange): RowRange[] {
  const size = Math.max(SMALLEST_PART, Math.ceil((through - after) / PARTS))
  const parts: RowRange[] = []
  for (let to = through, rows = SMALLEST_PART; to > after; rows = size) {
    const from = Math.max(after, to - rows)
    parts.push({ ...store, after: from, through: to })
    to = from
  }
  return parts.length > 0 ? parts : [{ ...store, after, through }]
}
