import { randomInt } from 'node:crypto'
import { findBranches } from '@shared/domain/columns/branches'
import { classifyOrphans } from '@shared/domain/columns/classify'
import { buildIndex, type GraphIndex } from '@shared/domain/columns/graph-index'
import type { LikenessPart } from '@shared/domain/columns/likeness-part'
import { keyOfId } from '@shared/domain/columns/row-scanner'
import { layoutGraph } from '@shared/domain/layout/layout'
import { KeyedHash } from '@shared/hash/keyed-hash'
import type { GraphSummary, StoreOverview } from '@shared/ipc/store'
import { ok, type Result } from '@shared/result'
import { asNumber, asText, type Connection, type OpenAs } from '../store/connection'
import { readHead } from '../store/head'
import type { ReadMode, Store } from '../store/open-store'
import type { StoreError } from '../store/store-error'
import type { Push } from './engine-port'
import { NodeReader } from './node-reader'
import { readOverview } from './overview'
import { firstPass, type PassOptions, verificationPass } from './passes'
import { namesOf } from './path-names'
import type { HashKey, RowRange } from './scan-job'
import { sendColumns } from './send-columns'
import { summarise } from './summary'
import type { Jobs } from './worker-pool'

const OPEN_AS: Record<ReadMode, OpenAs> = { immutable: 'immutable', copy: 'private', live: 'read-only' }

/** One open store: its index, and everything that is asked about it. */
export class StoreSession {
  readonly id: number
  readonly store: Store
  readonly jobs: Jobs
  readonly #push: Push
  readonly #key: HashKey = [randomInt(2 ** 32), randomInt(2 ** 32)]
  #index: GraphIndex | undefined
  #likeness: LikenessPart | undefined
  #generation = 0
  #showCopies = false
  #stopped = false
  #closed = false

  constructor(id: number, store: Store, push: Push, jobs: Jobs) {
    this.id = id
    this.store = store
    this.jobs = jobs
    this.#push = push
  }

  get index(): GraphIndex | undefined {
    return this.#index
  }

  /** Hashes of identities and contents; there once every row has been verified. */
  get likeness(): LikenessPart | undefined {
    return this.#likeness
  }

  /** Rows with the same identity as `row` (orphans.md), itself included; none before verification. */
  sameThing(row: number): number[] {
    const { identityLow, identityHigh } = this.#likeness ?? {}
    if (identityLow === undefined || identityHigh === undefined || row < 0) return []
    const low = identityLow[row] ?? 0
    const high = identityHigh[row]
    if (low === 0 && high === 0) return []
    const rows: number[] = []
    for (let other = identityLow.indexOf(low); other >= 0; other = identityLow.indexOf(low, other + 1)) {
      if (identityHigh[other] === high) rows.push(other)
    }
    return rows
  }

  overview(): Promise<Result<StoreOverview, StoreError>> {
    const { layout, path } = this.store
    return this.store.read((db) => readOverview(db, layout, this.store.facts, path, this.id))
  }

