import { randomInt } from 'node:crypto'
import { buildIndex, type GraphIndex } from '@shared/domain/columns/graph-index'
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
import { firstPass } from './first-pass'
import { NodeReader } from './node-reader'
import { readOverview } from './overview'
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
  readonly #push: Push
  readonly #jobs: Jobs
  readonly #key: HashKey = [randomInt(2 ** 32), randomInt(2 ** 32)]
  #index: GraphIndex | undefined
  #generation = 0
  #showCopies = false
  #stopped = false
  #closed = false

  constructor(id: number, store: Store, push: Push, jobs: Jobs) {
    this.id = id
    this.store = store
    this.#push = push
    this.#jobs = jobs
  }

  get index(): GraphIndex | undefined {
    return this.#index
  }

  overview(): Promise<Result<StoreOverview, StoreError>> {
    const { layout, path } = this.store
    return this.store.read((db) => readOverview(db, layout, this.store.facts, path, this.id))
  }

  /** Runs `body` with a reader of single rows. */
  readNodes<T>(body: (reader: NodeReader, db: Connection) => T): Promise<Result<T, StoreError>> {
    return this.store.read((db) => body(new NodeReader(db, this.store.layout, this.#index), db))
  }

  /** Reads the whole graph and sends it; what goes wrong is pushed as `store/failed`. */
  async load(): Promise<void> {
    const built = await this.#build()
    if (this.#closed) return
    if (!built.ok) {
      this.#push('store/failed', { store: this.id, error: built.error })
      return
    }
    this.#index = built.value
    const summary = await this.#publish(built.value)
    if (summary.ok)
      this.#push('index/ready', { store: this.id, generation: this.#generation, summary: summary.value })
  }

  /** Stops loading; what has been read until then is kept and shown. */
  cancel(): void {
    this.#stopped = true
  }

  /** Folds or shows copies, and sends the layout anew. */
  setLayout(showCopies: boolean): void {
    if (this.#showCopies === showCopies) return
    this.#showCopies = showCopies
    if (this.#index !== undefined) this.#sendLayout(this.#index)
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#stopped = true
    await this.store.close()
  }

  async #build(): Promise<Result<GraphIndex, StoreError>> {
    const start = await this.store.read((db) => ({ range: this.#rangeOf(db), leaf: this.#leafOf(db) }))
    if (!start.ok) return start
    const { range, leaf } = start.value
    const total = range.through - range.after
    const part = await firstPass(this.#jobs, range, {
      key: this.#key,
      stopped: () => this.#stopped,
      onProgress: (done) => this.#push('index/progress', { store: this.id, phase: 'reading', done, total })
    })
    if (!part.ok) return part
    const hash = new KeyedHash(...this.#key)
    if (leaf !== null) keyOfId(hash, leaf)
    return ok(buildIndex(part.value, leaf === null ? null : { low: hash.low, high: hash.high }))
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

  async #publish(index: GraphIndex): Promise<Result<GraphSummary, StoreError>> {
    this.#generation++
    const { count: _count, idLow: _low, idHigh: _high, ...columns } = index
    sendColumns(this.#push, { store: this.id, generation: this.#generation, set: 'nodes' }, columns)
    this.#sendLayout(index)
    return this.readNodes((reader, db) =>
      summarise(
        index,
        namesOf(reader, db, this.store.layout, index),
        (rows) => rows.map((row) => reader.idOf(row)),
        false
      )
    )
  }

  #sendLayout(index: GraphIndex): void {
    const layout = layoutGraph(index, {
      leaf: index.leafRow < 0 ? null : index.leafRow,
      showCopies: this.#showCopies
    })
    const about = { store: this.id, generation: this.#generation }
    sendColumns(this.#push, { ...about, set: 'layout/read' }, layout.read)
    sendColumns(this.#push, { ...about, set: 'layout/runs' }, layout.runs)
  }
}
