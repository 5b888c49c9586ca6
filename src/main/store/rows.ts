import type { LedgerEntry } from '@shared/domain/model/head'
import { asNumber, asText, type Connection, type SqlRow, type SqlValue } from './connection'
import type { StoreLayout } from './layout'

/** A row of `graph_nodes` as it is stored. */
export interface NodeRow {
  readonly seq: number
  /** The `node_id` column; the JSON may name another. */
  readonly columnId: string
  /** The stored JSON, or `undefined` where the column holds bytes or a text that is not UTF-8. */
  readonly json: string | undefined
  readonly tombstoned: boolean
  /** Bytes of the stored JSON. */
  readonly bytes: number
}

const NODE_COLUMNS = 'seq, node_id, node_json, tombstoned'

/** All rows of the graph by `seq`, tombstoned ones too, one after the other; or those from `fromSeq` on. */
export function* nodeRows(db: Connection, layout: StoreLayout, fromSeq?: number): Generator<NodeRow> {
  if (!layout.tables.has('graph_nodes')) return
  const rows =
    fromSeq === undefined
      ? db.each(`SELECT ${NODE_COLUMNS} FROM graph_nodes ORDER BY seq`)
      : db.each(`SELECT ${NODE_COLUMNS} FROM graph_nodes WHERE seq >= ? ORDER BY seq`, fromSeq)
  for (const row of rows) yield nodeRow(db, row)
}

/** One row by its `seq`. */
export function nodeRowAt(db: Connection, seq: number): NodeRow | undefined {
  const row = db.first(`SELECT ${NODE_COLUMNS} FROM graph_nodes WHERE seq = ?`, seq)
  return row === undefined ? undefined : nodeRow(db, row)
}

/** The live row with this `node_id` column, as the runtime fetches a historic node (store-format.md §10.1). */
export function liveNodeRow(db: Connection, layout: StoreLayout, columnId: string): NodeRow | undefined {
  if (!layout.tables.has('graph_nodes')) return undefined
  const row = db.first(
    `SELECT ${NODE_COLUMNS} FROM graph_nodes WHERE node_id = ? AND tombstoned = 0`,
    columnId
  )
  return row === undefined ? undefined : nodeRow(db, row)
}

function nodeRow(db: Connection, [seq, id, json, tombstoned]: SqlRow): NodeRow {
  const row = asNumber(seq)
  const text = typeof json === 'string' && isFaithful(db, row, json) ? json : undefined
  return {
    seq: row,
    columnId: asText(id) ?? String(id),
    json: text,
    tombstoned: tombstoned !== 0n,
    bytes: typeof json === 'string' ? Buffer.byteLength(json) : json instanceof Uint8Array ? json.length : 0
  }
}

/**
 * Whether the stored text is UTF-8. SQLite does not check it and the driver replaces what is wrong by U+FFFD, so only
 * a text with that character has to be looked at as bytes.
 */
function isFaithful(db: Connection, seq: number, json: string): boolean {
  if (!json.includes('\ufffd')) return true
  const bytes = db.first('SELECT CAST(node_json AS BLOB) FROM graph_nodes WHERE seq = ?', seq)?.[0]
  return bytes instanceof Uint8Array && Buffer.from(json).equals(bytes)
}

/** Rows of the graph by the index on `node_id`; telling live ones apart would read the whole table. */
export function countNodeRows(db: Connection, layout: StoreLayout): number {
  if (!layout.tables.has('graph_nodes')) return 0
  return asNumber(db.first('SELECT count(*) FROM graph_nodes')?.[0])
}

/** Counts of the graph's rows; walks the whole table. */
export function nodeCounts(db: Connection, layout: StoreLayout): { live: number; tombstoned: number } {
  if (!layout.tables.has('graph_nodes')) return { live: 0, tombstoned: 0 }
  const row = db.first('SELECT count(*), total(tombstoned <> 0) FROM graph_nodes')
  const tombstoned = asNumber(row?.[1])
  return { live: asNumber(row?.[0]) - tombstoned, tombstoned }
}

/** A row of the ledger: an entry, or the odd values that lash silently passes over (store-format.md §14.28). */
export interface UsageRow {
  readonly seq: number
  readonly entry: LedgerEntry | undefined
  /** source, model, input, output, cached, reasoning as stored. */
  readonly stored: readonly SqlValue[]
}

/** All ledger rows by `seq`. */
export function* usageRows(db: Connection, layout: StoreLayout): Generator<UsageRow> {
  if (!layout.tables.has('usage_deltas')) return
  const rows = db.each(
    `SELECT seq, source, model, input_tokens, output_tokens, cached_input_tokens, reasoning_tokens
     FROM usage_deltas ORDER BY seq`
  )
  for (const [seq, ...stored] of rows) yield { seq: asNumber(seq), entry: ledgerEntry(stored), stored }
}

function ledgerEntry([source, model, input, output, cached, reasoning]: SqlRow): LedgerEntry | undefined {
  if (typeof source !== 'string' || typeof model !== 'string') return undefined
  if (typeof input !== 'bigint' || typeof output !== 'bigint') return undefined
  if (typeof cached !== 'bigint' || typeof reasoning !== 'bigint') return undefined
  const usage = {
    input_tokens: input,
    output_tokens: output,
    cached_input_tokens: cached,
    reasoning_tokens: reasoning
  }
  return { source, model, usage }
}

/** One blob without its content: its key and the bytes of its row. */
export interface BlobRow {
  readonly ref: string
  readonly storedBytes: number
}

/** All blobs by their key. */
export function blobRows(db: Connection, layout: StoreLayout): BlobRow[] {
  if (!layout.tables.has('blobs')) return []
  return db
    .all('SELECT hash, length(content) FROM blobs ORDER BY hash')
    .map(([ref, bytes]) => ({ ref: asText(ref) ?? String(ref), storedBytes: asNumber(bytes) }))
}

/** The stored bytes of one blob; `undefined` where there is no such row or it does not hold bytes. */
export function blobBytes(db: Connection, layout: StoreLayout, ref: string): Uint8Array | undefined {
  if (!layout.tables.has('blobs')) return undefined
  const content = db.first('SELECT content FROM blobs WHERE hash = ?', ref)?.[0]
  return content instanceof Uint8Array ? content : undefined
}
