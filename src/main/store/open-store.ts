import { err, ok, type Result } from '@shared/result'
import { Connection } from './connection'
import { type DatabaseHeader, readHeader } from './header'
import { type Holder, holderName, otherHolders } from './holders'
import { detectLayout, type StoreLayout } from './layout'
import { type CopyOptions, copyStore, type PrivateCopy } from './private-copy'
import { realPath } from './real-path'
import { hasContent, type StoreFiles, sameContent, statStore } from './stamp'
import { fromSqliteError, type StoreError, storeError } from './store-error'

/**
 * How a store is being read (reading-and-writing.md):
 *
 * - `immutable`: there is no WAL, or an empty one. No locks, no side files; checked by `stat` after every read.
 * - `copy`: a WAL or rollback journal was left over and nobody has the store open. A plain read-only connection would
 *   create a `-shm`, an immutable one would miss what the WAL holds, so a private copy is read.
 * - `live`: someone has it open. An ordinary read-only connection, opened and closed within each read; only the
 *   `-shm`, SQLite's own lock table, changes.
 */
export type ReadMode = 'immutable' | 'copy' | 'live'

/** What can be told of a store's files without reading a row. */
export interface StoreFacts {
  readonly mode: ReadMode
  readonly files: StoreFiles
  readonly journalMode: DatabaseHeader['journalMode']
  /** Other processes that have the store open; `undefined` where the system does not tell. */
  readonly holders: readonly Holder[] | undefined
}

/** A store that can be read. It holds no lock between reads; `close` removes a private copy. */
export interface Store {
  /** The real path of its file, whatever link it was opened by. */
  readonly path: string
  readonly layout: StoreLayout
  /** As found by the latest read. */
  readonly facts: StoreFacts
  /** Other processes that have the store open now; `undefined` where the system does not tell. */
  holders(): readonly Holder[] | undefined
  /**
   * Runs `body` on one unchanging state of the store and gives its result. `body` must be synchronous and read only;
   * it runs again when the store changed meanwhile, so it must have no effects outside.
   * Errors: locked, changing, corrupt, closed, or whatever became of the file.
   */
  read<T>(body: (db: Connection) => T): Promise<Result<T, StoreError>>
  close(): Promise<void>
}

/** So often a read is repeated when the store changes under it. */
const ATTEMPTS = 5

/** Opens a store for reading, or says in one sentence why not. Never changes a byte of it or of its folder. */
export async function openStore(path: string, options: CopyOptions = {}): Promise<Result<Store, StoreError>> {
  const source = new StoreSource(realPath(path), options)
  const layout = await source.read((db) => detectLayout(db, source.path))
  const detected = layout.ok ? layout.value : layout
  if (detected.ok) return ok(new OpenStore(source, detected.value))
  await source.close()
  return detected
}

class OpenStore implements Store {
  readonly layout: StoreLayout
  private readonly source: StoreSource

  constructor(source: StoreSource, layout: StoreLayout) {
    this.source = source
    this.layout = layout
  }

  get path(): string {
    return this.source.path
  }

  get facts(): StoreFacts {
    return this.source.facts()
  }

  holders(): readonly Holder[] | undefined {
    const files = statStore(this.path)
    return files.ok ? otherHolders(this.path, files.value) : []
  }

  read<T>(body: (db: Connection) => T): Promise<Result<T, StoreError>> {
    return this.source.read(body)
  }

  close(): Promise<void> {
    return this.source.close()
  }
}

/** A connection that stays good as long as the files are those it was opened on. */
interface Held {
  readonly facts: StoreFacts
  readonly connection: Connection
  readonly copy: PrivateCopy | undefined
}

class StoreSource {
  readonly path: string
  private readonly options: CopyOptions
  private held: Held | undefined
  private latest: StoreFacts | undefined
  /** Settles when the read before is over: one connection serves them all, one after the other. */
  private before: Promise<unknown> = Promise.resolve()
  private closed = false

  constructor(path: string, options: CopyOptions) {
    this.path = path
    this.options = options
  }

  facts(): StoreFacts {
    if (this.latest === undefined) throw new Error('the facts of a store are known after its first read')
    return this.latest
  }

