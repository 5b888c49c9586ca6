import { activeReadKey, stableKey } from '@shared/domain/model/keys'
import type { Message, SessionEvent, SessionNode, ToolCallRecord } from '@shared/domain/model/node'
import type { Json } from '@shared/json/value'
import type { Fresh } from './fresh'
import { isTransient } from './node'
import { messageNodeId } from './node-ids'
import type { WorkingGraph } from './working-graph'

/** Appends a message below the leaf; an empty message id gets a fresh `m…` id first. Returns the node id (§9.3). */
export function appendMessage(graph: WorkingGraph, message: Message, fresh: Fresh): string {
  const named = message.id === '' ? { ...message, id: `m${fresh.freshHex()}` } : message
  return appendMessageNode(graph, named, fresh)
}

/** Appends a message under the id it has, even the empty one, as the replacement algorithm does. */
export function appendMessageNode(graph: WorkingGraph, message: Message, fresh: Fresh): string {
  const event: SessionEvent = { kind: 'Conversation', message }
  return graph.append(messageNodeId(graph, message.id), { kind: 'event', event }, fresh.now())
}

/** Appends an event under a fresh `e…` id, conversation events too, so that node id and message id differ. */
export function appendEvent(graph: WorkingGraph, event: SessionEvent, fresh: Fresh): string {
  return graph.append(`e${fresh.freshHex()}`, { kind: 'event', event }, fresh.now())
}

/** Appends events one below the other. @returns the ids of their nodes */
export function appendEvents(graph: WorkingGraph, events: readonly SessionEvent[], fresh: Fresh): string[] {
  return events.map((event) => appendEvent(graph, event, fresh))
}

/** Appends a plugin node under a fresh `x…` id. */
export function appendPlugin(graph: WorkingGraph, type: string, body: Json, fresh: Fresh): string {
  return graph.append(`x${fresh.freshHex()}`, { kind: 'plugin', plugin_type: type, body }, fresh.now())
}

/** Appends every non-transient message; repeated ids are not removed (§9.5). */
export function appendActiveConversationMessages(
  graph: WorkingGraph,
  messages: readonly Message[],
  fresh: Fresh
): string[] {
  return messages
    .filter((message) => !isTransient(message))
    .map((message) => appendMessage(graph, message, fresh))
}

/**
 * Appends what the read model does not hold yet: first the messages with new ids, then the calls with new keys as
 * plain events (§9.5).
 */
export function appendActiveReadDelta(
  graph: WorkingGraph,
  messages: readonly Message[],
  calls: readonly ToolCallRecord[],
  fresh: Fresh
): void {
  const current = graph.readModel()
  for (const message of newMessages(current.messages, messages)) appendMessage(graph, message, fresh)
  for (const record of newToolCalls(current.tool_calls, calls)) {
    appendEvent(graph, { kind: 'Tool', stable_key: stableKey(record), record }, fresh)
  }
}

/** Non-transient messages whose id is neither in `current` nor earlier in the list. */
export function newMessages(current: readonly Message[], messages: readonly Message[]): Message[] {
  const seen = new Set(current.map((message) => message.id))
  return messages.filter((message) => !isTransient(message) && firstTime(seen, message.id))
}

/** Calls whose active-read key is neither in `current` nor earlier in the list. */
export function newToolCalls(
  current: readonly ToolCallRecord[],
  calls: readonly ToolCallRecord[]
): ToolCallRecord[] {
  if (calls.length === 0) return []
  const seen = new Set(current.map((record) => activeReadKey(record)))
  return calls.filter((record) => firstTime(seen, activeReadKey(record)))
}

/** Hands in prebuilt nodes: the leaf follows them, their parents are not rewritten (§9.5). */
export function extendActivePath(graph: WorkingGraph, nodes: readonly SessionNode[]): void {
  for (const node of nodes) graph.extend(node)
}

function firstTime(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false
  seen.add(key)
  return true
}
