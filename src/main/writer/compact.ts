import { createHash } from 'node:crypto'
import { statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { AppError } from '@shared/ipc/request'
import { bytesInWords } from '@shared/operations/words'
import type { SqlRow } from '../store/connection'
import type { Guard } from './guard'
import { hasTable, type RowReader } from './rows'

const tables = ['graph_nodes', 'session_head', 'session_meta', 'usage_deltas', 'blobs'] as const

/**
 * Rewrites the file with SQLite's VACUUM, on the guarded connection, and proves that every logical row is the same
 * afterwards.
 * @returns why it could not, or null
 */
export function compactFile({ db, rows, path }: Guard): AppError | null {
  const before = digestStore(rows)
  db.exec('VACUUM')
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  if (digestStore(rows) === before) return null
  return {
    code: 'not-as-predicted',
    path,
    message: 'After compacting, the rows are not the ones from before.',
    advice: 'Keep the store as it is and restore it from the rescue store; please report this.'
  }
}

/** Why there is too little room to compact: a second copy and its WAL lie beside the store for a while. */
export function compactObjection(path: string): AppError | null {
  const needed = statSync(path).size * 2
  const { bavail, bsize } = statfsSync(dirname(path))
  const free = bavail * bsize
  if (free >= needed) return null
  return {
    code: 'disk-full',
    path,
    message: `Compacting needs ${bytesInWords(needed)} free beside the store; there are ${bytesInWords(free)}. Nothing was changed.`,
    advice: 'Make room there, then compact again.'
  }
}

/** SHA-256 over every row of every table of a store, in key order: equal digests mean equal logical content. */
export function digestStore(db: RowReader): string {
  const hash = createHash('sha256')
  for (const table of tables.filter((name) => hasTable(db, name))) {
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
