/** Tables of a database with the names of their columns. */
export type Columns = ReadonlyMap<string, ReadonlySet<string>>

/** Whether a table is there with all of these columns. */
export function hasColumns(columns: Columns, table: string, needed: readonly string[]): boolean {
  const present = columns.get(table)
  return present !== undefined && needed.every((name) => present.has(name))
}

/** Tables and columns that tell a later per-session schema, the latest first (store-versions.md §1.1, §1.2). */
const LATER_SIGNS: readonly (readonly [table: string, column: string | undefined, writtenBy: string])[] = [
  ['usage_deltas', 'cache_read_input_tokens', 'lash v0.1.0-alpha.79 to alpha.113'],
  ['pending_turn_inputs', undefined, 'lash v0.1.0-alpha.75 to alpha.78'],
  ['session_execution_leases', undefined, 'lash v0.1.0-alpha.66 to alpha.74'],
  ['runtime_turn_commits', undefined, 'lash v0.1.0-alpha.17 to alpha.65'],
  ['queued_work_batches', undefined, 'lash v0.1.0-alpha.13 to alpha.16'],
  ['artifact_refs', undefined, 'lash v0.1.0-alpha.12']
]

/**
 * Who wrote a schema later than alpha.9, or `undefined` when it is none. alpha.10 and alpha.11 have the tables of
 * alpha.9, so there the shape of the head's config decides, which `hasLaterConfig` looks up.
 */
export function laterSchema(columns: Columns, hasLaterConfig: () => boolean): string | undefined {
  if (isCatalog(columns)) return catalogWriter(columns)
  if (hasColumns(columns, 'session_meta', ['parent_session_id'])) return undefined
  const sign = LATER_SIGNS.find(([table, column]) =>
    hasColumns(columns, table, column === undefined ? [] : [column])
  )
  if (sign !== undefined) return sign[2]
  return hasLaterConfig() ? 'lash v0.1.0-alpha.10 or alpha.11' : undefined
}

/** A catalog keeps all sessions of a program in one file: the head is no singleton and nodes name their session. */
function isCatalog(columns: Columns): boolean {
  const head = columns.get('session_head')
  return head === undefined ? hasColumns(columns, 'graph_nodes', ['session_id']) : !head.has('singleton')
}

function catalogWriter(columns: Columns): string {
  if (!hasColumns(columns, 'graph_nodes', ['parent_node_id']))
    return 'lash of 2026-07-28 (first catalog, version 13)'
  return hasColumns(columns, 'graph_nodes', ['generation'])
    ? 'lash of 2026-08-09 or later (catalog, versions 28 to 38)'
    : 'lash of 2026-07-28 to 2026-08-09 (catalog, versions 14 to 27)'
}
