import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { namedIds, type PlanStamp, type Step } from '@shared/operations/plan'
import { count, nameRows, readNamedRows } from './rows'

/** The head row as stored; null without one. */
export interface HeadRow {
  readonly session_id: string
  readonly head_json: string
  readonly head_revision: bigint
}

export function readHeadRow(db: DatabaseSync): HeadRow | null {
  const select = db.prepare(
    'SELECT session_id, head_json, head_revision FROM main.session_head WHERE singleton = 1'
  )
  select.setReadBigInts(true)
  const row = select.get()
  if (row === undefined) return null
  const { session_id, head_json, head_revision } = row
  if (typeof session_id !== 'string' || typeof head_json !== 'string' || typeof head_revision !== 'bigint')
    return null
  return { session_id, head_json, head_revision }
}

/**
 * The plan stamp (reading-and-writing.md, "Two stamps"): the exact rows that the steps name, the head row and the
 * counts. Counts and last ids alone would miss a flipped tombstone.
 */
export function computeStamp(db: DatabaseSync, steps: readonly Step[]): PlanStamp {
  return { ...computeCounts(db), head: hashHead(readHeadRow(db)), named: hashNamedRows(db, namedIds(steps)) }
}

function computeCounts(db: DatabaseSync): Omit<PlanStamp, 'head' | 'named'> {
  const tombstoned = count(db, 'SELECT count(*) FROM main.graph_nodes WHERE tombstoned <> 0')
  return {
    live: count(db, 'SELECT count(*) FROM main.graph_nodes') - tombstoned,
    tombstoned,
    last_seq: String(count(db, 'SELECT coalesce(max(seq), 0) FROM main.graph_nodes')),
    blobs: count(db, 'SELECT count(*) FROM main.blobs'),
    usage: count(db, 'SELECT count(*) FROM main.usage_deltas')
  }
}

function hashHead(head: HeadRow | null): string | null {
  if (head === null) return null
  return createHash('sha256')
    .update(JSON.stringify([head.session_id, head.head_json, String(head.head_revision)]))
    .digest('hex')
}

function hashNamedRows(db: DatabaseSync, ids: readonly string[]): string {
  const hash = createHash('sha256')
  if (ids.length === 0) return hash.digest('hex')
  nameRows(db, ids)
  for (const row of readNamedRows(db)) {
    hash.update(JSON.stringify([String(row.seq), row.id, row.type, row.json.length, String(row.tombstoned)]))
    hash.update(row.json)
  }
  return hash.digest('hex')
}

/** The first way in which two stamps differ, in words; null when they are equal. */
export function stampDifference(planned: PlanStamp, found: PlanStamp): string | null {
  if (planned.head !== found.head) return 'the head has changed'
  if (planned.live !== found.live) return `there are ${found.live} live rows instead of ${planned.live}`
  if (planned.tombstoned !== found.tombstoned)
    return `there are ${found.tombstoned} tombstoned rows instead of ${planned.tombstoned}`
  if (planned.last_seq !== found.last_seq) return 'rows have been added or rewritten'
  if (planned.blobs !== found.blobs) return 'blobs have been added or removed'
  if (planned.usage !== found.usage) return 'usage rows have been added'
  if (planned.named !== found.named) return 'a row that the plan names has changed'
  return null
}
