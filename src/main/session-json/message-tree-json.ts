import { type MessageTreeNode, messageTree } from '@shared/domain/graph/message-tree'
import { messageOf } from '@shared/domain/graph/node'
import type { SessionGraph } from '@shared/domain/model/node'
import type { Json } from '@shared/json/value'

/** The message tree laid flat in depth-first order, each entry with its depth and the node ids of its children. */
export function messageTreeJson(graph: SessionGraph): Json {
  const roles = new Map(graph.nodes.map((node) => [node.node_id, messageOf(node)?.role ?? '']))
  const flat: Json[] = []
  const pending = messageTree(graph)
    .roots.map((entry) => ({ entry, depth: 0 }))
    .reverse()
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { entry, depth } = next
    flat.push(entryJson(entry, depth, roles.get(entry.node_id) ?? ''))
    for (const child of [...entry.children].reverse()) pending.push({ entry: child, depth: depth + 1 })
  }
  return flat
}

function entryJson(entry: MessageTreeNode, depth: number, role: string): Json {
  return new Map<string, Json>([
    ['node_id', entry.node_id],
    ['parent', entry.parent_message_node_id],
    ['message_id', entry.message_id],
    ['role', role],
    ['active', entry.active],
    ['depth', BigInt(depth)],
    ['children', entry.children.map((child) => child.node_id)]
  ])
}
