import type { SessionNode } from '@shared/domain/model/node'
import { err, ok, type Result } from '@shared/result'
import { type Connection, sqlErrorText } from './connection'
import { decodeRow } from './decode-row'
import type { StoreLayout } from './layout'
import { type NodeRow, nodeRowAt } from './rows'

/** Why lash's own path-only load gives no nodes. */
export type PathLoadError =
  /** SQLite's JSON parser rejects a row on the way, or the row holds no text; the load fails as a whole. */
  | { readonly kind: 'fails'; readonly columnId: string; readonly reason: string }
  /** lash would never return; the ids are the column ids of the rows walked, from the leaf up. */
  | { readonly kind: 'cycle'; readonly columnIds: readonly string[] }

/**
 * Loads the active path alone, as lash does (store-format.md §10.1, §14.24): from the leaf's row, by `node_id`
 * *column*, to the row that `$.parent_node_id` names, through live rows only, with SQLite reading the JSON. Rows that
 * lash's decoder refuses are left out but passed through. Gives the nodes root first; none when the leaf is not live.
 */
export function loadPath(
  db: Connection,
  layout: StoreLayout,
  leaf: string | undefined
): Result<SessionNode[], PathLoadError> {
  const walked = walkUp(db, layout, leaf)
  if (!walked.ok) return walked
  const nodes: SessionNode[] = []
  for (const { json } of walked.value.reverse()) {
    const node = decodeRow(json, layout.era)
    if (node.ok) nodes.push(node.value)
  }
  return ok(nodes)
}

/** The live rows from the leaf up to where the chain ends. */
function walkUp(
  db: Connection,
  layout: StoreLayout,
  leaf: string | undefined
): Result<NodeRow[], PathLoadError> {
  if (leaf === undefined || !layout.tables.has('graph_nodes')) return ok([])
  const rows: NodeRow[] = []
  const seen = new Set<number>()
  let seq = seqOf(db, 'SELECT seq FROM graph_nodes WHERE node_id = ? AND tombstoned = 0', leaf)
  while (seq !== undefined) {
    const row = nodeRowAt(db, seq)
    if (row === undefined) break
    if (seen.has(seq)) return err({ kind: 'cycle', columnIds: rows.map((each) => each.columnId) })
    seen.add(seq)
    rows.push(row)
    const parent = parentSeq(db, row)
    if (!parent.ok) return parent
    seq = parent.value
  }
  return ok(rows)
}

/** Compared inside SQL, so that a parent written as a number still meets a node whose id is that number as text. */
const PARENT_SQL = `SELECT parent.seq FROM graph_nodes child
  JOIN graph_nodes parent ON parent.node_id = json_extract(child.node_json, '$.parent_node_id')
  WHERE child.seq = ? AND parent.tombstoned = 0`

function parentSeq(db: Connection, row: NodeRow): Result<number | undefined, PathLoadError> {
  if (row.json === undefined) {
    return err({ kind: 'fails', columnId: row.columnId, reason: 'the row holds no UTF-8 text' })
  }
  try {
    return ok(seqOf(db, PARENT_SQL, row.seq))
  } catch (cause) {
    return err({ kind: 'fails', columnId: row.columnId, reason: sqlErrorText(cause) })
  }
}

function seqOf(db: Connection, sql: string, parameter: string | number): number | undefined {
  const seq = db.first(sql, parameter)?.[0]
  return typeof seq === 'bigint' ? Number(seq) : undefined
}
