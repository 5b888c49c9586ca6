import { indexNodes, type NodeLinks } from '@shared/domain/graph/active-path'

/** The node has no parent key. */
export const ROOT = -1
/** The node names a parent that is not among the nodes. */
export const LOST = -2

/** By position: the position of the parent, `ROOT` or `LOST`. Of a repeated id the last position counts. */
export function parentPositions(nodes: readonly NodeLinks[]): Int32Array {
  const index = indexNodes(nodes)
  return Int32Array.from(nodes, ({ parent_node_id }) =>
    parent_node_id === undefined ? ROOT : (index.get(parent_node_id) ?? LOST)
  )
}
