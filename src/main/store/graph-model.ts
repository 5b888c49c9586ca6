import { rowOf, type StoreModel, type StoreRow } from '@shared/domain/state/store-model'
import type { Connection } from './connection'
import { decodeRow } from './decode-row'
import { readHead } from './head'
import type { StoreEra, StoreLayout } from './layout'
import { type NodeRow, nodeRowAt, nodeRows } from './rows'
import { linkIn } from './sqlite-json'

/**
 * Head and graph of a store as a model in memory, on which the runtime's next commit can be played; without usage rows
 * and blobs. Takes memory for every node of the store.
 */
export function readGraphModel(db: Connection, layout: StoreLayout): StoreModel {
  const head = readHead(db, layout)
  const rows = Array.from(nodeRows(db, layout), (row) => storeRow(row, layout.era))
  const model = { rows, last_seq: lastSeq(db, rows), usage_deltas: [], blobs: new Map() }
  return head?.head === undefined ? model : { ...model, head: { ...head.head, head_revision: head.revision } }
}

/** A row of the model, decoded as the releases of its era do. */
export function storeRow(row: NodeRow, era: StoreEra): StoreRow {
  const node = decodeRow(row.json, era)
  const place = { seq: BigInt(row.seq), id: row.columnId, tombstoned: row.tombstoned }
  // in a text that decodes SQLite finds the same parent
  return node.ok ? { ...rowOf(node.value, place.seq), ...place } : { ...place, link: linkIn(row.json) }
}

/** The parent that the node of a row names, if one is stored there; of a row that is known to decode, in whatever era. */
export function parentIdAt(db: Connection, seq: number | undefined): string | undefined {
  const stored = seq === undefined ? undefined : nodeRowAt(db, seq)
  return stored === undefined ? undefined : storeRow(stored, 'a1').node?.parent_node_id
}

/** The highest number SQLite has given out; rows that are gone count too. */
export function lastSeq(db: Connection, rows: readonly { readonly seq: bigint }[]): bigint {
  const highest = rows.at(-1)?.seq ?? 0n
  if (db.first(`SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'`) === undefined) return highest
  const given = db.first(`SELECT seq FROM sqlite_sequence WHERE name = 'graph_nodes'`)?.[0]
  return typeof given === 'bigint' && given > highest ? given : highest
}