  /** Runs `body` with a reader of single rows. */
  readNodes<T>(body: (reader: NodeReader, db: Connection) => T): Promise<Result<T, StoreError>> {
    return this.store.read((db) => body(new NodeReader(db, this.store.layout, this.#index), db))
  }

  /** Where other threads find the rows that the store holds now. */
  range(): Promise<Result<RowRange, StoreError>> {
    return this.store.read((db) => this.#rangeOf(db))
  }

  /** Reads the whole graph, sends it, then verifies every row. What goes wrong is pushed as `store/failed`. */
  async load(): Promise<void> {
    const done = await this.#load()
    if (!done.ok && !this.#closed) this.#push('store/failed', { store: this.id, error: done.error })
  }

  /** Stops loading; what has been read until then is kept and shown. */
  cancel(): void {
    this.#stopped = true
  }

  /** Folds or shows copies, and sends the layout anew. */
  async setLayout(showCopies: boolean): Promise<Result<null, StoreError>> {
    if (this.#showCopies === showCopies) return ok(null)
    this.#showCopies = showCopies
    if (this.#index === undefined) return ok(null)
    this.#generation++
    this.#sendLayout(this.#index)
    return this.#announce(this.#index)
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#stopped = true
    await this.store.close()
  }

  async #load(): Promise<Result<null, StoreError>> {
    const start = await this.store.read((db) => ({ range: this.#rangeOf(db), leaf: this.#leafOf(db) }))
    if (!start.ok) return start
    const { range, leaf } = start.value
    const part = await firstPass(this.jobs, range, this.#pass('reading', range))
    if (!part.ok || this.#closed) return part.ok ? ok(null) : part
    const hash = new KeyedHash(...this.#key)
    if (leaf !== null) keyOfId(hash, leaf)
    const index = buildIndex(part.value, leaf === null ? null : { low: hash.low, high: hash.high })
    this.#index = index
    this.#generation++
    const { idLow: _low, idHigh: _high, ...columns } = index
    sendColumns(this.#push, this.#about('nodes'), columns)
    this.#sendLayout(index)
    const shown = await this.#announce(index)
    return shown.ok && !this.#stopped ? this.#verify(index, range) : shown
  }

  async #verify(index: GraphIndex, range: RowRange): Promise<Result<null, StoreError>> {
    const likeness = await verificationPass(this.jobs, range, this.#pass('verifying', range))
    if (!likeness.ok || this.#stopped) return likeness.ok ? ok(null) : likeness
    classifyOrphans(index, likeness.value)
    this.#index = { ...index, branches: findBranches(index.parent, index.flags, index.bytes, index.shadowed) }
    this.#likeness = likeness.value
    this.#generation++
    sendColumns(this.#push, this.#about('nodes'), { flags: index.flags })
    this.#sendLayout(this.#index)
    return this.#announce(this.#index)
  }

  #pass(phase: 'reading' | 'verifying', { after, through }: RowRange): PassOptions {
    const total = through - after
    return {
      key: this.#key,
      stopped: () => this.#stopped,
      onProgress: (done) => this.#push('index/progress', { store: this.id, phase, done, total })
    }
  }

  #leafOf(db: Connection): string | null {
    return readHead(db, this.store.layout)?.head?.leaf_node_id ?? null
  }

  /** All rows there are now, and the file that other threads have to open for them. */
  #rangeOf(db: Connection): RowRange {
    const file = asText(db.first('PRAGMA database_list')?.[2]) ?? this.store.path
    const [first, last] = this.store.layout.tables.has('graph_nodes')
      ? (db.first('SELECT min(seq), max(seq) FROM graph_nodes') ?? [])
      : []
    return {
      path: file,
      as: OPEN_AS[this.store.facts.mode],
      after: asNumber(first) - 1,
      through: typeof last === 'bigint' ? Number(last) : -1
    }
  }

  #about(set: string) {
    return { store: this.id, generation: this.#generation, set }
  }

  #sendLayout(index: GraphIndex): void {
    const leaf = index.leafRow < 0 ? null : index.leafRow
    const layout = layoutGraph(index, { leaf, showCopies: this.#showCopies })
    sendColumns(this.#push, this.#about('layout/read'), layout.read)
    sendColumns(this.#push, this.#about('layout/runs'), layout.runs)
  }

  /** Says that a generation has been sent whole. */
  async #announce(index: GraphIndex): Promise<Result<null, StoreError>> {
    const verified = this.#likeness !== undefined
    const summary = await this.readNodes(
      (reader, db): GraphSummary =>
        summarise(
          index,
          namesOf(reader, db, this.store.layout, index),
          (rows) => rows.map((row) => reader.idOf(row)),
          verified
        )
    )
    if (!summary.ok) return summary
    const ready = { store: this.id, generation: this.#generation, summary: summary.value }
    if (!this.#closed) this.#push(verified ? 'verify/ready' : 'index/ready', ready)
    return ok(null)
  }
}
