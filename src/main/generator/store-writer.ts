import { rmSync } from 'node:fs'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { ALPHA1_SCHEMA } from '../store/alpha1-schema'

/** One row of `usage_deltas`; counts in tokens. */
export interface UsageRow {
  readonly source: string
  readonly model: string
  readonly input: number
  readonly output: number
  readonly cached: number
  readonly reasoning: number
}

/** `head_json` without the fields that the writer fills in (revision, node count). */
export interface HeadRow {
  readonly sessionId: string
  readonly revision: number
  readonly config: object
  readonly checkpointRef?: string
  readonly leaf: string | null
}

export interface MetaRow {
  readonly sessionId: string
  readonly sessionName: string
  readonly createdAt: string
  readonly model: string
  readonly cwd: string | null
  readonly parentSessionId: string | null
}

const ROWS_PER_TRANSACTION = 50_000

/**
 * Writes a new store file row by row, in batches, holding no row in memory. `close` leaves one file in WAL mode without
 * side files, as lash leaves it after a clean exit. A file that stands at `path` is replaced.
 */
export class StoreWriter {
  readonly #db: DatabaseSync
  readonly #insertNode: StatementSync
  readonly #insertUsage: StatementSync
  readonly #insertBlob: StatementSync
  #live = 0
  #sinceCommit = 0

  constructor(path: string) {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true })
    this.#db = new DatabaseSync(path)
    // Nothing to lose while the file is new: a crash leaves a file that the next run replaces.
    this.#db.exec('PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-131072')
    this.#db.exec(ALPHA1_SCHEMA)
    this.#db.exec('PRAGMA user_version=15; BEGIN')
    this.#insertNode = this.#db.prepare(
      'INSERT INTO graph_nodes (node_id, node_json, tombstoned) VALUES (?, ?, ?)'
    )
    this.#insertUsage = this.#db.prepare(
      'INSERT INTO usage_deltas (source, model, input_tokens, output_tokens, cached_input_tokens, reasoning_tokens) VALUES (?, ?, ?, ?, ?, ?)'
    )
    this.#insertBlob = this.#db.prepare('INSERT OR IGNORE INTO blobs (hash, content) VALUES (?, ?)')
  }

  /** Lets `seq` of `graph_nodes` go on after `used`, as it does in a store whose rows were re-written (§13). */
  continueSeq(used: number): void {
    this.#db.prepare("INSERT INTO sqlite_sequence VALUES ('graph_nodes', ?)").run(used)
  }

  /** Adds one `graph_nodes` row; `id` is the column, whatever the JSON says. */
  node(id: string, json: string, tombstoned = false): void {
    this.#insertNode.run(id, json, tombstoned ? 1 : 0)
    if (!tombstoned) this.#live++
    this.#batch()
  }

  usage(row: UsageRow): void {
    this.#insertUsage.run(row.source, row.model, row.input, row.output, row.cached, row.reasoning)
    this.#batch()
  }

  blob(hash: string, content: Uint8Array): void {
    this.#insertBlob.run(hash, content)
  }

  meta(row: MetaRow): void {
    this.#db
      .prepare('INSERT INTO session_meta VALUES (1, ?, ?, ?, ?, ?, ?)')
      .run(row.sessionId, row.sessionName, row.createdAt, row.model, row.cwd, row.parentSessionId)
  }

  /** Writes the head; call it last, since `graph_node_count` is the number of live rows written so far. */
  head(row: HeadRow): void {
    const json = JSON.stringify({
      session_id: row.sessionId,
      head_revision: row.revision,
      config: row.config,
      checkpoint_ref: row.checkpointRef,
      leaf_node_id: row.leaf ?? undefined,
      graph_node_count: this.#live
    })
    this.#db.prepare('INSERT INTO session_head VALUES (1, ?, ?, ?)').run(row.sessionId, json, row.revision)
  }

  close(): void {
    this.#db.exec('COMMIT; PRAGMA journal_mode=WAL')
    this.#db.close()
  }

  #batch(): void {
    if (++this.#sinceCommit < ROWS_PER_TRANSACTION) return
    this.#sinceCommit = 0
    this.#db.exec('COMMIT; BEGIN')
  }
}
