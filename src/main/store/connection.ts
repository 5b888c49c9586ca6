import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { sqliteCode } from './store-error'

/** A value of a row: integers always as `bigint`, so that no 64-bit count is ever rounded. */
export type SqlValue = SQLOutputValue
export type SqlRow = readonly SqlValue[]

/** What a statement may be given. */
export type SqlParameter = null | number | bigint | string | Uint8Array

const BUSY_TIMEOUT_MS = 1000

/** How a file is opened; see `open-store.ts` for when which. */
export type OpenAs = 'immutable' | 'read-only' | 'private'

/** A connection that only ever reads. Rows come as arrays in the order of the selected columns. */
export class Connection {
  private readonly database: DatabaseSync
  private readonly statements = new Map<string, StatementSync>()

  constructor(path: string, as: OpenAs) {
    const url = pathToFileURL(path)
    if (as === 'immutable') url.searchParams.set('immutable', '1')
    // A private copy may be written to: SQLite replays a left-over WAL or journal there.
    this.database = new DatabaseSync(url, { readOnly: as !== 'private', timeout: BUSY_TIMEOUT_MS })
    this.database.exec('PRAGMA query_only = ON')
  }

  /** All rows at once: for small results. */
  all(sql: string, ...parameters: SqlParameter[]): SqlRow[] {
    return [...this.each(sql, ...parameters)]
  }

  first(sql: string, ...parameters: SqlParameter[]): SqlRow | undefined {
    for (const row of this.each(sql, ...parameters)) return row
    return undefined
  }

  /** Rows one after the other, so that a table of any size needs no memory. One walk per statement at a time. */
  *each(sql: string, ...parameters: SqlParameter[]): Generator<SqlRow> {
    try {
      // With `setReturnArrays` rows are arrays, which the types of node:sqlite do not say.
      for (const row of this.statement(sql).iterate(...parameters)) if (Array.isArray(row)) yield row
    } catch (cause) {
      // a statement that has failed would report the same failure again when it is run the next time
      this.statements.delete(sql)
      throw cause
    }
  }

  /** Runs `body` on one state of the store, whatever is committed meanwhile. */
  inTransaction<T>(body: () => T): T {
    this.database.exec('BEGIN')
    try {
      return body()
    } finally {
      this.database.exec('ROLLBACK')
    }
  }

  close(): void {
    this.database.close()
  }

  private statement(sql: string): StatementSync {
    const known = this.statements.get(sql)
    if (known !== undefined) return known
    const statement = this.database.prepare(sql)
    statement.setReadBigInts(true)
    statement.setReturnArrays(true)
    this.statements.set(sql, statement)
    return statement
  }
}

/** An SQLite integer as a number; row numbers and flags are far below 2^53 in any store that exists. */
export function asNumber(value: SqlValue | undefined): number {
  return typeof value === 'bigint' || typeof value === 'number' ? Number(value) : 0
}

/** A text as it is; `undefined` for anything else. */
export function asText(value: SqlValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

const NO_BYTES = new Uint8Array(0)

/** Bytes as they are; none for anything else. */
export const asBytes = (value: SqlValue | undefined): Uint8Array =>
  value instanceof Uint8Array ? value : NO_BYTES

/** The words of SQLite's generic error, such as "malformed JSON"; any other failure is thrown on. */
export function sqlErrorText(cause: unknown): string {
  if (cause instanceof Error && sqliteCode(cause) === SQLITE_ERROR) return cause.message
  throw cause
}

const SQLITE_ERROR = 1
