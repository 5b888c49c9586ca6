import { closeSync, openSync, readSync } from 'node:fs'
import type { Connection } from '../store/connection'
import { readHead } from '../store/head'
import type { Store } from '../store/open-store'
import { seqRange } from '../store/seq-range'

const COUNTERS_FROM = 24
const COUNTERS_TO = 96
const WAL_HEADER = 32

/**
 * Tells whether a kept index still fits its store (reading-and-writing.md, "Two stamps"): inode, size and time of
 * database and WAL, SQLite's own counters, and what the head says. Undefined while someone has the store open, since
 * then no file may be opened beside SQLite, and where a file has gone: nothing is kept then.
 */
export function indexStamp(store: Store, db: Connection): string | undefined {
  const { facts, layout, path } = store
  if (facts.mode === 'live') return undefined
  const head = readHead(db, layout)
  const range = seqRange(db, layout)
  const { db: file, wal } = facts.files
  try {
    return JSON.stringify([
      [String(file.inode), file.bytes, String(file.modifiedNs)],
      bytesOf(path, COUNTERS_FROM, COUNTERS_TO),
      wal === undefined || wal.bytes === 0
        ? null
        : [String(wal.inode), wal.bytes, String(wal.modifiedNs), bytesOf(`${path}-wal`, 0, WAL_HEADER)],
      [range?.first ?? 0, range?.last ?? 0, String(head?.revision), head?.head?.leaf_node_id ?? null]
    ])
  } catch {
    // a file that has gone meanwhile has no state to be known by; whoever reads it next says so
    return undefined
  }
}

function bytesOf(path: string, from: number, to: number): string {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(to - from)
    readSync(file, bytes, 0, bytes.length, from)
    return bytes.toString('hex')
  } finally {
    closeSync(file)
  }
}
