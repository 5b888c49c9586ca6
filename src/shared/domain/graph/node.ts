import type { Message, SessionGraph, SessionNode, ToolCallRecord } from '@shared/domain/model/node'

/** The message of a conversation node, or undefined for every other node. */
export function messageOf(node: SessionNode): Message | undefined {
  return node.kind === 'event' && node.event.kind === 'Conversation' ? node.event.message : undefined
}

/** Stable key and record of a tool node, or undefined for every other node. */
export function toolCallOf(
  node: SessionNode
): { readonly stable_key: string; readonly record: ToolCallRecord } | undefined {
  return node.kind === 'event' && node.event.kind === 'Tool' ? node.event : undefined
}

/** A transient message stays in the graph but never enters the read model (store-format.md §6.1, §9.2). */
export function isTransient(message: Message): boolean {
  return message.origin?.transient === true
}

/** A graph value; an absent leaf has no key, as in the stored form. */
export function graphOf(nodes: readonly SessionNode[], leaf: string | undefined): SessionGraph {
  return leaf === undefined ? { nodes } : { nodes, leaf_node_id: leaf }
}
