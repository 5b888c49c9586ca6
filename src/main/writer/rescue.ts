import { DatabaseSync } from 'node:sqlite'
import { readBlob } from '@shared/domain/blobs/content'
import { checkpointManifest } from '@shared/domain/blobs/manifest'
import { decode } from '@shared/domain/blobs/msgpack/shape'
import { decodeHead } from '@shared/domain/model/decode'
import { namedIds, type Step } from '@shared/operations/plan'
import { ALPHA1_SCHEMA } from '../store/alpha1-schema'
import { zlib } from '../store/zlib'
import { hasTable, insertRawRow, type RawRow, type RowReader, readRawRows, WriterRows } from './rows'
import { readStoredHead } from './stamp'

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
  source: RowReader,
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
  source: RowReader,
  rescue: DatabaseSync,
  ids: readonly string[],
  pause: Pause
): Promise<boolean> {
  const insert = insertRawRow(rescue)
  let done = 0
  for (const row of readRawRows(source, ids)) {
    insert(row)
    done += 1
    if (done % rowsPerBatch === 0 && (await pause(done, ids.length))) return false
  }
  return true
}

function copyHead(source: RowReader, rescue: DatabaseSync): void {
  const head = readStoredHead(source)
  if (head === null) return
  rescue
    .prepare('INSERT INTO session_head (singleton, session_id, head_json, head_revision) VALUES (1, ?, ?, ?)')
    .run(head.session, head.headJson, head.revision)
}

function copyMeta(source: RowReader, rescue: DatabaseSync): void {
  if (!hasTable(source, 'session_meta')) return
  const columns = 'singleton, session_id, session_name, created_at, model, cwd, parent_session_id'
  const meta = source.first(`SELECT ${columns} FROM main.session_meta WHERE singleton = 1`)
  if (meta === undefined) return
  rescue.prepare(`INSERT INTO session_meta (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`).run(...meta)
}

/** Blobs that a step removes, and where the head is replaced those that the old head reaches. */
function copyBlobs(source: RowReader, rescue: DatabaseSync, steps: readonly Step[]): void {
  if (!hasTable(source, 'blobs')) return
  const insert = rescue.prepare('INSERT OR IGNORE INTO blobs (hash, content) VALUES (?, ?)')
  for (const hash of rescuedBlobs(source, steps)) {
    const content = readBlobRow(source, hash)
    if (content !== undefined) insert.run(hash, content)
  }
}

function rescuedBlobs(source: RowReader, steps: readonly Step[]): Set<string> {
  const removed = steps.flatMap((step) => (step.op === 'collect-blobs' ? step.hashes : []))
  const replaced = steps.some((step) => step.op === 'write-head') ? reachedByHead(source) : []
  return new Set([...removed, ...replaced])
}

/** The manifest that the stored head names and the blobs that it names in turn. */
function reachedByHead(source: RowReader): string[] {
  const head = decodeHead(readStoredHead(source)?.headJson ?? '')
  const root = head.ok ? head.value.checkpoint_ref : undefined
  const content = root === undefined ? undefined : readBlobRow(source, root)
  if (root === undefined || content === undefined) return []
  const manifest = decode(checkpointManifest, readBlob(content, zlib).content)
  if (!manifest.ok) return [root]
  const { tool_state_ref, plugin_snapshot_ref, execution_state_ref } = manifest.value
  return [root, tool_state_ref, plugin_snapshot_ref, execution_state_ref].filter((ref) => ref !== undefined)
}

function readBlobRow(db: RowReader, hash: string): Uint8Array | undefined {
  const [content] = db.first('SELECT content FROM main.blobs WHERE hash = ?', hash) ?? []
  return content instanceof Uint8Array ? content : undefined
}

/** Runs `body` on a rescue store; our own file, so an ordinary read-only connection will do. */
export function readRescueStore<T>(path: string, body: (db: RowReader) => T): T {
  const rescue = new DatabaseSync(path, { readOnly: true })
  try {
    return body(new WriterRows(rescue))
  } finally {
    rescue.close()
  }
}

/** Rows of a rescue store by id, in row order. */
export const readRescuedRows = (path: string, ids: readonly string[]): RawRow[] =>
  readRescueStore(path, (db) => [...readRawRows(db, ids)])

/** Blobs of a rescue store by hash. */
export function readRescuedBlobs(
  path: string,
  hashes: readonly string[]
): { readonly hash: string; readonly content: Uint8Array }[] {
  return readRescueStore(path, (db) =>
    hashes.flatMap((hash) => {
      const content = readBlobRow(db, hash)
      return content === undefined ? [] : [{ hash, content }]
    })
  )
}
