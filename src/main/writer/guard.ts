import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { AppError } from '@shared/ipc/request'
import { err, ok, type Result } from '@shared/result'
import { holderName, otherHolders } from '../store/holders'
import { realPath } from '../store/real-path'
import { statStore } from '../store/stamp'
import { fromSystemError } from '../store/store-error'
import { WriterRows } from './rows'
import { sqliteFailure } from './sqlite-failure'

/** Proof that nobody else has the store open, on the very connection that will write; held until `release`. */
export interface Guard {
  readonly db: DatabaseSync
  readonly rows: WriterRows
  readonly path: string
  /** A WAL lay beside the store before: then refusing must not close the connection (it would checkpoint). */
  readonly hadWal: boolean
}

export interface GuardOptions {
  /** The user's explicit yes for stores in rollback-journal mode, where an idle holder cannot be seen. */
  readonly unproven: boolean
}

const busyTimeoutMs = 200
/** A transaction that does not fit is written out again and again while it runs. */
const cacheKiB = 131_072

/**
 * Takes the writer guard exactly as reading-and-writing.md proves it: `locking_mode=EXCLUSIVE`, then
 * `BEGIN IMMEDIATE`. Every other connection, idle ones included, makes this fail without changing a byte.
 * @returns the guard with its transaction open, or why not: read-only, in use (by whom, where the system tells), unproven
 */
export function takeGuard(store: string, options: GuardOptions): Result<Guard, AppError> {
  const path = realPath(store)
  const forbidden = readOnlyReason(path)
  if (forbidden !== null) return err(forbidden)
  const hadWal = existsSync(`${path}-wal`)
  let db: DatabaseSync
  try {
    db = new DatabaseSync(path, { timeout: busyTimeoutMs })
  } catch (cause) {
    return err(sqliteFailure(cause, path))
  }
  const guard = { db, rows: new WriterRows(db), path, hadWal }
  try {
    // first of all: every other statement would read the schema, and so create a -shm beside a WAL
    guard.db.exec('PRAGMA locking_mode=EXCLUSIVE')
    guard.db.exec(`PRAGMA synchronous=FULL; PRAGMA cache_size=-${cacheKiB}`)
    guard.db.exec('BEGIN IMMEDIATE')
  } catch (cause) {
    leave(guard)
    return err(inUseOr(path, cause))
  }
  const mode = guard.rows.first('PRAGMA journal_mode')?.[0]
  if (mode !== 'wal' && !options.unproven) {
    refuse(guard)
    return err({
      code: 'unproven',
      path,
      message: 'It cannot be proven that no other program has this store open.',
      advice:
        'The store is in rollback-journal mode, which holds no lock while idle. Close lash, then confirm.'
    })
  }
  return ok(guard)
}

/**
 * Ends the transaction that proved the guard, and begins the one that changes the store. Between the two the lock
 * stays: `locking_mode=EXCLUSIVE` keeps it until the connection closes.
 */
export function endProof({ db }: Guard): void {
  db.exec('ROLLBACK')
}

/** Begins the transaction that holds the whole change. */
export function beginChange({ db }: Guard): void {
  db.exec('BEGIN IMMEDIATE')
}

/** Gives up before anything was committed, leaving the store and its WAL byte-equal to before. */
export function refuse(guard: Guard): void {
  if (guard.db.isTransaction) guard.db.exec('ROLLBACK')
  leave(guard)
}

/** Ends after a commit; SQLite checkpoints and takes its side files away. */
export function release(guard: Guard): void {
  guard.db.close()
}

/** Closing the last connection checkpoints a left-over WAL, so with one the process must end without closing. */
function leave(guard: Guard): void {
  if (!guard.hadWal) guard.db.close()
}

/** Why the file or its folder may not be written; null when they may. */
export function readOnlyReason(path: string): AppError | null {
  try {
    return lackOfWriting(path)
  } catch (cause) {
    return fromSystemError(cause, path)
  }
}

function lackOfWriting(path: string): AppError | null {
  const file = statSync(path, { throwIfNoEntry: false })
  if (file === undefined) {
    return {
      code: 'missing',
      path,
      message: 'The store is no longer there.',
      advice: 'Open the folder again to see what it holds now.'
    }
  }
  const writable = 0o222
  if ((file.mode & writable) === 0) {
    return {
      code: 'read-only-file',
      path,
      message: 'The store’s file is read-only, so nothing was changed.',
      advice: 'Allow writing to the file, then apply again.'
    }
  }
  if ((statSync(dirname(path)).mode & writable) === 0) {
    return {
      code: 'read-only-folder',
      path,
      message: 'The store’s folder is read-only, so nothing was changed.',
      advice: 'SQLite needs side files beside the store. Allow writing to the folder, then apply again.'
    }
  }
  return null
}

function inUseOr(path: string, cause: unknown): AppError {
  const failure = sqliteFailure(cause, path)
  if (failure.code !== 'locked') return failure
  const holder = describeHolder(path)
  return {
    code: 'in-use',
    path,
    message:
      holder === null
        ? 'Another program has this store open, so nothing was changed.'
        : `${holder} has this store open, so nothing was changed.`,
    advice: 'Close the session there, then apply again.'
  }
}

/** The process that has the store open, where the system tells: for example `lash (process 4711)`. */
export function describeHolder(path: string): string | null {
  const files = statStore(path)
  const [holder] = files.ok ? (otherHolders(path, files.value) ?? []) : []
  return holder === undefined ? null : holderName(holder)
}
