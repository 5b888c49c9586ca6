import type { AppError } from '@shared/ipc/request'

/** Why a store cannot be read. `code` is stable: it is matched on and printed. */
export type StoreErrorCode =
  | 'missing'
  | 'not-a-file'
  | 'permission'
  | 'not-sqlite'
  | 'truncated'
  | 'corrupt'
  | 'foreign'
  | 'altered'
  | 'not-yet-readable'
  | 'newer'
  | 'other-engine'
  | 'locked'
  | 'changing'
  | 'cancelled'
  | 'closed'
  | 'too-large'
  | 'failed'

/** One clear sentence, the path it concerns, and what to do; `detail` holds the words of the system or of SQLite. */
export interface StoreError extends AppError {
  readonly code: StoreErrorCode
  readonly path: string
  readonly advice: string
}

const SENTENCES: Record<StoreErrorCode, readonly [message: string, advice: string]> = {
  missing: ['There is no file at this path.', 'Check the path; the store may have been moved or deleted.'],
  'not-a-file': ['This path is not a file.', 'Open a store file, or the folder as a list of stores.'],
  permission: [
    'You may not read this file.',
    'Change its permissions, or open it as a user who may read it.'
  ],
  'not-sqlite': [
    'This is not an SQLite database, so it is no session store.',
    'Check that the file is the one you meant, and that it was copied completely.'
  ],
  truncated: [
    'The file is cut off: it is shorter than the database it holds.',
    'Copy it again from where it came.'
  ],
  corrupt: [
    'SQLite finds the database damaged and cannot read on.',
    'Copy it again from where it came; or make a copy of it, from which SQLite’s own program may save rows (sqlite3 copy.db .recover).'
  ],
  foreign: [
    'This database belongs to another program: it has none of the tables of a session store.',
    'Check that the file is the one you meant.'
  ],
  altered: [
    'The tables of this store are not those that its version has.',
    'The details name what is missing. A program other than lash may have changed it; open an earlier copy of the file.'
  ],
  'not-yet-readable': [
    'This session store is of a known kind that cannot be read yet.',
    'Stores of lash v0.1.0-alpha.1 to alpha.9 can be read here; for this one look for a newer Lash Inspector.'
  ],
  newer: [
    'This session store has a schema that is not known here.',
    'It was probably written by a newer lash; look for a newer Lash Inspector.'
  ],
  'other-engine': [
    'This store was written by the Turso engine (lash v0.1.0-alpha.25 to alpha.34), and SQLite cannot read it.',
    'Convert it with that engine to WAL mode first, together with the .db-log file, which holds all its rows.'
  ],
  locked: [
    'Another program holds the store locked, so it cannot be read now.',
    'Try again when that program has finished writing.'
  ],
  changing: [
    'The store kept changing while it was read.',
    'Try again when the program that writes it is less busy.'
  ],
  cancelled: ['Opening the store was cancelled.', 'Open it again when you like.'],
  closed: ['The store was closed before it was read.', 'Open it again.'],
  'too-large': [
    'A write-ahead log was left behind here, and the store is too large to be copied only to be listed.',
    'Open it to read it from a private copy.'
  ],
  failed: ['The store could not be read.', 'The details say what the system answered; try again.']
}

/** The error of a code, with its sentence and advice; `detail` = what the system or the driver says. */
export function storeError(code: StoreErrorCode, path: string, detail?: string): StoreError {
  const [message, advice] = SENTENCES[code]
  return { code, path, message, advice, ...(detail === undefined ? {} : { detail }) }
}

/** The error that a failed file operation means; anything that is not a system error is a bug and thrown on. */
export function fromSystemError(cause: unknown, path: string): StoreError {
  if (!(cause instanceof Error) || !('code' in cause)) throw cause
  if (cause.name === 'AbortError') return storeError('cancelled', path)
  switch (cause.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return storeError('missing', path)
    case 'EISDIR':
      return storeError('not-a-file', path)
    case 'EACCES':
    case 'EPERM':
      return storeError('permission', path, cause.message)
    default:
      return storeError('failed', path, cause.message)
  }
}

const BY_SQLITE_CODE: ReadonlyMap<number, StoreErrorCode> = new Map([
  [5, 'locked'],
  [6, 'locked'],
  [11, 'corrupt'],
  [26, 'not-sqlite'],
  [3, 'permission'],
  [23, 'permission']
])

/** What is asked is right for the version of a store, so a table or column that is not there was taken away. */
const LACKS = /^no such (table|column): /

/** The error that an SQLite failure means; anything else is a bug and thrown on. */
export function fromSqliteError(cause: unknown, path: string): StoreError {
  const code = sqliteCode(cause)
  if (code === undefined || !(cause instanceof Error)) throw cause
  const known = LACKS.test(cause.message) ? 'altered' : BY_SQLITE_CODE.get(code)
  return storeError(known ?? 'failed', path, cause.message)
}

/** The primary result code of an SQLite failure, or `undefined` when `cause` is none. */
export function sqliteCode(cause: unknown): number | undefined {
  if (!(cause instanceof Error) || !('errcode' in cause)) return undefined
  return typeof cause.errcode === 'number' ? cause.errcode & 0xff : undefined
}
