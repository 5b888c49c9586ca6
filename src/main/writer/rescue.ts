import { DatabaseSync } from 'node:sqlite'
import { readBlob } from '@shared/domain/blobs/content'
import { checkpointManifest } from '@shared/domain/blobs/manifest'
import { decode } from '@shared/domain/blobs/msgpack/shape'
import { decodeHead } from '@shared/domain/model/decode'
import { namedIds, type Step } from '@shared/operations/plan'
import { ALPHA1_SCHEMA } from '../store/alpha1-schema'
import type { SqlParameter, SqlRow } from '../store/connection'
import { zlib } from '../store/zlib'
import type { Guard } from './guard'
import type { Pause } from './pause'
import {
  batches,
  hasTable,
  type Located,
  listOf,
  type RawRow,
  type RowReader,
  readRawRows,
  seqsOf,
  WriterRows
} from './rows'
import { readStoredHead } from './stamp'

/**
 * Writes the rescue store: a small store, openable like any other, that holds what a change takes away or hides: the
 * named rows whole, the head row, the session's meta row, and every blob that the steps remove or unlink.
 * SQLite copies the rows itself, with the rescue store attached to the guarded connection, outside its transaction:
 * the guard's lock stays, and the rescue store is complete and on disk before the first byte of the real one changes.
 * @returns false when stopped
 */
export async function writeRescueStore(
  { db, rows: source }: Guard,
  target: string,
  steps: readonly Step[],
  located: Located,
  pause: Pause
): Promise<boolean> {
  db.prepare('ATTACH ? AS rescue').run(target)
  try {
    // a new file that is thrown away when anything fails needs no journal, only to be on disk in the end
    db.exec('PRAGMA rescue.journal_mode=OFF; PRAGMA rescue.synchronous=FULL; PRAGMA rescue.cache_size=-65536')
    db.exec(`BEGIN; ${RESCUE_SCHEMA} PRAGMA rescue.user_version = 15;`)
    const finished = await copyNamedRows(db, seqsOf(located, namedIds(steps)), pause)
    if (finished) {
      copyHead(db, source)
      copyMeta(db, source)
      copyBlobs(db, source, steps)
    }
    db.exec('COMMIT')
    return finished
  } finally {
    if (db.isTransaction) db.exec('ROLLBACK')
    db.exec('DETACH rescue')
  }
}

const RESCUE_SCHEMA = ALPHA1_SCHEMA.replaceAll('CREATE TABLE ', 'CREATE TABLE rescue.')

async function copyNamedRows(db: DatabaseSync, seqs: readonly number[], pause: Pause): Promise<boolean> {
  if (seqs.length === 0) return true
  const columns = 'seq, node_id, node_json, tombstoned'
  const copy = db.prepare(
    `INSERT INTO rescue.graph_nodes (${columns}) SELECT ${columns} FROM main.graph_nodes
     WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq`
  )
  let done = 0
  for (const batch of batches(seqs)) {
    copy.run(listOf(batch))
    done += batch.length
    if (await pause(done, seqs.length)) return false
  }
  return true
}

function copyHead(db: DatabaseSync, source: RowReader): void {
  if (!hasTable(source, 'session_head')) return
  const columns = 'singleton, session_id, head_json, head_revision'
  db.exec(`INSERT INTO rescue.session_head (${columns}) SELECT ${columns} FROM main.session_head`)
}

function copyMeta(db: DatabaseSync, source: RowReader): void {
  if (!hasTable(source, 'session_meta')) return
  const columns = 'singleton, session_id, session_name, created_at, model, cwd, parent_session_id'
  db.exec(`INSERT INTO rescue.session_meta (${columns}) SELECT ${columns} FROM main.session_meta`)
}

/** Blobs that a step removes, and where the head is replaced those that the old head reaches. */
function copyBlobs(db: DatabaseSync, source: RowReader, steps: readonly Step[]): void {
  if (!hasTable(source, 'blobs')) return
  const insert = db.prepare('INSERT OR IGNORE INTO rescue.blobs (hash, content) VALUES (?, ?)')
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

/** A rescue store, opened at the first read; our own file, so an ordinary read-only connection will do. */
export class RescueStore implements RowReader, Disposable {
  readonly #path: string
  #db: DatabaseSync | undefined

  constructor(path: string) {
    this.#path = path
  }

  each(sql: string, ...parameters: SqlParameter[]): Iterable<SqlRow> {
    return this.#rows().each(sql, ...parameters)
  }

  first(sql: string, ...parameters: SqlParameter[]): SqlRow | undefined {
    return this.#rows().first(sql, ...parameters)
  }

  [Symbol.dispose](): void {
    this.#db?.close()
  }

  #rows(): WriterRows {
    this.#db ??= new DatabaseSync(this.#path, { readOnly: true })
    return new WriterRows(this.#db)
  }
}

/** Rows of a rescue store by id, in row order. */
export function readRescuedRows(path: string, ids: readonly string[]): RawRow[] {
  using rescue = new RescueStore(path)
  return readRawRows(rescue, ids)
}

/** Blobs of a rescue store by hash. */
export function readRescuedBlobs(
  path: string,
  hashes: readonly string[]
): { readonly hash: string; readonly content: Uint8Array }[] {
  using rescue = new RescueStore(path)
  return hashes.flatMap((hash) => {
    const content = readBlobRow(rescue, hash)
    return content === undefined ? [] : [{ hash, content }]
  })
}
