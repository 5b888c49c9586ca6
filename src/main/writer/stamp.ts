import { createHash } from 'node:crypto'
import { decodeHead } from '@shared/domain/model/decode'
import { type Decision, leavesLoop } from '@shared/operations/decision'
import { type Expectation, namedIds, type Step, type StoreStamp, stepSchema } from '@shared/operations/plan'
import { TOMBSTONED } from '../store/rows'
import { batches, count, hasTable, type Located, listOf, locateRows, type RowReader, seqsOf } from './rows'

/** The head row as stored. */
export interface StoredHead {
  readonly session: string
  readonly headJson: string
  readonly revision: bigint
}

/** @returns the head row, or null where there is none or its columns hold what lash never writes */
export function readStoredHead(db: RowReader): StoredHead | null {
  if (!hasTable(db, 'session_head')) return null
  const row = db.first(
    'SELECT session_id, head_json, head_revision FROM main.session_head WHERE singleton = 1'
  )
  const [session, headJson, revision] = row ?? []
  if (typeof session !== 'string' || typeof headJson !== 'string' || typeof revision !== 'bigint') return null
  return { session, headJson, revision }
}

/** The leaf that a stored head names, as lash decodes it; null without one. */
export function leafOf(head: StoredHead | null): string | null {
  if (head === null) return null
  const decoded = decodeHead(head.headJson)
  return decoded.ok ? (decoded.value.leaf_node_id ?? null) : null
}

/**
 * The plan stamp (reading-and-writing.md, "Two stamps"): the exact rows that the steps name, the head row and the
 * counts. Counts and last ids alone would miss a flipped tombstone.
 * @param located where the named rows stand, if that is known already
 * @param onRows told how many of the named rows have been read
 */
export function computeStamp(
  db: RowReader,
  steps: readonly Step[],
  located: Located = locateRows(db, namedIds(steps)),
  onRows: (done: number, total: number) => void = () => {}
): StoreStamp {
  return {
    ...countRows(db),
    head: hashHead(readStoredHead(db)),
    named: hashRows(db, seqsOf(located, namedIds(steps)), onRows)
  }
}

/**
 * SHA-256 of steps, whatever the order of their members, and of the yes that they take (`leavesLoop`). A plan may be a
 * file that somebody edited; rows and counts would not tell one blob from another, or a head from one with other words
 * in it, and without its warning a plan would ask for no yes.
 */
export function hashSteps({ steps, warnings }: Pick<Decision, 'steps' | 'warnings'>): string {
  const hash = createHash('sha256')
  for (const step of steps) hash.update(JSON.stringify(stepSchema.parse(step)))
  if (leavesLoop(warnings)) hash.update('leaves a loop')
  return hash.digest('hex')
}

function countRows(db: RowReader): Omit<StoreStamp, 'head' | 'named'> {
  const of = (what: string, table: string, where = ''): number =>
    hasTable(db, table) ? count(db, `SELECT ${what} FROM main.${table} ${where}`) : 0
  const tombstoned = of('count(*)', 'graph_nodes', `WHERE ${TOMBSTONED}`)
  return {
    live: of('count(*)', 'graph_nodes') - tombstoned,
    tombstoned,
    last_seq: String(of('coalesce(max(seq), 0)', 'graph_nodes')),
    blobs: of('count(*)', 'blobs'),
    usage: of('count(*)', 'usage_deltas')
  }
}

function hashHead(head: StoredHead | null): string | null {
  if (head === null) return null
  const text = JSON.stringify([head.session, head.headJson, String(head.revision)])
  return createHash('sha256').update(text).digest('hex')
}

/**
 * Whole rows, with SQLite's own type of their JSON; a batch comes as one value, since each crossing has its price.
 * `CROSS JOIN` keeps the list outside, and so its order.
 */
const ROWS = `SELECT CAST(group_concat(row, '') AS BLOB) FROM (
  SELECT seq || ' ' || tombstoned || ' ' || typeof(node_json) || ' ' || octet_length(node_json) || ' ' || node_json || node_id AS row
  FROM json_each(?) CROSS JOIN main.graph_nodes ON seq = value)`

function hashRows(
  db: RowReader,
  seqs: readonly number[],
  onRows: (done: number, total: number) => void
): string {
  const hash = createHash('sha256')
  let done = 0
  for (const batch of batches(seqs)) {
    onRows(done, seqs.length)
    done += batch.length
    const [rows] = db.first(ROWS, listOf(batch)) ?? []
    if (rows instanceof Uint8Array) hash.update(rows)
  }
  return hash.digest('hex')
}

/**
 * The state as an expectation compares it: counts, leaf and revision.
 * @param counts as just read for a stamp; counting tombstones walks the whole table
 */
export function readExpectable(
  db: RowReader,
  { live, tombstoned, blobs }: Pick<StoreStamp, 'live' | 'tombstoned' | 'blobs'> = countRows(db)
): Expectation {
  const head = readStoredHead(db)
  return {
    live,
    tombstoned,
    blobs,
    leaf: leafOf(head),
    revision: head === null ? null : String(head.revision)
  }
}

/** The first way in which two stamps differ, in words; null when they are equal. */
export function stampDifference(planned: StoreStamp, found: StoreStamp): string | null {
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
