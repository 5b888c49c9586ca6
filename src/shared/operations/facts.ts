import { type ActivePath, indexNodes, type NodeLinks, pathTo } from '@shared/domain/graph/active-path'
import { parentPositions } from '@shared/domain/orphans/parents'

/** One row of `graph_nodes`, as far as planning looks at it; with all bodies decoded or with the links alone. */
export interface FactRow<N extends NodeLinks = NodeLinks> {
  readonly seq: bigint
  /** The `node_id` column; steps name rows by it. */
  readonly id: string
  readonly tombstoned: boolean
  /** Bytes of the stored JSON. */
  readonly bytes: number
  /** Absent when lash does not decode the row. */
  readonly node?: N
  /** The row holds a step of the mode `rlm`. */
  readonly rlm: boolean
}

/** What is gathered of a store before anything is decided. */
export interface GraphFacts<N extends NodeLinks = NodeLinks> {
  /** By `seq`. */
  readonly rows: readonly FactRow<N>[]
  /** Absent where lash finds no head: then there is no path, and nothing counts as an orphan. */
  readonly head?: { readonly leaf_node_id?: string }
}

/** A live row that lash decodes. */
export type LiveRow<N extends NodeLinks> = FactRow<N> & { readonly node: N }

/** The graph that lash loads in full, by position in load order. */
export interface GraphView<N extends NodeLinks = NodeLinks> {
  readonly rows: readonly LiveRow<N>[]
  readonly nodes: readonly N[]
  /** As `parentPositions` gives them. */
  readonly parents: Int32Array
  readonly path: ActivePath
  /** Whether a position is an orphan; by node id, as lash tells them. */
  readonly isOrphan: (position: number) => boolean
}

/** The graph as lash loads it in full: live rows that decode, with the path and what is off it. */
export function viewGraph<N extends NodeLinks>(facts: GraphFacts<N>): GraphView<N> {
  const rows = facts.rows.filter((row): row is LiveRow<N> => !row.tombstoned && row.node !== undefined)
  const nodes = rows.map((row) => row.node)
  const path = pathTo(nodes, indexNodes(nodes), facts.head?.leaf_node_id)
  const onPath = new Set(path.positions.map((position) => nodes[position]?.node_id))
  return {
    rows,
    nodes,
    parents: parentPositions(nodes),
    path,
    isOrphan: (position) => facts.head !== undefined && !onPath.has(nodes[position]?.node_id)
  }
}

/** Bytes of the stored JSON of these rows. */
export function bytesOf(rows: readonly FactRow[]): number {
  return rows.reduce((sum, row) => sum + row.bytes, 0)
}
