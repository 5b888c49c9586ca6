import type { SessionGraph } from '@shared/domain/model/node'
import { activePath, nodesAt } from './active-path'
import { graphOf, messageOf } from './node'

/** Moves the head to `leaf` (undefined = before everything) without any check (store-format.md §9.7). */
export function branchTo(graph: SessionGraph, leaf: string | undefined): SessionGraph {
  return graphOf(graph.nodes, leaf)
}

/**
 * Heals a leaf that is set but not in the graph: the leaf becomes the last conversation node in node order,
 * transient ones included, or none (store-format.md §9.7). A leaf that is absent or resolves is left alone. Never
 * loops; the node chosen may still lie below a cycle (§14.22), which `activePath` of the result tells.
 */
export function healOrphanedLeaf(graph: SessionGraph): {
  readonly graph: SessionGraph
  readonly changed: boolean
} {
  const leaf = graph.leaf_node_id
  if (leaf === undefined || graph.nodes.some((node) => node.node_id === leaf))
    return { graph, changed: false }
  const chosen = graph.nodes.findLast((node) => messageOf(node) !== undefined)
  return { graph: graphOf(graph.nodes, chosen?.node_id), changed: true }
}

/** Only the nodes of the active path, root first, with the same leaf; a dangling first parent stays (§9.7). */
export function forkCurrentPath(graph: SessionGraph): SessionGraph {
  return graphOf(nodesAt(graph.nodes, activePath(graph).positions), graph.leaf_node_id)
}
