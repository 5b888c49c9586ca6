import { DatabaseSync } from 'node:sqlite'
import { namedIds, type Step } from '@shared/operations/plan'
import { ALPHA1_SCHEMA } from '../store/alpha1-schema'
import { insertRawRow, nameRows, type RawRow, readNamedRows } from './rows'
import { readHeadRow } from './stamp'

/** Called between batches; resolves to true when the user has asked to stop. */
export type Pause = (done: number, total: number) => Promise<boolean>

const rowsPerBatch = 5_000

/**
 * Writes the rescue store: a small store, openable like any other, that holds what a change takes away or hides: the
 * named rows whole, the head row, the session's meta row, and every blob that the steps remove or unlink.
 * Complete and on disk before the first byte of the real store changes.
 * @returns false when stopped
 */
export async function writeRescueStore(
  source: DatabaseSync,
  target: string,
  steps: readonly Step[],
  pause: Pause
): Promise<boolean> {
  const rescue = new DatabaseSync(target)
  try {
    rescue.exec('PRAGMA synchronous=FULL')
    rescue.exec(`BEGIN; ${ALPHA1_SCHEMA} PRAGMA user_version = 15;`)
    const finished = await copyNamedRows(source, rescue, namedIds(steps), pause)
    if (finished) {
      copyHead(source, rescue)
      copyMeta(source, rescue)
      copyBlobs(source, rescue, steps)
      rescue.exec('COMMIT')
    }
    return finished
  } finally {
    rescue.close()
  }
}

async function copyNamedRows(
  source: DatabaseSync,
  rescue: DatabaseSync,
  ids: readonly string[],
  pause: Pause
): Promise<boolean> {
  if (ids.length === 0) return true
  nameRows(source, ids)
  const insert = insertRawRow(rescue)
  let done = 0
  for (const row of readNamedRows(source)) {
    insert(row)
    done += 1
    if (done % rowsPerBatch === 0 && (await pause(done, ids.length))) return false
  }
  return true
}

function copyHead(source: DatabaseSync, rescue: DatabaseSync): void {
  const head = readHeadRow(source)
  if (head === null) return
  rescue
    .prepare('INSERT INTO session_head (singleton, session_id, head_json, head_revision) VALUES (1, ?, ?, ?)')
    .run(head.session_id, head.head_json, head.head_revision)
}

function copyMeta(source: DatabaseSync, rescue: DatabaseSync): void {
  const columns = 'session_id, session_name, created_at, model, cwd, parent_session_id'
  const meta = source.prepare(`SELECT ${columns} FROM main.session_meta WHERE singleton = 1`).get()
  if (meta === undefined) return
  rescue
    .prepare(`INSERT INTO session_meta (singleton, ${columns}) VALUES (1, ?, ?, ?, ?, ?, ?)`)
    .run(...columns.split(', ').map((column) => meta[column] ?? null))
}

/** Blobs that a step removes; where the head is replaced, all blobs, since the old checkpoint's chain must stay whole. */
function copyBlobs(source: DatabaseSync, rescue: DatabaseSync, steps: readonly Step[]): void {
  const removed = steps.flatMap((step) => (step.op === 'collect-blobs' ? step.hashes : []))
  const insert = rescue.prepare('INSERT OR IGNORE INTO blobs (hash, content) VALUES (?, ?)')
  const select = source.prepare('SELECT hash, content FROM main.blobs WHERE hash = ?')
  const wanted = steps.some((step) => step.op === 'write-head') ? allHashes(source) : removed
  for (const hash of wanted) {
    const blob = select.get(hash)
    if (blob !== undefined) insert.run(blob.hash ?? null, blob.content ?? null)
  }
}

function allHashes(source: DatabaseSync): string[] {
  return source
    .prepare('SELECT hash FROM main.blobs')
    .all()
    .flatMap(({ hash }) => (typeof hash === 'string' ? [hash] : []))
}

/** Reads rows of a rescue store by id, in row order. */
export function readRescuedRows(path: string, ids: readonly string[]): RawRow[] {
  const rescue = new DatabaseSync(path, { readOnly: true })
  try {
    nameRows(rescue, ids)
    return [...readNamedRows(rescue)]
  } finally {
    rescue.close()
  }
}

/** Reads blobs of a rescue store by hash. */
export function readRescuedBlobs(
  path: string,
  hashes: readonly string[]
): { hash: string; content: Uint8Array }[] {
  const rescue = new DatabaseSync(path, { readOnly: true })
  try {
    const select = rescue.prepare('SELECT content FROM blobs WHERE hash = ?')
    return hashes.flatMap((hash) => {
      const content = select.get(hash)?.content
      return content instanceof Uint8Array ? [{ hash, content }] : []
    })
  } finally {
    rescue.close()
  }
}
