import { dirname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { UsageSession } from '@shared/domain/usage/sessions'
import { familyRoots } from '@shared/domain/usage/sessions'
import { err, ok, type Result } from '@shared/result'
import { readTitle } from '../engine/overview'
import { isFolder, storeFilesBelow, storeFilesIn } from '../store/folder'
import { LISTED_COPY_BYTES } from '../store/listed'
import { openStore, type Store } from '../store/open-store'
import type { CopyOptions } from '../store/private-copy'
import { distinctFiles, realPath } from '../store/real-path'
import type { StoreError } from '../store/store-error'
import { keepIdentity, knownIdentity, stampOf } from './identity-cache'
import { readIdentity, readUsageSession, type SessionIdentity } from './read-session'

/** The ledgers of what was asked for, and of the families it belongs to. */
export interface GatheredUsage {
  readonly sessions: readonly UsageSession[]
  /** Names of the stores that were asked for, as they stand in `sessions`. */
  readonly asked: ReadonlySet<string>
  /** Stores here that could not be read, each with the reason; their tokens are in no sum. */
  readonly unreadable: readonly StoreError[]
  /** False when one of them was asked for. */
  readonly allRead: boolean
  /** The first question of each session, on one line, by its id. */
  readonly titles: ReadonlyMap<string, string>
}

interface Candidate extends SessionIdentity {
  readonly path: string
  readonly name: string
}

/**
 * Reads the ledgers of one store, or of the stores of a folder and of the folders in it. The other members of one
 * store's family are looked for beside it, since a session's children are files of their own there. A store is named
 * by its path as given, in a folder by its path there.
 * Errors: the path is missing; of one store, why it cannot be read.
 */
export async function gatherUsage(path: string): Promise<Result<GatheredUsage, StoreError>> {
  return isFolder(path) ? gatherFolder(path) : gatherStore(path)
}

/** A folder may hold ten thousand stores: after so many, others get their turn. */
const READ_AT_ONCE = 16

/** Reads the ledgers of the stores named, by their paths; what cannot be read, or not cheaply, is left out. */
export async function gatherStores(paths: readonly string[]): Promise<readonly UsageSession[]> {
  const { candidates } = await identify(
    paths.map((path) => ({ path, name: path })),
    { maxBytes: LISTED_COPY_BYTES }
  )
  return (await readAll(candidates)).sessions
}

async function gatherFolder(folder: string): Promise<Result<GatheredUsage, StoreError>> {
  const content = storeFilesBelow(folder)
  if (!content.ok) return content
  const { files, closed } = content.value
  const { candidates, unreadable } = await identify(distinctFiles(folder, files))
  const read = await readAll(candidates)
  const failed = [...closed.map(({ error }) => error), ...unreadable, ...read.unreadable]
  const asked = new Set(candidates.map(({ name }) => name))
  const { sessions, titles } = read
  return ok({ sessions, titles, asked, unreadable: failed, allRead: failed.length === 0 })
}

async function gatherStore(path: string): Promise<Result<GatheredUsage, StoreError>> {
  const real = realPath(path)
  const own = await identify([{ path: real, name: path }])
  const [failure] = own.unreadable
  if (failure !== undefined) return err(failure)
  const others = await identify(siblingsOf(real))
  const family = familyOf(own.candidates, others.candidates)
  const { sessions, unreadable, titles } = await readAll(family)
  const broken = unreadable.find((error) => error.path === real)
  if (broken !== undefined) return err(broken)
  const asked = new Set([path])
  return ok({ sessions, titles, asked, unreadable: [...others.unreadable, ...unreadable], allRead: true })
}

/** The other stores of a store's folder; none where the folder may not be listed. */
function siblingsOf(path: string): { path: string; name: string }[] {
  const folder = dirname(path)
  const names = storeFilesIn(folder)
  return names.ok ? distinctFiles(folder, names.value).filter((store) => store.path !== path) : []
}

function familyOf(own: readonly Candidate[], others: readonly Candidate[]): Candidate[] {
  const all = [...own, ...others]
  const roots = familyRoots(all)
  const wanted = new Set(own.map(({ session }) => roots.get(session)))
  return all.filter(({ session }) => wanted.has(roots.get(session)))
}

async function identify(
  files: readonly { path: string; name: string }[],
  options: CopyOptions = {}
): Promise<{ candidates: Candidate[]; unreadable: StoreError[] }> {
  const candidates: Candidate[] = []
  const unreadable: StoreError[] = []
  for (const [at, { path, name }] of files.entries()) {
    if (at % READ_AT_ONCE === READ_AT_ONCE - 1) await setImmediate()
    const identity = await identityOf(path, name, options)
    if (identity.ok) candidates.push({ path, name, ...identity.value })
    else unreadable.push(identity.error)
  }
  return { candidates, unreadable }
}

async function identityOf(
  path: string,
  name: string,
  options: CopyOptions
): Promise<Result<SessionIdentity, StoreError>> {
  const known = knownIdentity(path)
  if (known !== undefined) return ok(known)
  const stamp = stampOf(path)
  const read = (store: Store) => store.read((db) => readIdentity(db, store.layout, name))
  const identity = await withStore(path, read, options)
  // a session that goes by its store's name is named anew each time
  if (identity.ok && identity.value.session !== name) keepIdentity(path, stamp, identity.value)
  return identity
}

interface ReadLedgers extends Pick<GatheredUsage, 'titles'> {
  readonly sessions: UsageSession[]
  readonly unreadable: StoreError[]
}

/** Tool records are only looked through in a session that has children here: only there can a successor matter. */
async function readAll(candidates: readonly Candidate[]): Promise<ReadLedgers> {
  const parents = new Set(candidates.map(({ parent }) => parent))
  const sessions: UsageSession[] = []
  const titles = new Map<string, string>()
  const unreadable: StoreError[] = []
  for (const [at, { path, name, session }] of candidates.entries()) {
    if (at % READ_AT_ONCE === READ_AT_ONCE - 1) await setImmediate()
    const read = await withStore(path, (store) =>
      store.read((db) => ({
        title: readTitle(db, store.layout),
        usage: readUsageSession(db, store.layout, name, parents.has(session))
      }))
    )
    if (!read.ok) {
      unreadable.push(read.error)
      continue
    }
    sessions.push(read.value.usage)
    if (read.value.title !== '') titles.set(session, read.value.title)
  }
  return { sessions, unreadable, titles }
}

/** Opens a store for one piece of work and closes it again. */
export async function withStore<T>(
  path: string,
  body: (store: Store) => Promise<Result<T, StoreError>>,
  options: CopyOptions = {}
): Promise<Result<T, StoreError>> {
  const store = await openStore(path, options)
  if (!store.ok) return store
  try {
    return await body(store.value)
  } finally {
    await store.value.close()
  }
}
