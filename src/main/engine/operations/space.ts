import { isOrphan } from '@shared/domain/columns/branches'
import { NodeFlag } from '@shared/domain/columns/columns'
import type { GraphIndex } from '@shared/domain/columns/graph-index'
import type { SpaceReport } from '@shared/ipc/operations'
import { reachableBlobs } from '@shared/operations/gc'
import { blobFacts } from '../../operations/blob-facts'
import { systemFresh } from '../../operations/fresh'
import { readSessionFacts } from '../../operations/source'
import { asNumber, type Connection } from '../../store/connection'
import type { StoreLayout } from '../../store/layout'
import type { Store } from '../../store/open-store'
import { TOMBSTONED } from '../../store/rows'

/** What each step would give back, and where: rows and blobs inside the file, free pages and WAL on the disk. */
export function readSpace(db: Connection, store: Store, index: GraphIndex | undefined): SpaceReport {
  const { layout, path, facts } = store
  const source = { db, layout, files: facts.files, path, fresh: systemFresh, now: new Date() }
  const blobs = blobFacts(source, readSessionFacts(source))
  const reachable = reachableBlobs(blobs)
  const unreachable = blobs.blobs.filter(({ hash }) => !reachable.has(hash))
  const page = asNumber(db.first('PRAGMA page_size')?.[0])
  const tombstoned = index === undefined ? readTombstoned(db, layout) : countTombstoned(index)
  return {
    fileBytes: facts.files.db.bytes,
    walBytes: facts.files.wal?.bytes ?? 0,
    freeBytes: asNumber(db.first('PRAGMA freelist_count')?.[0]) * page,
    tombstonedRows: tombstoned.rows,
    tombstonedBytes: tombstoned.bytes,
    orphanBytes: index === undefined ? 0 : orphanBytes(index),
    blobs: blobs.blobs.length,
    blobBytes: sum(blobs.blobs),
    unreachableBlobs: unreachable.length,
    unreachableBytes: sum(unreachable),
    restoreUntil:
      'until the session’s next turn, which deletes tombstoned rows; afterwards from the receipt’s rescue store'
  }
}

const sum = (blobs: readonly { readonly bytes: number }[]): number =>
  blobs.reduce((total, blob) => total + blob.bytes, 0)

interface Tombstoned {
  readonly rows: number
  readonly bytes: number
}

/** From the columns, since SQLite would walk over the whole table. */
function countTombstoned({ count, flags, bytes }: GraphIndex): Tombstoned {
  const found = { rows: 0, bytes: 0 }
  for (let row = 0; row < count; row++) {
    if (((flags[row] ?? 0) & NodeFlag.tombstoned) === 0) continue
    found.rows++
    found.bytes += bytes[row] ?? 0
  }
  return found
}

function readTombstoned(db: Connection, layout: StoreLayout): Tombstoned {
  if (!layout.tables.has('graph_nodes')) return { rows: 0, bytes: 0 }
  const [rows, bytes] =
    db.first(`SELECT count(*), total(octet_length(node_json)) FROM graph_nodes WHERE ${TOMBSTONED}`) ?? []
  return { rows: asNumber(rows), bytes: asNumber(bytes) }
}

function orphanBytes({ count, flags, shadowed, bytes }: GraphIndex): number {
  let total = 0
  for (let row = 0; row < count; row++) if (isOrphan(flags, shadowed, row)) total += bytes[row] ?? 0
  return total
}
