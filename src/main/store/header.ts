import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { err, ok, type Result } from '@shared/result'
import { fromSystemError, type StoreError, storeError } from './store-error'

/** What the first 100 bytes of a database file say. */
export interface DatabaseHeader {
  readonly journalMode: 'wal' | 'delete'
  /** Bytes of a page. */
  readonly pageSize: number
  /** Pages of the whole database, or 0 where the header does not say it reliably. */
  readonly pageCount: number
}

const HEADER_BYTES = 100
const MAGIC = 'SQLite format 3\0'
const OTHER_ENGINE = 255

/**
 * Reads the header of a database file; `undefined` for an empty file. Must be called only while this process holds no
 * locking connection to the file: closing the descriptor would drop SQLite's locks on it (reading-and-writing.md).
 * The connections of this folder are opened and closed within one synchronous read, so that never is the case.
 * Errors: missing, permission, not SQLite, written by another engine.
 */
export function readHeader(path: string): Result<DatabaseHeader | undefined, StoreError> {
  try {
    return parseHeader(firstBytes(path), path)
  } catch (cause) {
    return err(fromSystemError(cause, path))
  }
}

function firstBytes(path: string): Buffer {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(HEADER_BYTES)
    return bytes.subarray(0, readSync(file, bytes, 0, HEADER_BYTES, 0))
  } finally {
    closeSync(file)
  }
}

function parseHeader(bytes: Buffer, path: string): Result<DatabaseHeader | undefined, StoreError> {
  if (bytes.length === 0) return ok(undefined)
  if (bytes.length < HEADER_BYTES || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    return err(storeError('not-sqlite', path))
  }
  const [writeVersion, readVersion] = [bytes.readUInt8(18), bytes.readUInt8(19)]
  if (writeVersion === OTHER_ENGINE || readVersion === OTHER_ENGINE) {
    return err(otherEngine(path))
  }
  // The page count holds only where the change counter equals the "version valid for" number.
  const reliable = bytes.readUInt32BE(24) === bytes.readUInt32BE(92)
  return ok({
    journalMode: readVersion === 2 ? 'wal' : 'delete',
    pageSize: bytes.readUInt16BE(16) === 1 ? 65536 : bytes.readUInt16BE(16),
    pageCount: reliable ? bytes.readUInt32BE(28) : 0
  })
}

/** All rows of such a store are in its `.db-log` file; the database holds the schema only (store-versions.md §10.2). */
function otherEngine(path: string): StoreError {
  const error = storeError('other-engine', path)
  if (existsSync(`${path}-log`)) return error
  return {
    ...error,
    advice: 'Its .db-log file, which holds all its rows, is missing here: look for it first.'
  }
}
