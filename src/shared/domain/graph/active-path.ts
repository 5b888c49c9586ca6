import type { SessionGraph } from '@shared/domain/model/node'

/** What the shape of a graph needs of a node; every decoded node has it. */
export interface NodeLinks {
  readonly node_id: string
  readonly parent_node_id?: string
}

/** Node id → position in `nodes`. */
export type NodeIndex = ReadonlyMap<string, number>

/** How the walk from the leaf towards the root ended. */
export type PathEnd =
  | { readonly kind: 'no-leaf' }
  | { readonly kind: 'root' }
  /** `id` is the parent (or the leaf itself, when the path is empty) that the graph does not hold. */
  | { readonly kind: 'missing'; readonly id: string }
  /** Node ids of the loop: each member's parent is the next one, the last one's parent is the first. */
  | { readonly kind: 'cycle'; readonly members: readonly string[] }

export interface ActivePath {
  /** Positions in `nodes`, root first. With a cycle every node of the walk once. */
  readonly positions: readonly number[]
  readonly end: PathEnd
}

/** Maps every node id to its position; of a repeated id the last position wins (store-format.md §9.1). */
export function indexNodes(nodes: readonly NodeLinks[]): Map<string, number> {
  const index = new Map<string, number>()
  for (const [position, node] of nodes.entries()) index.set(node.node_id, position)
  return index
}

/** The chain of parents from `leaf` up, in linear time, also where the original runtime would never return. */
export function pathTo(nodes: readonly NodeLinks[], index: NodeIndex, leaf: string | undefined): ActivePath {
  if (leaf === undefined) return { positions: [], end: { kind: 'no-leaf' } }
  const walked: number[] = []
  const step = new Map<number, number>()
  const finish = (end: PathEnd): ActivePath => ({ positions: walked.reverse(), end })
  let id: string | undefined = leaf
  while (id !== undefined) {
    const position: number | undefined = index.get(id)
    const node: NodeLinks | undefined = position === undefined ? undefined : nodes[position]
    if (position === undefined || node === undefined) return finish({ kind: 'missing', id })
    const loopStart = step.get(position)
    if (loopStart !== undefined)
      return finish({ kind: 'cycle', members: idsAt(nodes, walked.slice(loopStart)) })
    step.set(position, walked.length)
    walked.push(position)
    id = node.parent_node_id
  }
  return finish({ kind: 'root' })
}

/** The active path of a graph (store-format.md §9.1), with a guard against cycles. */
export function activePath(graph: SessionGraph): ActivePath {
  return pathTo(graph.nodes, indexNodes(graph.nodes), graph.leaf_node_id)
}

/** The node ids at the given positions, in that order. */
export function idsAt(nodes: readonly NodeLinks[], positions: readonly number[]): string[] {
  return nodesAt(nodes, positions).map((node) => node.node_id)
}

/** The nodes at the given positions, in that order. */
export function nodesAt<N>(nodes: readonly N[], positions: readonly number[]): N[] {
  return positions.flatMap((position) => nodes[position] ?? [])
}
