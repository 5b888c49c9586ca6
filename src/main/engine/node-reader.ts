import { type GraphIndex, rowOfSeq } from '@shared/domain/columns/graph-index'
import type { NodeCard, NodeLink } from '@shared/ipc/store'
import type { Connection } from '../store/connection'
import type { StoreLayout } from '../store/layout'
import { liveNodeRow, type NodeRow, nodeRowAt } from '../store/rows'
import { cardOf, type ReadRow, readRow } from './view/card'

/** Reads single rows within one read of the store. A row below 0 is −`seq`: known before the index is. */
export class NodeReader {
  readonly #db: Connection
  readonly #layout: StoreLayout
  readonly #index: GraphIndex | undefined

  constructor(db: Connection, layout: StoreLayout, index: GraphIndex | undefined) {
    this.#db = db
    this.#layout = layout
    this.#index = index
  }

  read(row: number): ReadRow | undefined {
    const seq = row < 0 ? -row : this.#index?.seq[row]
    const stored = seq === undefined ? undefined : nodeRowAt(this.#db, seq)
    return stored === undefined ? undefined : readRow(stored, this.#layout.era)
  }

  /** The id in the JSON; of a row that does not decode, the column's. */
  idOf(row: number): string {
    const read = this.read(row)
    return read?.node?.node_id ?? read?.stored.columnId ?? ''
  }

  card(row: number): NodeCard | undefined {
    const read = this.read(row)
    return read === undefined ? undefined : cardOf(read, row)
  }

  /** The live row that has this id as the runtime reads it: the id in the JSON, of repeated ones the last. */
  rowOfId(id: string): number | undefined {
    for (const [row, renamed] of [...(this.#index?.renamed ?? [])].reverse()) {
      if (renamed === id) return row
    }
    const stored = liveNodeRow(this.#db, this.#layout, id) ?? this.#anyRow(id)
    return stored === undefined ? undefined : this.placeOf(stored)
  }

  placeOf(stored: NodeRow): number {
    const row = this.#index === undefined ? -1 : rowOfSeq(this.#index, stored.seq)
    return row < 0 ? -stored.seq : row
  }

  link(row: number): NodeLink {
    const card = this.card(row)
    return card === undefined
      ? { row: null, id: '', kind: 'lost', label: 'not stored' }
      : { row, id: card.id, kind: card.kind, label: card.label }
  }

  linkToId(id: string): NodeLink {
    const row = this.rowOfId(id)
    return row === undefined ? { row: null, id, kind: 'lost', label: 'not stored' } : this.link(row)
  }

  #anyRow(id: string): NodeRow | undefined {
    const seq = this.#db.first('SELECT seq FROM graph_nodes WHERE node_id = ?', id)?.[0]
    return typeof seq === 'bigint' ? nodeRowAt(this.#db, Number(seq)) : undefined
  }
}
