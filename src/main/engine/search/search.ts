import { NodeFlag, nodeKinds } from '@shared/domain/columns/columns'
import { type GraphIndex, rowOfSeq } from '@shared/domain/columns/graph-index'
import type { SearchHit, searchFilterSchema } from '@shared/ipc/store'
import { err, type Result } from '@shared/result'
import type { z } from 'zod'
import { asNumber } from '../../store/connection'
import type { StoreError } from '../../store/store-error'
import type { Push } from '../engine-port'
import type { RowRange } from '../scan-job'
import type { StoreSession } from '../store-session'
import { type FoundHit, hitIn } from './search-job'
import { hasTextIndex, lookUpWords } from './text-index'

export type SearchFilter = z.infer<typeof searchFilterSchema>

const PARTS = 48
const SMALLEST_PART = 2000
/** No list shows more snippets than this. */
const SNIPPETS = 500
/** Rows that the text index or an id may give before the scan has begun. */
const AT_ONCE = 40

export interface SearchRequest {
  readonly search: number
  readonly text: string
  readonly filter: SearchFilter
}

/** One search through a whole store: what an index knows at once, then every row in order, until stopped. */
export class Search {
  readonly #session: StoreSession
  readonly #index: GraphIndex
  readonly #request: SearchRequest
  readonly #push: Push
  readonly #shown = new Set<number>()
  #stopped = false
  #scanned = 0

  constructor(session: StoreSession, index: GraphIndex, request: SearchRequest, push: Push) {
    this.#session = session
    this.#index = index
    this.#request = request
    this.#push = push
  }

  stop(): void {
    this.#stopped = true
  }

  async run(): Promise<Result<null, StoreError>> {
    const early = await this.#session.readNodes((_reader, db) =>
      [...this.#byId(db), ...this.#byWord()].flatMap((seq) => {
        const snippet = hitIn(db, seq, this.#request.text)
        return snippet === undefined ? [] : { seq, snippet }
      })
    )
    if (!early.ok) return early
    this.#send([], early.value, false)
    const range = await this.#session.range()
    return range.ok ? this.#scan(range.value) : range
  }

  /** All parts in parallel, told in order. */
  async #scan(range: RowRange): Promise<Result<null, StoreError>> {
    const { text } = this.#request
    const parts = cutUpwards(range)
    const running: Promise<unknown>[] = []
    const results = parts.map(() => Promise.withResolvers<void>())
    let failure: StoreError | undefined
    let next = 0
    const work = async () => {
      for (let at = next++; at < parts.length && !this.#stopped && failure === undefined; at = next++) {
        const part = parts[at]
        if (part === undefined) break
        const snippets = SNIPPETS - this.#shown.size
        const found = await this.#session.jobs.run({ job: 'search', ...part, text, snippets })
        if (at > 0) await results[at - 1]?.promise
        if (!found.ok) failure = found.error
        else if (!this.#stopped) {
          this.#scanned += part.through - part.after
          this.#send([...found.value.seqs], found.value.firsts, at === parts.length - 1)
        }
        results[at]?.resolve()
      }
    }
    running.push(work(), work())
    await Promise.all(running)
    return failure === undefined ? { ok: true, value: null } : err(failure)
  }

  #byId(db: Parameters<Parameters<StoreSession['readNodes']>[0]>[1]): number[] {
    const { text } = this.#request
    return db
      .all(
        'SELECT seq FROM graph_nodes WHERE node_id >= ? AND node_id < ? LIMIT ?',
        text,
        `${text}\u{10ffff}`,
        AT_ONCE
      )
      .map(([seq]) => asNumber(seq))
  }

  #byWord(): number[] {
    const { textIndexFile } = this.#session
    if (!hasTextIndex(textIndexFile)) return []
    return lookUpWords(textIndexFile, this.#request.text, AT_ONCE)
  }

  #send(seqs: readonly number[], hits: readonly FoundHit[], done: boolean): void {
    if (this.#stopped) return
    const rows = seqs.map((seq) => rowOfSeq(this.#index, seq)).filter((row) => row >= 0 && this.#passes(row))
    this.#push('search/hits', {
      search: this.#request.search,
      rows: Uint32Array.from(rows),
      firsts: hits.flatMap((hit) => this.#first(hit)),
      scanned: done ? this.#index.count : Math.min(this.#scanned, this.#index.count),
      total: this.#index.count,
      done
    })
  }

  #first({ seq, snippet }: FoundHit): SearchHit[] {
    const row = rowOfSeq(this.#index, seq)
    if (row < 0 || this.#shown.has(row) || !this.#passes(row) || this.#shown.size >= SNIPPETS) return []
    this.#shown.add(row)
    return [{ row, snippet }]
  }

  #passes(row: number): boolean {
    const { kinds, onPath, failed } = this.#request.filter
    const flags = this.#index.flags[row] ?? 0
    if (onPath !== null && ((flags & NodeFlag.onPath) !== 0) !== onPath) return false
    if (failed !== null && ((flags & (NodeFlag.failed | NodeFlag.cancelled)) !== 0) !== failed) return false
    return kinds.length === 0 || kinds.includes(nodeKinds[this.#index.kind[row] ?? 0] ?? '')
  }
}

/** Parts in order of `seq`: hits are counted and stepped through in the order of the store. */
function cutUpwards({ path, as, after, through }: RowRange): RowRange[] {
  const size = Math.max(SMALLEST_PART, Math.ceil((through - after) / PARTS))
  const parts: RowRange[] = []
  for (let from = after; from < through; from += size) {
    parts.push({ path, as, after: from, through: Math.min(through, from + size) })
  }
  return parts.length > 0 ? parts : [{ path, as, after, through }]
}
