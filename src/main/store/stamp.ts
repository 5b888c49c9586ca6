import { type BigIntStats, statSync } from 'node:fs'
import { err, ok, type Result } from '@shared/result'
import { fromSystemError, type StoreError, storeError } from './store-error'

/** The files of a store as `stat` sees them: enough to tell that nothing changed, without opening anything. */
export interface StoreFiles {
  readonly db: FileStamp
  readonly wal: FileStamp | undefined
  /** A rollback journal: only there while a transaction runs, or after a crash in one. */
  readonly journal: FileStamp | undefined
  readonly shm: FileStamp | undefined
}

export interface FileStamp {
  readonly inode: bigint
  readonly bytes: number
  readonly modifiedNs: bigint
}

/** Errors: missing, not a file, permission. */
export function statStore(path: string): Result<StoreFiles, StoreError> {
  try {
    const db = statSync(path, { bigint: true })
    if (!db.isFile()) return err(storeError('not-a-file', path))
    return ok({
      db: stampOf(db),
      wal: sideFile(`${path}-wal`),
      journal: sideFile(`${path}-journal`),
      shm: sideFile(`${path}-shm`)
    })
  } catch (cause) {
    return err(fromSystemError(cause, path))
  }
}

function sideFile(path: string): FileStamp | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stats === undefined ? undefined : stampOf(stats)
}

function stampOf(stats: BigIntStats): FileStamp {
  return { inode: stats.ino, bytes: Number(stats.size), modifiedNs: stats.mtimeNs }
}

/** Whether a side file holds anything; an empty one means the same as none. */
export function hasContent(file: FileStamp | undefined): boolean {
  return file !== undefined && file.bytes > 0
}

/** Whether database, WAL and journal are as they were. The `-shm` is SQLite's own lock table and no content. */
export function sameContent(a: StoreFiles, b: StoreFiles): boolean {
  return (
    sameFile(a.db, b.db) &&
    sameFile(contentOf(a.wal), contentOf(b.wal)) &&
    sameFile(contentOf(a.journal), contentOf(b.journal))
  )
}

function contentOf(file: FileStamp | undefined): FileStamp | undefined {
  return hasContent(file) ? file : undefined
}

function sameFile(a: FileStamp | undefined, b: FileStamp | undefined): boolean {
  return a?.inode === b?.inode && a?.bytes === b?.bytes && a?.modifiedNs === b?.modifiedNs
}
