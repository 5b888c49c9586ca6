import { type RowLink, rowOf, type StoreModel, type StoreRow } from '@shared/domain/state/store-model'
import { asText, type Connection, sqlErrorText } from './connection'
import { decodeRow } from './decode-row'
import { readHead } from './head'
import type { StoreEra, StoreLayout } from './layout'
import { type NodeRow, nodeRowAt, nodeRows } from './rows'

/**
 * Head and graph of a store as a model in memory, on which the runtime's next commit can be played; without usage rows
 * and blobs. Takes memory for every node of the store.
 */
export function readGraphModel(db: Connection, layout: StoreLayout): StoreModel {
  const head = readHead(db, layout)
  const rows = [...nodeRows(db, layout)].map((row) => storeRow(db, row, layout.era))
  const model = { rows, last_seq: lastSeq(db, rows), usage_deltas: [], blobs: new Map() }
  return head?.head === undefined ? model : { ...model, head: { ...head.head, head_revision: head.revision } }
}

/** A row of the model, decoded as the releases of its era do. */
export function storeRow(db: Connection, row: NodeRow, era: StoreEra): StoreRow {
  const node = decodeRow(row.json, era)
  const place = { seq: BigInt(row.seq), id: row.columnId, tombstoned: row.tombstoned }
  // In a text that decodes SQLite finds the same parent; asking it for every row would read the store twice.
  return node.ok ? { ...rowOf(node.value, place.seq), ...place } : { ...place, link: linkOf(db, row) }
}

/** The parent that the node of a row names, if one is stored there; of a row that is known to decode, in whatever era. */
export function parentIdAt(db: Connection, seq: number | undefined): string | undefined {
  const stored = seq === undefined ? undefined : nodeRowAt(db, seq)
  return stored === undefined ? undefined : storeRow(db, stored, 'a1').node?.parent_node_id
}

function linkOf(db: Connection, row: NodeRow): RowLink {
  if (row.json === undefined) return { kind: 'unreadable', reason: 'not text' }
  try {
    const parent = asText(db.first(PARENT_SQL, row.seq)?.[0])
    return parent === undefined ? { kind: 'none' } : { kind: 'parent', id: parent }
  } catch (cause) {
    sqlErrorText(cause)
    return { kind: 'unreadable', reason: 'malformed JSON' }
  }
}

/** As text, so that a parent written as a number meets the node whose id is that number (store-format.md §13). */
const PARENT_SQL = `SELECT CAST(json_extract(node_json, '$.parent_node_id') AS TEXT)
  FROM graph_nodes WHERE seq = ?`

/** The highest number SQLite has given out; rows that are gone count too. */
export function lastSeq(db: Connection, rows: readonly { readonly seq: bigint }[]): bigint {
  const highest = rows.at(-1)?.seq ?? 0n
  if (db.first(`SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'`) === undefined) return highest
  const given = db.first(`SELECT seq FROM sqlite_sequence WHERE name = 'graph_nodes'`)?.[0]
  return typeof given === 'bigint' && given > highest ? given : highest
}
