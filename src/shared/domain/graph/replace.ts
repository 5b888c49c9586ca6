import { encodeToolCallRecord } from '@shared/domain/model/decode'
import { activeReadKey, stableKey } from '@shared/domain/model/keys'
import type { Message, SessionNode, ToolCallRecord } from '@shared/domain/model/node'
import { appendMessageNode } from './append'
import type { Fresh } from './fresh'
import { isTransient, messageOf, toolCallOf } from './node'
import { keyedNodeId } from './node-ids'
import { WorkingGraph } from './working-graph'

type TargetItem =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'call'; readonly record: ToolCallRecord }

/**
 * Makes the read model equal to the given messages and calls (store-format.md §9.6): keeps the longest matching
 * start of the active path, moves the leaf to its end and appends the rest. What matched no longer stays in the
 * graph as an abandoned branch. Messages are compared by id only; without messages all calls vanish.
 * Gives the nodes that were kept or appended, in path order; transient and repeated nodes in between are not among
 * them, though they stay on the path.
 */
export function replaceActiveReadState(
  graph: WorkingGraph,
  messages: readonly Message[],
  calls: readonly ToolCallRecord[],
  fresh: Fresh
): SessionNode[] {
  const target = targetItems(messages, calls)
  const { kept, matched } = matchPath(graph.activeNodes(), target)
  const before = graph.nodeCount
  graph.setLeaf(kept.at(-1)?.node_id)
  for (const item of target.slice(matched)) {
    if (item.kind === 'message') appendMessageNode(graph, item.message, fresh)
    else appendToolCallNode(graph, item.record, fresh)
  }
  return [...kept, ...graph.nodesFrom(before)]
}

/** Replaces the calls and keeps the messages of the current read model (§9.6). */
export function replaceActiveToolCalls(
  graph: WorkingGraph,
  calls: readonly ToolCallRecord[],
  fresh: Fresh
): void {
  replaceActiveReadState(graph, graph.readModel().messages, calls, fresh)
}

/** A new graph that holds just these messages and calls (§9.6). */
export function fromActiveReadState(
  messages: readonly Message[],
  calls: readonly ToolCallRecord[],
  fresh: Fresh
): WorkingGraph {
  const graph = new WorkingGraph({ nodes: [] })
  replaceActiveReadState(graph, messages, calls, fresh)
  return graph
}

/** Appends a tool node under `plugin:<stable key>`, as replacements and the end of a turn do. */
export function appendToolCallNode(graph: WorkingGraph, record: ToolCallRecord, fresh: Fresh): string {
  const key = stableKey(record)
  return graph.append(
    keyedNodeId(graph, key, fresh),
    { kind: 'event', event: { kind: 'Tool', stable_key: key, record } },
    fresh.now()
  )
}

/** Messages in order, each followed by the calls anchored at it. */
function targetItems(messages: readonly Message[], calls: readonly ToolCallRecord[]): TargetItem[] {
  const kept = messages.filter((message) => !isTransient(message))
  const anchor = anchors(kept)
  const anchored = kept.map((): ToolCallRecord[] => [])
  for (const record of calls) {
    const known = record.call_id === undefined ? undefined : anchor.get(record.call_id)
    anchored[known ?? kept.length - 1]?.push(record)
  }
  return kept.flatMap((message, at) => [
    { kind: 'message' as const, message },
    ...(anchored[at] ?? []).map((record) => ({ kind: 'call' as const, record }))
  ])
}

/** Tool call id → index of the first message with a part of that id. */
function anchors(messages: readonly Message[]): Map<string, number> {
  const first = new Map<string, number>()
  for (const [at, message] of messages.entries()) {
    for (const part of message.parts) {
      if (part.tool_call_id !== undefined && !first.has(part.tool_call_id)) first.set(part.tool_call_id, at)
    }
  }
  return first
}

function matchPath(
  path: readonly SessionNode[],
  target: readonly TargetItem[]
): { readonly kept: SessionNode[]; readonly matched: number } {
  const seen = new Set<string>()
  const kept: SessionNode[] = []
  let matched = 0
  for (const node of path) {
    if (isTransientNode(node)) continue
    const key = readKey(node)
    if (key !== undefined) {
      if (seen.has(key)) continue
      const next = target[matched]
      if (next === undefined || targetKey(next) !== key) break
      seen.add(key)
      matched += 1
    }
    kept.push(node)
  }
  return { kept, matched }
}

function isTransientNode(node: SessionNode): boolean {
  const message = messageOf(node)
  return message !== undefined && isTransient(message)
}

function readKey(node: SessionNode): string | undefined {
  const message = messageOf(node)
  if (message !== undefined) return messageKey(message)
  const call = toolCallOf(node)
  if (call === undefined) return undefined
  return `tool_call:${call.stable_key}:${encodeToolCallRecord(call.record)}`
}

function targetKey(item: TargetItem): string {
  return item.kind === 'message' ? messageKey(item.message) : activeReadKey(item.record)
}

function messageKey(message: Message): string {
  return `message:${message.id}`
}
