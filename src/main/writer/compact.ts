import { createHash } from 'node:crypto'
import { statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { AppError } from '@shared/ipc/request'
import { err, ok, type Result } from '@shared/result'
import type { SqlRow } from '../store/connection'
import type { Guard } from './guard'
import type { RowReader } from './rows'

const tables = ['graph_nodes', 'session_head', 'session_meta', 'usage_deltas', 'blobs'] as const

/**
 * Rewrites the file with SQLite's VACUUM, on the guarded connection, and proves that every logical row is the same
 * afterwards. Needs free room for a second copy of the store.
 */
export function compactFile(guard: Guard): Result<null, AppError> {
  const { db, rows, path } = guard
  const needed = statSync(path).size * 2
  const { bavail, bsize } = statfsSync(dirname(path))
  if (bavail * bsize < needed) {
    return err({
      code: 'disk-full',
      path,
      message: `Compacting needs ${needed} bytes free beside the store; there are ${bavail * bsize}.`,
      advice: 'Free some space, then compact again. Nothing was changed.'
    })
  }
  const before = digestStore(rows)
  db.exec('VACUUM')
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  if (digestStore(rows) === before) return ok(null)
  return err({
    code: 'not-as-predicted',
    path,
    message: 'After compacting, the rows are not the ones from before.',
    advice: 'Keep the store as it is and restore it from the rescue store; please report this.'
  })
}

/** SHA-256 over every row of every table of a store, in key order: equal digests mean equal logical content. */
export function digestStore(db: RowReader): string {
  const hash = createHash('sha256')
  for (const table of tables) {
    const key = table === 'blobs' ? 'hash' : 'rowid'
    hash.update(table)
    for (const row of db.each(`SELECT * FROM main.${table} ORDER BY ${key}`)) hashRow(hash, row)
  }
  return hash.digest('hex')
}

function hashRow(hash: ReturnType<typeof createHash>, row: SqlRow): void {
  for (const value of row) {
    if (value instanceof Uint8Array) hash.update(`blob ${value.length} `).update(value)
    else hash.update(`${typeof value} ${String(value).length} ${String(value)}`)
  }
}
