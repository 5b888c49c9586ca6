import type { SessionGraph } from '@shared/domain/model/node'
import { activePath, idsAt } from './active-path'

/**
 * Ids of all nodes that the active path does not reach, in node order. With a leaf that is null or does not
 * resolve, that is every node (store-format.md §11.6).
 */
export function orphanedNodeIds(graph: SessionGraph): string[] {
  const onPath = new Set(idsAt(graph.nodes, activePath(graph).positions))
  return graph.nodes.map((node) => node.node_id).filter((id) => !onPath.has(id))
}
