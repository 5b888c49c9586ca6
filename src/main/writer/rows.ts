import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { SqlParameter, SqlRow } from '../store/connection'

/** What reading needs of a connection: the reader's and the guarded writer's both have it. */
export interface RowReader {
  first(sql: string, ...parameters: SqlParameter[]): SqlRow | undefined
  each(sql: string, ...parameters: SqlParameter[]): Iterable<SqlRow>
}

/** Reads over a connection that may also write; integers as `bigint`, rows as arrays. */
export class WriterRows implements RowReader {
  readonly #db: DatabaseSync

  constructor(db: DatabaseSync) {
    this.#db = db
  }

  *each(sql: string, ...parameters: SqlParameter[]): Generator<SqlRow> {
    // With `setReturnArrays` rows are arrays, which the types of node:sqlite do not say.
    for (const row of this.#prepare(sql).iterate(...parameters)) if (Array.isArray(row)) yield row
  }

  first(sql: string, ...parameters: SqlParameter[]): SqlRow | undefined {
    for (const row of this.each(sql, ...parameters)) return row
    return undefined
  }

  #prepare(sql: string): StatementSync {
    const statement = this.#db.prepare(sql)
    statement.setReadBigInts(true)
    statement.setReturnArrays(true)
    return statement
  }
}

/** A row of `graph_nodes` without loss: the JSON as bytes with SQLite's own type, since text may be invalid UTF-8. */
export interface RawRow {
  readonly seq: bigint
  readonly id: string
  readonly type: string
  readonly json: Uint8Array
  readonly tombstoned: bigint
}

/** Values as the one parameter of `SELECT value FROM json_each(?)`: any number of them, and no temporary table. */
export const listOf = (values: readonly (string | number)[]): string => JSON.stringify(values)

/** Row numbers by id. */
export type Located = ReadonlyMap<string, number>

/** From so many ids on, walking the whole index on the ids is cheaper than looking each up. */
const WALK_FROM = 20_000

/** Finds the rows with these ids through the index on them, without reading a row. */
export function locateRows(db: RowReader, ids: readonly string[]): Located {
  if (ids.length === 0) return new Map()
  const located = new Map<string, number>()
  if (ids.length < WALK_FROM) {
    const found =
      'SELECT node_id, seq FROM main.graph_nodes WHERE node_id IN (SELECT value FROM json_each(?))'
    for (const [id, seq] of db.each(found, listOf(ids))) located.set(String(id), Number(seq))
    return located
  }
  const wanted = new Set(ids)
  for (const [id, seq] of db.each('SELECT node_id, seq FROM main.graph_nodes')) {
    if (typeof id === 'string' && wanted.has(id)) located.set(id, Number(seq))
  }
  return located
}

/** Row numbers of these ids, ascending; ids that are not located have none. */
export function seqsOf(located: Located, ids: readonly string[]): number[] {
  return [...Float64Array.from(ids.flatMap((id) => located.get(id) ?? [])).sort()]
}

const BATCH = 2_000

/** Cuts row numbers into batches: work on neighbours at a time, with a pause between them. */
export function* batches(seqs: readonly number[]): Generator<readonly number[]> {
  for (let from = 0; from < seqs.length; from += BATCH) yield seqs.slice(from, from + BATCH)
}

/** The rows with these ids, in row order. */
export function readRawRows(db: RowReader, ids: readonly string[]): RawRow[] {
  return [...batches(seqsOf(locateRows(db, ids), ids))].flatMap((batch) => {
    const rows = db.each(
      `SELECT seq, node_id, typeof(node_json), CAST(node_json AS BLOB), tombstoned FROM main.graph_nodes
       WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq`,
      listOf(batch)
    )
    return [...rows].map(toRawRow)
  })
}

function toRawRow([seq, id, type, json, tombstoned]: SqlRow): RawRow {
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
export const count = (db: RowReader, sql: string): number => Number(db.first(sql)?.[0] ?? 0)

/** Whether the store has the table; lash makes a missing one anew when it opens the store (store-format.md §2). */
export const hasTable = (db: RowReader, table: string): boolean =>
  db.first("SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = ?", table) !== undefined
