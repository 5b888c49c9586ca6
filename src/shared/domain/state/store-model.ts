import { graphOf } from '@shared/domain/graph/node'
import type { LedgerEntry, SessionHead } from '@shared/domain/model/head'
import type { SessionGraph, SessionNode } from '@shared/domain/model/node'

/**
 * A session store in memory, as far as the runtime's commits and loads look at it (store-format.md §3, §10). Any
 * reader of stores can fill it. Where only the graph is asked for, usage rows and blobs may be left out (the checkpoint is
 * then taken for lost), and nodes need no more than id, parent, kind and message id.
 */
export interface StoreModel {
  /** By `seq`. */
  readonly rows: readonly StoreRow[]
  /** The highest `seq` ever given; numbers are never used again. */
  readonly last_seq: bigint
  /** Absent where the original finds none: no row, or one that does not decode. `head_revision` is the column's. */
  readonly head?: SessionHead
  readonly usage_deltas: readonly LedgerEntry[]
  /** Logical contents by hash. */
  readonly blobs: ReadonlyMap<string, Uint8Array>
}

export interface StoreRow {
  readonly seq: bigint
  /** The `node_id` column; the JSON may say otherwise. */
  readonly id: string
  readonly tombstoned: boolean
  /** Absent when the row does not decode. */
  readonly node?: SessionNode
  /** What SQLite itself reads at `$.parent_node_id` of the text, as text: path-only loads follow that (§10.1). */
  readonly link: RowLink
}

export type RowLink =
  | { readonly kind: 'parent'; readonly id: string }
  | { readonly kind: 'none' }
  /** SQLite's JSON functions refuse the row: a path-only load that meets it fails. */
  | { readonly kind: 'unreadable'; readonly reason: 'malformed JSON' | 'not text' }

export const EMPTY_STORE: StoreModel = { rows: [], last_seq: 0n, usage_deltas: [], blobs: new Map() }

/** The row that lash writes for a node. */
export function rowOf(node: SessionNode, seq: bigint): StoreRow {
  const parent = node.parent_node_id
  return {
    seq,
    id: node.node_id,
    tombstoned: false,
    node,
    link: parent === undefined ? { kind: 'none' } : { kind: 'parent', id: parent }
  }
}

/** The graph of a full load: every live row that decodes, by `seq`, with the head's leaf (§10.1). */
export function fullGraph(store: StoreModel): SessionGraph {
  const nodes = store.rows.flatMap((row) => (row.tombstoned ? [] : (row.node ?? [])))
  return graphOf(nodes, store.head?.leaf_node_id)
}

/** Marks rows as hidden until vacuum; unknown ids are ignored (§10.3). */
export function tombstoneRows(store: StoreModel, ids: Iterable<string>): StoreModel {
  const hidden = new Set(ids)
  const rows = store.rows.map((row) => (hidden.has(row.id) ? { ...row, tombstoned: true } : row))
  return { ...store, rows }
}
