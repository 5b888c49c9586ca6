import type {
  Message,
  SessionEvent,
  SessionGraph,
  SessionNode,
  ToolCallRecord
} from '@shared/domain/model/node'
import { activePath, nodesAt } from './active-path'
import { isTransient, messageOf, toolCallOf } from './node'

/** What the model sees next: the projection of the active path, root to leaf (store-format.md §9.2). */
export interface ReadModel {
  /** Without transient messages; of a repeated message id the first one. */
  readonly messages: readonly Message[]
  /** Every tool invocation on the path, repeated ones included. */
  readonly tool_calls: readonly ToolCallRecord[]
  /** The event of every event node on the path; plugin nodes have none. */
  readonly active_events: readonly SessionEvent[]
}

/** The read model of a chain of nodes given root first. */
export function projectPath(path: readonly SessionNode[]): ReadModel {
  const taken = new Set<string>()
  const messages: Message[] = []
  for (const node of path) {
    const message = messageOf(node)
    if (message === undefined || isTransient(message) || taken.has(message.id)) continue
    taken.add(message.id)
    messages.push(message)
  }
  return {
    messages,
    tool_calls: path.flatMap((node) => toolCallOf(node)?.record ?? []),
    active_events: path.flatMap((node) => (node.kind === 'event' ? node.event : []))
  }
}

/** The read model of a graph's active path. */
export function readModel(graph: SessionGraph): ReadModel {
  return projectPath(nodesAt(graph.nodes, activePath(graph).positions))
}
