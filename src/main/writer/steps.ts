import type { DatabaseSync } from 'node:sqlite'
import type { Step } from '@shared/operations/plan'
import { readRescuedBlobs, readRescuedRows } from './rescue'
import { idList, insertRawRow } from './rows'

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
 * @throws StepMismatch when the store held something else
 */
export function runStep(db: DatabaseSync, step: TransactionStep): StepDone {
  const [wanted, done] = execute(db, step)
  if (wanted !== done) throw new StepMismatch(step.op, wanted, done)
  return { op: step.op, rows: done }
}

function execute(db: DatabaseSync, step: TransactionStep): [wanted: number, done: number] {
  switch (step.op) {
    case 'tombstone':
      return [step.ids.length, mark(db, step.ids, 1)]
    case 'restore':
      return [step.ids.length, mark(db, step.ids, 0)]
    case 'vacuum':
      return [step.ids.length, remove(db, step.ids, 'tombstoned <> 0')]
    case 'withdraw-rows':
      return [step.ids.length, remove(db, step.ids, '1')]
    case 'collect-blobs':
      return [
        step.hashes.length,
        each(step.hashes, (hash) => db.prepare('DELETE FROM main.blobs WHERE hash = ?').run(hash).changes)
      ]
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

function mark(db: DatabaseSync, ids: readonly string[], tombstoned: 0 | 1): number {
  const update = db.prepare(
    `UPDATE main.graph_nodes SET tombstoned = ?
     WHERE node_id IN (SELECT value FROM json_each(?)) AND (tombstoned <> 0) <> ?`
  )
  return Number(update.run(tombstoned, idList(ids), tombstoned).changes)
}

function remove(db: DatabaseSync, ids: readonly string[], condition: string): number {
  const rows = db.prepare(
    `DELETE FROM main.graph_nodes WHERE node_id IN (SELECT value FROM json_each(?)) AND ${condition}`
  )
  return Number(rows.run(idList(ids)).changes)
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
