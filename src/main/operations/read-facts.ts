import type { SessionNode } from '@shared/domain/model/node'
import type { RowLink, StoreModel } from '@shared/domain/state/store-model'
import type { FactRow, GraphFacts } from '@shared/operations/facts'
import { asBytes, asNumber, type Connection } from '../store/connection'
import { lastSeq, storeRow } from '../store/graph-model'
import { type HeadRow, readHead } from '../store/head'
import type { StoreLayout } from '../store/layout'
import { nodeRows, TOMBSTONED } from '../store/rows'
import { seqRange } from '../store/seq-range'
import { textOf } from '../store/text'
import { type PlanWatch, unwatched } from './watch'

/** A row with its decoded body: good for planning and for playing the plan on a model. */
export interface FullRow extends FactRow<SessionNode> {
  readonly link: RowLink
}

export interface FullFacts extends GraphFacts<SessionNode> {
  readonly rows: readonly FullRow[]
  readonly last_seq: bigint
}

/** Rows between two words of progress. */
const STEP = 10_000

/** Reads every row with its body. Takes memory for every node of the store. */
export function readFullFacts(db: Connection, layout: StoreLayout, watch: PlanWatch = unwatched): FullFacts {
  const { first, last } = seqRange(db, layout) ?? { first: 0, last: 0 }
  const rows = Array.from(nodeRows(db, layout), (row, at): FullRow => {
    if (at % STEP === 0) watch.progress('reading', row.seq - first, last - first + 1)
    const stored = storeRow(row, layout.era)
    const event = stored.node?.kind === 'event' ? stored.node.event : undefined
    return { ...stored, bytes: row.bytes, rlm: event?.kind === 'Mode' && event.mode_id === 'rlm' }
  })
  return { rows, last_seq: lastSeq(db, rows), ...headFacts(readHead(db, layout)) }
}

function headFacts(row: HeadRow | undefined): Pick<GraphFacts, 'head'> {
  return row?.head === undefined ? {} : { head: row.head }
}

/** The store in memory, for playing commits and plans; without usage rows and blobs. */
export function modelOf(facts: FullFacts, head: HeadRow | undefined): StoreModel {
  const model = { rows: facts.rows, last_seq: facts.last_seq, usage_deltas: [], blobs: new Map() }
  return head?.head === undefined ? model : { ...model, head: { ...head.head, head_revision: head.revision } }
}

/** Tombstoned rows without their bodies, by `seq`. */
export function readTombstoned(db: Connection, layout: StoreLayout): FactRow[] {
  if (!layout.tables.has('graph_nodes')) return []
  const rows = db.each(
    `SELECT seq, CAST(node_id AS BLOB), octet_length(node_json) FROM graph_nodes WHERE ${TOMBSTONED} ORDER BY seq`
  )
  return [...rows].map(([seq, id, bytes]) => ({
    seq: typeof seq === 'bigint' ? seq : 0n,
    id: textOf(asBytes(id)),
    bytes: asNumber(bytes),
    tombstoned: true,
    rlm: false
  }))
}

/**
 * Whether the parents of the leaf run in a loop, as SQLite walks them: the runtime hangs on such a store. Told without
 * reading the rest of the graph; `UNION` drops rows seen before, so the walk ends.
 */
export function loopsAtLeaf(db: Connection, layout: StoreLayout, leaf: string | undefined): boolean {
  if (leaf === undefined || !layout.tables.has('graph_nodes')) return false
  let parent: unknown = null
  for (const [above] of db.each(WALK, leaf)) parent = above
  if (parent === null) return false
  return (
    db.first('SELECT 1 FROM graph_nodes WHERE node_id = ? AND tombstoned = 0', String(parent)) !== undefined
  )
}

/** Where `json_extract` would fail, and the load with it, the walk ends; 2 lets JSON5 pass, as `json_extract` does. */
const PARENT = `CASE WHEN typeof(node_json) = 'text' AND json_valid(node_json, 2)
  THEN json_extract(node_json, '$.parent_node_id') END`
const WALK = `WITH RECURSIVE walk(id, parent) AS (
  SELECT node_id, ${PARENT} FROM graph_nodes WHERE node_id = ? AND tombstoned = 0
  UNION
  SELECT g.node_id, ${PARENT.replaceAll('node_json', 'g.node_json')}
  FROM walk JOIN graph_nodes g ON g.node_id = walk.parent WHERE g.tombstoned = 0
) SELECT parent FROM walk`
