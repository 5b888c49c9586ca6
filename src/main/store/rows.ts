import type { LedgerEntry } from '@shared/domain/model/head'
import { asBytes, asNumber, asText, type Connection, type SqlRow, type SqlValue } from './connection'
import type { StoreLayout } from './layout'
import { textIfUtf8, textOf } from './text'

/** A row of `graph_nodes` as it is stored. */
export interface NodeRow {
  readonly seq: number
  /** The `node_id` column as text, "" for NULL; the JSON may name another. */
  readonly columnId: string
  /** The stored JSON, or `undefined` where the column holds bytes or a text that is not UTF-8. */
  readonly json: string | undefined
  readonly tombstoned: boolean
  /** Bytes of the stored JSON. */
  readonly bytes: number
}

/**
 * Whether a row is hidden, in SQL: lash loads the rows of `tombstoned = 0` (store-format.md §10.1), so that whatever
 * else stands there hides its row, NULL too.
 */
export const TOMBSTONED = 'tombstoned IS NOT 0'

const NODE_COLUMNS = `seq, CAST(node_id AS TEXT), octet_length(CAST(node_id AS TEXT)), node_json,
  octet_length(node_json), ${TOMBSTONED}`
/** The same of a row whose texts the driver would not give whole (`text.ts`). */
const ODD_ROW = `SELECT CAST(node_id AS BLOB), CAST(node_json AS BLOB), typeof(node_json) = 'text', ${TOMBSTONED}
  FROM graph_nodes WHERE seq = ?`

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

/**
 * The `node_id` columns of rows by their `seq`, also of very many: their texts are not read. Rows that are gone have
 * none.
 */
export function columnIdsAt(db: Connection, seqs: readonly number[]): Map<number, string> {
  const ids = new Map<number, string>()
  for (let from = 0; from < seqs.length; from += IDS_AT_ONCE) {
    const asked = JSON.stringify(seqs.slice(from, from + IDS_AT_ONCE))
    for (const [seq, id] of db.each(IDS, asked)) ids.set(asNumber(seq), textOf(asBytes(id)))
  }
  return ids
}

/** The same in the order asked for; a row that is gone has "". */
export function columnIdsInOrder(db: Connection, seqs: readonly number[]): string[] {
  const ids = columnIdsAt(db, seqs)
  return seqs.map((seq) => ids.get(seq) ?? '')
}

const IDS_AT_ONCE = 2000
const IDS = 'SELECT seq, CAST(node_id AS BLOB) FROM graph_nodes WHERE seq IN (SELECT value FROM json_each(?))'

/** What stands under an id in the `node_id` column; of several rows in a table without unique ids, the live one. */
export function stateOfId(db: Connection, id: string): 'live' | 'tombstoned' | undefined {
  const hidden = db.first(`SELECT min(${TOMBSTONED}) FROM graph_nodes WHERE node_id = ?`, id)?.[0]
  return hidden === null || hidden === undefined ? undefined : hidden === 0n ? 'live' : 'tombstoned'
}

function nodeRow(db: Connection, [column, id, idBytes, json, bytes, tombstoned]: SqlRow): NodeRow {
  const seq = asNumber(column)
  if (!isWhole(id, idBytes) || !isWhole(json, bytes)) return oddRow(db, seq)
  return { seq, columnId: id, json, tombstoned: tombstoned === 1n, bytes: asNumber(bytes) }
}

/** Whether a text came as it is stored: of so many bytes, and without a sign of bytes that are no UTF-8. */
const isWhole = (text: SqlValue | undefined, bytes: SqlValue | undefined): text is string =>
  typeof text === 'string' && !text.includes('\ufffd') && Buffer.byteLength(text) === asNumber(bytes)

function oddRow(db: Connection, seq: number): NodeRow {
  const [id, stored, isText, tombstoned] = db.first(ODD_ROW, seq) ?? []
  const json = asBytes(stored)
  return {
    seq,
    columnId: textOf(asBytes(id)),
    json: isText === 1n ? textIfUtf8(json) : undefined,
    tombstoned: tombstoned === 1n,
    bytes: json.length
  }
}

/** Rows of the graph by the index on `node_id`; telling live ones apart would read the whole table. */
export function countNodeRows(db: Connection, layout: StoreLayout): number {
  if (!layout.tables.has('graph_nodes')) return 0
  return asNumber(db.first('SELECT count(*) FROM graph_nodes')?.[0])
}

/** Counts of the graph's rows; walks the whole table. */
export function nodeCounts(db: Connection, layout: StoreLayout): { live: number; tombstoned: number } {
  if (!layout.tables.has('graph_nodes')) return { live: 0, tombstoned: 0 }
  const row = db.first(`SELECT count(*), total(${TOMBSTONED}) FROM graph_nodes`)
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
    `SELECT seq, CAST(source AS BLOB), CAST(model AS BLOB), source, model,
       input_tokens, output_tokens, cached_input_tokens, reasoning_tokens
     FROM usage_deltas ORDER BY seq`
  )
  for (const [seq, sourceBytes, modelBytes, source, model, ...counts] of rows) {
    const stored = [whole(source, sourceBytes), whole(model, modelBytes), ...counts]
    yield { seq: asNumber(seq), entry: ledgerEntry(stored), stored }
  }
}

/** A value as stored, of a text the whole. */
const whole = (value: SqlValue | undefined, bytes: SqlValue | undefined): SqlValue =>
  typeof value === 'string' ? textOf(asBytes(bytes)) : (value ?? null)

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
