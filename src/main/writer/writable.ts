import type { AppError } from '@shared/ipc/request'
import type { Plan } from '@shared/operations/plan'
import { compactObjection } from './compact'
import type { RowReader } from './rows'
import { readStoredHead } from './stamp'

/** Columns of the one layout that may be written: alpha.1 (store-format.md §3). */
const layout: Readonly<Record<string, readonly string[]>> = {
  blobs: ['hash', 'content'],
  session_head: ['singleton', 'session_id', 'head_json', 'head_revision'],
  graph_nodes: ['seq', 'node_id', 'node_json', 'tombstoned'],
  usage_deltas: [
    'seq',
    'source',
    'model',
    'input_tokens',
    'output_tokens',
    'cached_input_tokens',
    'reasoning_tokens'
  ],
  session_meta: ['singleton', 'session_id', 'session_name', 'created_at', 'model', 'cwd', 'parent_session_id']
}

/**
 * Whether the store behind the guard may be written at all: the alpha.1 layout to the column, `user_version` 15, no
 * tables of another program, for head changes the revision that the plan was made on, for compacting enough room.
 * @returns why not, or null
 */
export function checkWritable(db: RowReader, plan: Plan): AppError | null {
  const objection = readOnlyLayout(db, plan.store)
  if (objection !== null) return objection
  for (const step of plan.steps) {
    const room = step.op === 'compact-file' ? compactObjection(plan.store) : null
    if (room !== null) return room
    if (step.op !== 'write-head') continue
    const revision = readStoredHead(db)?.revision ?? 0n
    if (revision !== BigInt(step.revision)) {
      return {
        code: 'stale',
        path: plan.store,
        message: `The head is at revision ${revision}, the plan was made on ${step.revision}. Nothing was changed.`,
        advice: 'Plan again to see what would happen now.'
      }
    }
  }
  return null
}

/** Why a store of this layout can be read but not changed; null when it can. */
export function readOnlyLayout(db: RowReader, path: string): AppError | null {
  const objection = layoutObjection(db)
  if (objection === null) return null
  return {
    code: 'read-only-layout',
    path,
    message: `This store can be read but not changed: ${objection}.`,
    advice: 'Only stores written by release alpha.1 can be changed.'
  }
}

/** What is unlike the alpha.1 layout, in words; null when nothing is. */
function layoutObjection(db: RowReader): string | null {
  const [version] = db.first('PRAGMA main.user_version') ?? []
  if (version !== 15n) return `its user_version is ${String(version)}, not 15`
  const tables = namesOf(
    db,
    "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
  )
  if (tables.length === 0) return 'it holds no table of a session'
  const foreign = tables.find((name) => !Object.hasOwn(layout, name))
  if (foreign !== undefined) return `it holds a table of another program (${foreign})`
  // a trigger would change rows that no plan names
  const [active] = namesOf(db, "SELECT name FROM main.sqlite_master WHERE type IN ('trigger', 'view')")
  if (active !== undefined) return `it holds a trigger or view of another program (${active})`
  for (const [table, columns] of Object.entries(layout)) {
    const found = namesOf(db, `SELECT name FROM pragma_table_xinfo('${table}')`)
    if (found.length > 0 && found.join() !== columns.join()) return `its table ${table} has another shape`
  }
  return null
}

const namesOf = (db: RowReader, sql: string): string[] => [...db.each(sql)].map(([name]) => String(name))
