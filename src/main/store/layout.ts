import { parseJson } from '@shared/json/parse'
import { err, ok, type Result } from '@shared/result'
import { asNumber, asText, type Connection, type SqlValue } from './connection'
import { type Columns, hasColumns, laterSchema } from './later-schemas'
import { type StoreError, storeError } from './store-error'

/** The eras whose stores can be read: per-session files of lash v0.1.0-alpha.1 to alpha.9. */
export type Era = 'a1' | 'a2-a3' | 'a4-a7' | 'a8-a9'
/** `none` = no table of lash is there, but lash would take the file over as a new store. */
export type StoreEra = Era | 'none'

/** Which tables a store has and how they are shaped (store-versions.md §1.2, §2). */
export interface StoreLayout {
  readonly era: StoreEra
  readonly userVersion: number
  readonly tables: ReadonlySet<LashTable>
  /** `session_head.head_revision`; missing in files of `user_version` 14. */
  readonly hasRevisionColumn: boolean
  readonly hasParentColumn: boolean
  readonly hasRelationColumn: boolean
  /** User tables that are not of the shape of lash's five, also where they bear the same name. */
  readonly foreignTables: readonly string[]
}

export const LASH_TABLES = ['session_head', 'session_meta', 'graph_nodes', 'usage_deltas', 'blobs'] as const
export type LashTable = (typeof LASH_TABLES)[number]

/** The columns that make a table lash's own, in every era read here. */
const NEEDED_COLUMNS: Record<LashTable, readonly string[]> = {
  session_head: ['singleton', 'head_json'],
  session_meta: ['singleton', 'session_id', 'session_name', 'created_at', 'model', 'cwd'],
  graph_nodes: ['seq', 'node_id', 'node_json', 'tombstoned'],
  usage_deltas: [
    ...['seq', 'source', 'model'],
    ...['input_tokens', 'output_tokens', 'cached_input_tokens', 'reasoning_tokens']
  ],
  blobs: ['hash', 'content']
}

/** Versions that lash v0.1.0-alpha.1 to alpha.7 stamps; with one of them it takes over even a foreign database. */
const TAKEN_OVER: ReadonlySet<number> = new Set([15, 16, 17])
const NEWEST_KNOWN_VERSION = 38

/**
 * Tells the layout by structure, never by number alone. Errors: foreign, known but not yet readable, newer, altered: lash
 * makes a table that is missing, but fails on one of its name that lacks a column it needs.
 */
export function detectLayout(db: Connection, path: string): Result<StoreLayout, StoreError> {
  const columns = readColumns(db)
  const userVersion = asNumber(db.first('PRAGMA user_version')?.[0])
  const tables = new Set(LASH_TABLES.filter((table) => hasColumns(columns, table, NEEDED_COLUMNS[table])))
  const layout: StoreLayout = {
    era: 'none',
    userVersion,
    tables,
    hasRevisionColumn: hasColumns(columns, 'session_head', ['head_revision']),
    hasParentColumn: hasColumns(columns, 'session_meta', ['parent_session_id']),
    hasRelationColumn: hasColumns(columns, 'session_meta', ['relation_json']),
    foreignTables: [...columns.keys()].filter(
      (name) => !LASH_TABLES.some((table) => table === name && tables.has(table))
    )
  }
  if (SESSION_TABLES.every((table) => !tables.has(table))) {
    const taken =
      columns.size === 0 ? userVersion === 0 || TAKEN_OVER.has(userVersion) : TAKEN_OVER.has(userVersion)
    return taken ? ok(layout) : err(storeError('foreign', path))
  }
  if (userVersion > NEWEST_KNOWN_VERSION) return err(tooNew(path, userVersion))
  if (asText(db.first('PRAGMA encoding')?.[0]) !== 'UTF-8') return err(notUtf8(path))
  const later = laterSchema(columns, () => hasLaterConfig(db, tables))
  if (later !== undefined) return err(notYetReadable(path, later, userVersion))
  const altered = LASH_TABLES.find((table) => columns.has(table) && !tables.has(table))
  if (altered !== undefined) return err(alteredTable(path, altered, columns.get(altered)))
  const beyond = tables.has('graph_nodes') ? numberBeyond(db) : undefined
  if (beyond !== undefined) return err(numberedBeyond(path, beyond))
  return ok({ ...layout, era: eraOf(columns) })
}

/** The first or last number of a row where JavaScript cannot hold it exactly; lash counts up from 1. */
function numberBeyond(db: Connection): SqlValue | undefined {
  const ends = db.first('SELECT (SELECT min(seq) FROM graph_nodes), (SELECT max(seq) FROM graph_nodes)') ?? []
  return ends.find((seq) => seq !== null && !(typeof seq === 'bigint' && Number.isSafeInteger(Number(seq))))
}

const SESSION_TABLES = ['session_head', 'session_meta', 'graph_nodes'] as const

function readColumns(db: Connection): Columns {
  const columns = new Map<string, Set<string>>()
  const rows = db.all(
    `SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`
  )
  for (const [table, column] of rows) {
    const name = asText(table) ?? ''
    const known = columns.get(name) ?? new Set()
    columns.set(name, known.add(asText(column) ?? ''))
  }
  return columns
}

function eraOf(columns: Columns): Era {
  if (columns.has('session_meta') && !hasColumns(columns, 'session_meta', ['parent_session_id']))
    return 'a8-a9'
  if (columns.has('runtime_turn_checkpoints')) return 'a4-a7'
  return hasColumns(columns, 'session_meta', ['relation_json']) ? 'a2-a3' : 'a1'
}

/** From alpha.10 on `config` names its model in an object; a head that cannot be read tells nothing. */
function hasLaterConfig(db: Connection, tables: ReadonlySet<LashTable>): boolean {
  if (!tables.has('session_head')) return false
  const head = parseJson(asText(db.first('SELECT head_json FROM session_head')?.[0]) ?? '')
  const config = head.ok && head.value instanceof Map ? head.value.get('config') : undefined
  return config instanceof Map && config.get('model') instanceof Map && !config.has('configured_model')
}

function notYetReadable(path: string, schema: string, userVersion: number): StoreError {
  return {
    ...storeError('not-yet-readable', path, `user_version ${userVersion}`),
    message: `This session store was written by ${schema}: a known kind, not yet readable.`
  }
}

function alteredTable(path: string, table: LashTable, has: ReadonlySet<string> | undefined): StoreError {
  const lost = NEEDED_COLUMNS[table].filter((column) => has?.has(column) !== true)
  return storeError('altered', path, `The table ${table} has no ${lost.join(', no ')}.`)
}

const numberedBeyond = (path: string, seq: SqlValue): StoreError => ({
  ...storeError('altered', path, `seq ${String(seq)} in graph_nodes`),
  message: 'A row of this store is numbered beyond what lash can have counted to, so it is not read here.',
  advice: 'A program other than lash may have changed it; open an earlier copy of the file.'
})

/** Rows are looked at as bytes, so a text that SQLite converts for its reader would be taken for another one. */
function notUtf8(path: string): StoreError {
  return {
    ...storeError('not-yet-readable', path),
    message: 'This database keeps its texts as UTF-16, which no lash writes, so it is not read here.',
    advice: 'Copy it into a database of UTF-8 first: `sqlite3 store.db .dump | sqlite3 copy.db`.'
  }
}

function tooNew(path: string, userVersion: number): StoreError {
  return {
    ...storeError('newer', path, `user_version ${userVersion}`),
    message: `This session store has schema version ${userVersion}; the newest known here is ${NEWEST_KNOWN_VERSION}.`
  }
}