  read<T>(body: (db: Connection) => T): Promise<Result<T, StoreError>> {
    return this.inTurn(() => this.readNow(body))
  }

  close(): Promise<void> {
    this.closed = true
    return this.inTurn(() => this.release())
  }

  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.before.then(task)
    this.before = turn.catch(() => undefined)
    return turn
  }

  private async readNow<T>(body: (db: Connection) => T): Promise<Result<T, StoreError>> {
    if (this.closed) return err(storeError('closed', this.path))
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const facts = this.look()
      if (!facts.ok) return facts
      this.latest = facts.value
      const done =
        facts.value.mode === 'live'
          ? this.readLive(facts.value, body)
          : await this.readStill(facts.value, body)
      if (done !== undefined) return done
    }
    return err(storeError('changing', this.path))
  }

  private async release(): Promise<void> {
    const { held } = this
    this.held = undefined
    held?.connection.close()
    await held?.copy?.remove()
  }

  /** Decides how to read now. The header is looked at only while no locking connection of ours exists. */
  private look(): Result<StoreFacts, StoreError> {
    const files = statStore(this.path)
    if (!files.ok) return files
    if (this.held !== undefined && sameContent(this.held.facts.files, files.value)) return ok(this.held.facts)
    const header = readHeader(this.path)
    if (!header.ok) return header
    const leftOver = hasContent(files.value.wal) || hasContent(files.value.journal)
    if (!leftOver && isCutOff(header.value, files.value)) return err(storeError('truncated', this.path))
    const holders = otherHolders(this.path, files.value)
    const mode = !leftOver ? 'immutable' : holders === undefined || holders.length === 0 ? 'copy' : 'live'
    const journalMode = header.value?.journalMode ?? 'delete'
    return ok({ mode, files: files.value, journalMode, holders })
  }

  private readLive<T>({ holders }: StoreFacts, body: (db: Connection) => T): Result<T, StoreError> {
    try {
      const connection = new Connection(this.path, 'read-only')
      try {
        return ok(connection.inTransaction(() => body(connection)))
      } finally {
        connection.close()
      }
    } catch (cause) {
      return err(lockedBy(holders?.[0], fromSqliteError(cause, this.path)))
    }
  }

  /** Reads files that nobody writes; gives nothing when someone did after all, and the caller looks again. */
  private async readStill<T>(
    facts: StoreFacts,
    body: (db: Connection) => T
  ): Promise<Result<T, StoreError> | undefined> {
    const held = await this.hold(facts)
    const result = held.ok ? attempt(() => body(held.value.connection), this.path) : held
    const now = statStore(this.path)
    if (now.ok && sameContent(now.value, facts.files)) return result
    await this.release()
    return now.ok ? undefined : now
  }

  private async hold(facts: StoreFacts): Promise<Result<Held, StoreError>> {
    if (this.held !== undefined && this.held.facts === facts) return ok(this.held)
    await this.release()
    const copy = facts.mode === 'copy' ? await copyStore(this.path, facts.files, this.options) : ok(undefined)
    if (!copy.ok) return copy
    const connection = attempt(
      () => new Connection(copy.value?.path ?? this.path, copy.value === undefined ? 'immutable' : 'private'),
      this.path
    )
    if (!connection.ok) {
      await copy.value?.remove()
      return connection
    }
    this.held = { facts, connection: connection.value, copy: copy.value }
    return ok(this.held)
  }
}

/** Where a store is locked: by whom, if the system tells. */
function lockedBy(holder: Holder | undefined, error: StoreError): StoreError {
  if (error.code !== 'locked' || holder === undefined) return error
  const name = holderName(holder)
  return { ...error, message: `${name} holds the store locked, so it cannot be read now.` }
}

function attempt<T>(body: () => T, path: string): Result<T, StoreError> {
  try {
    return ok(body())
  } catch (cause) {
    return err(fromSqliteError(cause, path))
  }
}

function isCutOff(header: DatabaseHeader | undefined, files: StoreFiles): boolean {
  return header !== undefined && files.db.bytes < header.pageSize * header.pageCount
}
