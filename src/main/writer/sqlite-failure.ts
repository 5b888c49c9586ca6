import type { AppError } from '@shared/ipc/request'

/** SQLite's primary result codes that mean something to a user. */
const meanings: Readonly<Record<number, Omit<AppError, 'path' | 'detail'>>> = {
  5: {
    code: 'locked',
    message: 'Another program has the store locked.',
    advice: 'Close the session there, then try again.'
  },
  6: {
    code: 'locked',
    message: 'Another program has the store locked.',
    advice: 'Close the session there, then try again.'
  },
  8: {
    code: 'read-only-file',
    message: 'The store cannot be written.',
    advice: 'Allow writing to the file and its folder, then try again.'
  },
  10: {
    code: 'disk-error',
    message: 'The disk reported an error, so nothing was changed.',
    advice: 'Check the disk and its free space, then try again.'
  },
  11: {
    code: 'corrupt',
    message: 'The store’s file is damaged, so nothing was changed.',
    advice: 'Work on a copy; the rows that can be read are still shown.'
  },
  13: {
    code: 'disk-full',
    message: 'The disk is full, so nothing was changed.',
    advice: 'Free some space, then try again.'
  },
  14: {
    code: 'cannot-open',
    message: 'The store cannot be opened.',
    advice: 'Check that the file and its folder can be read and written.'
  },
  26: { code: 'not-sqlite', message: 'The file is not a SQLite database.', advice: 'Choose a session store.' }
}

/**
 * An error thrown by SQLite as a value with a plain sentence; the driver's own words are kept as detail.
 * Errors that are not SQLite's are bugs and are thrown on.
 */
export function sqliteFailure(cause: unknown, path: string): AppError {
  if (!isSqliteFailure(cause)) throw cause
  const primary = cause.errcode & 0xff
  const known = meanings[primary]
  const detail = `${cause.message} (SQLite ${cause.errcode})`
  if (known !== undefined) return { ...known, path, detail }
  return {
    code: 'sqlite',
    path,
    message: 'SQLite could not do it, so nothing was changed.',
    advice: 'See the details.',
    detail
  }
}

/** Whether SQLite has failed, and not we. */
export function isSqliteFailure(cause: unknown): cause is Error & { readonly errcode: number } {
  return cause instanceof Error && 'errcode' in cause && typeof cause.errcode === 'number'
}
