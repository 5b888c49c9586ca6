import { basename, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Finding } from '@shared/domain/findings/finding'
import { sessionFindings } from '@shared/domain/findings/session-findings'
import type { FolderListing, ListedFolder, ListedStore } from '@shared/ipc/store'
import { err, ok, type Result } from '@shared/result'
import type { Connection } from '../store/connection'
import { databaseFindings, headFact } from '../store/findings'
import { foldersIn, storeFilesIn } from '../store/folder'
import { readHead } from '../store/head'
import type { StoreLayout } from '../store/layout'
import { LISTED_COPY_BYTES } from '../store/listed'
import { readMeta } from '../store/meta'
import { openStore, type Store } from '../store/open-store'
import { distinctFiles } from '../store/real-path'
import { countNodeRows, stateOfId } from '../store/rows'
import { statStore } from '../store/stamp'
import { type StoreError, storeError } from '../store/store-error'
import { readTitle } from './overview'

/** A root session of the command-line program; one with a parent is a fork that the user made (store-format.md §1.2). */
const PROGRAM_NAME = /^\d{8}_\d{6}\.db$/

/** Told the stores that have been listed since the last time, and how far the listing has come, in files. */
export type TellListed = (stores: readonly ListedStore[], done: number, total: number) => void

/** A folder may hold ten thousand stores: what has been listed is told so often, ms. */
const TELL_MS = 250
/** After so many ms others get their turn. */
const TURN_MS = 20
/** Of a folder without stores so many of its folders are looked into, for how many stores each holds. */
const LOOKED_INTO = 200

/**
 * Lists the stores of a folder, the latest first, with a few reads per store and never all rows of one. Damaged and
 * foreign files are listed too, with what is wrong in one sentence. A folder without stores is listed with the folders in
 * it. Errors: the folder is missing or may not be read; cancelled by `signal`.
 */
export async function listFolder(
  path: string,
  tell: TellListed = () => {},
  signal?: AbortSignal
): Promise<Result<FolderListing, StoreError>> {
  const files = storeFilesIn(path)
  if (!files.ok) return files
  const waiting = distinctFiles(path, files.value)
    .map(unreadStore)
    .sort((a, b) => b.modifiedAt - a.modifiedAt)
  const stores: ListedStore[] = []
  let told = 0
  let toldAt = performance.now()
  let turnAt = toldAt
  for (const unread of waiting) {
    if (signal?.aborted === true) return err(storeError('cancelled', path))
    stores.push(await listStore(unread))
    const now = performance.now()
    if (now - toldAt > TELL_MS) {
      tell(stores.slice(told), stores.length, waiting.length)
      told = stores.length
      toldAt = now
    }
    if (now - turnAt <= TURN_MS) continue
    await setImmediate()
    turnAt = performance.now()
  }
  return ok({ path, stores, folders: waiting.length === 0 ? listFolders(path) : [] })
}

function listFolders(path: string): ListedFolder[] {
  const names = foldersIn(path)
  if (!names.ok) return []
  const folders = names.value.map((name, at) => {
    const below = join(path, name)
    const files = at < LOOKED_INTO ? storeFilesIn(below) : null
    return { path: below, name, stores: files?.ok === true ? files.value.length : null }
  })
  const holdsStores = ({ stores }: ListedFolder): boolean => stores !== null && stores > 0
  return folders.sort((a, b) => Number(holdsStores(b)) - Number(holdsStores(a)))
}

async function listStore(unread: ListedStore): Promise<ListedStore> {
  const { path } = unread
  const opened = await openStore(path, { maxBytes: LISTED_COPY_BYTES })
  if (!opened.ok) return { ...unread, problem: opened.error.message }
  const store = opened.value
  try {
    const listed = await store.read((db) => readLine(db, store))
    return listed.ok ? { ...unread, ...listed.value } : { ...unread, problem: listed.error.message }
  } finally {
    await store.close()
  }
}

const NS_PER_MS = 1_000_000n

/** What is known of a file that was not read. */
function unreadStore({ path, name }: { readonly path: string; readonly name: string }): ListedStore {
  const files = statStore(path)
  const stats = files.ok ? files.value.db : undefined
  return {
    path,
    name,
    title: '',
    bytes: stats?.bytes ?? 0,
    modifiedAt: Number((stats?.modifiedNs ?? 0n) / NS_PER_MS),
    nodes: null,
    sessionId: null,
    parentSessionId: null,
    relation: 'root',
    era: null,
    problem: null,
    findings: 0
  }
}

function readLine(db: Connection, store: Store): Partial<ListedStore> {
  const { layout, path } = store
  const head = readHead(db, layout)
  const meta = readMeta(db, layout)
  const nodes = countNodeRows(db, layout)
  const leaf = head?.head?.leaf_node_id
  const findings = [
    ...databaseFindings(store),
    ...(layout.era === 'none'
      ? []
      : sessionFindings({ head: headFact(head), meta: meta?.meta, liveRows: nodes, oddUsageRows: [] })),
    ...(leaf === undefined ? [] : leafFinding(db, layout, leaf))
  ].filter(({ severity }) => severity !== 'note')
  return {
    title: readTitle(db, layout) || (meta?.meta.session_name ?? ''),
    nodes,
    sessionId: head?.head?.session_id ?? meta?.meta.session_id ?? null,
    parentSessionId: meta?.meta.parent_session_id ?? null,
    relation: relationOf(path, meta?.relation.kind ?? 'root'),
    era: layout.era,
    problem: findings.find(({ severity }) => severity === 'damage')?.message ?? null,
    findings: findings.length
  }
}

function leafFinding(db: Connection, layout: StoreLayout, leaf: string): Finding[] {
  if (!layout.tables.has('graph_nodes')) return []
  const state = stateOfId(db, leaf)
  if (state === 'live') return []
  const what = state === undefined ? 'is not in the store' : 'is tombstoned'
  const message = `The head's leaf ${what}, so the active path is empty; open the store to see what healing would choose.`
  return [
    {
      code: state === undefined ? 'leaf-missing' : 'leaf-tombstoned',
      severity: 'damage',
      message,
      ids: [leaf]
    }
  ]
}

function relationOf(path: string, kind: 'root' | 'child' | 'handoff'): ListedStore['relation'] {
  return kind === 'child' && PROGRAM_NAME.test(basename(path)) ? 'fork' : kind
}
