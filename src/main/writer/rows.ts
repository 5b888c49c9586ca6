import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'

/** A row of `graph_nodes` without loss: the JSON as bytes with SQLite's own type, since text may be invalid UTF-8. */
export interface RawRow {
  readonly seq: bigint
  readonly id: string
  readonly type: string
  readonly json: Uint8Array
  readonly tombstoned: bigint
}

/** Puts ids into a temporary table, so that a step over many rows is a few statements; temporary tables touch no store. */
export function nameRows(db: DatabaseSync, ids: readonly string[]): void {
  db.exec('CREATE TEMP TABLE IF NOT EXISTS named (id TEXT PRIMARY KEY) WITHOUT ROWID')
  db.exec('DELETE FROM temp.named')
  const insert = db.prepare('INSERT OR IGNORE INTO temp.named VALUES (?)')
  for (const id of ids) insert.run(id)
}

/** The rows named by `nameRows`, in row order. */
export function* readNamedRows(db: DatabaseSync): Generator<RawRow> {
  const select = db.prepare(
    `SELECT seq, node_id, typeof(node_json), CAST(node_json AS BLOB), tombstoned
     FROM main.graph_nodes WHERE node_id IN (SELECT id FROM temp.named) ORDER BY seq`
  )
  select.setReadBigInts(true)
  select.setReturnArrays(true)
  for (const row of select.iterate()) yield toRawRow(row as unknown as SQLOutputValue[])
}

function toRawRow([seq, id, type, json, tombstoned]: SQLOutputValue[]): RawRow {
  if (
    typeof seq !== 'bigint' ||
    typeof id !== 'string' ||
    typeof type !== 'string' ||
    typeof tombstoned !== 'bigint'
  ) {
    throw new Error('a row of graph_nodes has a shape that its own table forbids')
  }
  return { seq, id, type, json: json instanceof Uint8Array ? json : new Uint8Array(), tombstoned }
}

/** Inserts a row as it was, number and mark included. */
export function insertRawRow(db: DatabaseSync): (row: RawRow) => void {
  const insert = db.prepare(
    `INSERT INTO main.graph_nodes (seq, node_id, node_json, tombstoned)
     VALUES (?, ?, CASE ? WHEN 'blob' THEN ? ELSE CAST(? AS TEXT) END, ?)`
  )
  return (row) => {
    insert.run(row.seq, row.id, row.type, row.json, row.json, row.tombstoned)
  }
}

/** One count, as a number; counts of rows stay far below 2^53. */
export function count(db: DatabaseSync, sql: string): number {
  const row = db.prepare(sql).get()
  const value = row === undefined ? 0 : Object.values(row)[0]
  return typeof value === 'number' ? value : 0
}
