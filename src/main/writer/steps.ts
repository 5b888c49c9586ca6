import type { DatabaseSync } from 'node:sqlite'
import type { Step } from '@shared/operations/plan'
import { TOMBSTONED } from '../store/rows'
import type { Guard } from './guard'
import type { Pause } from './pause'
import { readRescuedBlobs, readRescuedRows } from './rescue'
import { batches, insertRawRow, type Located, listOf, seqsOf } from './rows'

/** What one step did; `rows` counts rows of the table it works on. */
export interface StepDone {
  readonly op: Step['op']
  readonly rows: number
}

/** A step that did more or less than it names: the transaction must be rolled back. */
export class StepMismatch extends Error {
  constructor(op: string, wanted: number, done: number) {
    super(`${op} should have touched ${wanted} rows and touched ${done}`)
  }
}

type TransactionStep = Exclude<Step, { op: 'compact-file' }>

/**
 * Runs one step inside the open transaction, touching exactly what it names.
 * @param marksPassed the step before would have tombstoned rows that this vacuum deletes, and was passed over
 * @returns what it did, or undefined when stopped
 * @throws StepMismatch when the store held something else
 */
export async function runStep(
  guard: Guard,
  step: TransactionStep,
  located: Located,
  pause: Pause,
  marksPassed: boolean
): Promise<StepDone | undefined> {
  const [wanted, done] = isRowStep(step)
    ? [
        step.ids.length,
        await changeRows(
          guard.db,
          seqsOf(located, step.ids),
          ROW_CHANGES[marksPassed ? 'withdraw-rows' : step.op],
          pause
        )
      ]
    : execute(guard.db, step)
  if (done === undefined) return undefined
  if (wanted !== done) throw new StepMismatch(step.op, wanted, done)
  return { op: step.op, rows: done }
}

type RowStep = Extract<Step, { op: 'tombstone' | 'restore' | 'vacuum' | 'withdraw-rows' }>

const isRowStep = (step: Step): step is RowStep => Object.hasOwn(ROW_CHANGES, step.op)

/** What each step does to the rows of a batch; rows that are not as the step expects them are left, and counted out. */
const ROW_CHANGES = {
  tombstone: 'UPDATE main.graph_nodes SET tombstoned = 1 WHERE tombstoned = 0 AND seq IN',
  restore: `UPDATE main.graph_nodes SET tombstoned = 0 WHERE ${TOMBSTONED} AND seq IN`,
  vacuum: `DELETE FROM main.graph_nodes WHERE ${TOMBSTONED} AND seq IN`,
  'withdraw-rows': 'DELETE FROM main.graph_nodes WHERE seq IN'
} as const

async function changeRows(
  db: DatabaseSync,
  seqs: readonly number[],
  sql: string,
  pause: Pause
): Promise<number | undefined> {
  const change = db.prepare(`${sql} (SELECT value FROM json_each(?))`)
  let done = 0
  for (const batch of batches(seqs)) {
    done += Number(change.run(listOf(batch)).changes)
    if (await pause(done, seqs.length)) return undefined
  }
  return done
}

function execute(db: DatabaseSync, step: Exclude<TransactionStep, RowStep>): [wanted: number, done: number] {
  switch (step.op) {
    case 'collect-blobs':
      return [step.hashes.length, deleteBlobs(db, step.hashes)]
    case 'add-blobs':
      return [
        step.blobs.length,
        each(step.blobs, ({ hash, content_hex }) => addBlob(db, hash, Buffer.from(content_hex, 'hex')))
      ]
    case 'return-blobs':
      return [
        step.hashes.length,
        each(readRescuedBlobs(step.from, step.hashes), ({ hash, content }) => addBlob(db, hash, content))
      ]
    case 'add-rows':
      return [step.rows.length, each(step.rows, (row) => addRow(db, row.node_id, row.node_json))]
    case 'return-rows':
      return [step.ids.length, returnRows(db, step.from, step.ids)]
    case 'write-head':
      return [1, Number(writeHead(db, step.session, step.head_json, BigInt(step.revision) + 1n))]
  }
}

function each<T>(items: readonly T[], run: (item: T) => number | bigint): number {
  return items.reduce((sum, item) => sum + Number(run(item)), 0)
}

function deleteBlobs(db: DatabaseSync, hashes: readonly string[]): number {
  const remove = db.prepare('DELETE FROM main.blobs WHERE hash = ?')
  return each(hashes, (hash) => remove.run(hash).changes)
}

/** As lash stores a blob: the first stored form of a content stays (store-format.md §7.1). */
function addBlob(db: DatabaseSync, hash: string, content: Uint8Array): number {
  db.prepare('INSERT OR IGNORE INTO main.blobs (hash, content) VALUES (?, ?)').run(hash, content)
  return db.prepare('SELECT 1 FROM main.blobs WHERE hash = ?').get(hash) === undefined ? 0 : 1
}

function addRow(db: DatabaseSync, id: string, json: string): number | bigint {
  return db.prepare('INSERT INTO main.graph_nodes (node_id, node_json) VALUES (?, ?)').run(id, json).changes
}

function returnRows(db: DatabaseSync, from: string, ids: readonly string[]): number {
  const insert = insertRawRow(db)
  return each(readRescuedRows(from, ids), (row) => {
    insert(row)
    return 1
  })
}

/** Replaces the singleton as lash does; the revision column is what counts (store-format.md §5). */
function writeHead(db: DatabaseSync, session: string, headJson: string, revision: bigint): number | bigint {
  return db
    .prepare(
      'INSERT OR REPLACE INTO main.session_head (singleton, session_id, head_json, head_revision) VALUES (1, ?, ?, ?)'
    )
    .run(session, headJson, revision).changes
}
