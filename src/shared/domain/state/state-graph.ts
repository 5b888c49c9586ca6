import {
  appendActiveConversationMessages as appendConversation,
  appendActiveReadDelta as appendDelta,
  appendEvent,
  appendPlugin
} from '@shared/domain/graph/append'
import type { Fresh } from '@shared/domain/graph/fresh'
import { forkCurrentPath, healOrphanedLeaf } from '@shared/domain/graph/leaf'
import {
  replaceActiveToolCalls as replaceCalls,
  replaceActiveReadState as replaceRead
} from '@shared/domain/graph/replace'
import { WorkingGraph } from '@shared/domain/graph/working-graph'
import type { Message, Part, SessionGraph, ToolCallRecord } from '@shared/domain/model/node'
import type {
  AppendNode,
  PersistedSessionState,
  PluginMessage,
  SessionStateEnvelope
} from '@shared/domain/model/state'

/** Operations of a session state on its graph (store-format.md §11.1, §11.4). They take either form of a state. */

/** How much of the graph the runtime keeps in memory. */
export type Residency = 'KeepAll' | 'ActivePathOnly'

/** Replaces messages and calls of the active path; clears the replace flag, as the original does (§11.1). */
export function replaceActiveReadState<S extends SessionStateEnvelope>(
  state: S,
  messages: readonly Message[],
  calls: readonly ToolCallRecord[],
  fresh: Fresh
): S {
  return withoutReplaceFlag(editGraph(state, (graph) => replaceRead(graph, messages, calls, fresh)))
}

/** Replaces the calls of the active path; clears the replace flag, too. */
export function replaceActiveToolCalls<S extends SessionStateEnvelope>(
  state: S,
  calls: readonly ToolCallRecord[],
  fresh: Fresh
): S {
  return withoutReplaceFlag(editGraph(state, (graph) => replaceCalls(graph, calls, fresh)))
}

/** Appends what the read model does not hold yet; the replace flag stays. */
export function appendActiveReadDelta<S extends SessionStateEnvelope>(
  state: S,
  messages: readonly Message[],
  calls: readonly ToolCallRecord[],
  fresh: Fresh
): S {
  return editGraph(state, (graph) => appendDelta(graph, messages, calls, fresh))
}

/** Appends every non-transient message; the replace flag stays. */
export function appendActiveConversationMessages<S extends SessionStateEnvelope>(
  state: S,
  messages: readonly Message[],
  fresh: Fresh
): S {
  return editGraph(state, (graph) => appendConversation(graph, messages, fresh))
}

/** Heals the leaf; a change means that the next commit rewrites the whole graph. Never clears the flag (§11.1). */
export function normalizeSessionGraph(state: PersistedSessionState): PersistedSessionState {
  const healed = healOrphanedLeaf(state.session_graph)
  return healed.changed ? { ...state, session_graph: healed.graph, graph_replace_required: true } : state
}

/**
 * Trims the resident graph to its active path if that is the residency. Heal first, on the full graph: where the leaf does
 * not resolve, nothing is left (§11.6, §14.26).
 */
export function applyResidencyOnLoad(
  state: PersistedSessionState,
  residency: Residency
): PersistedSessionState {
  return residency === 'KeepAll' ? state : { ...state, session_graph: forkCurrentPath(state.session_graph) }
}

/**
 * Appends nodes handed in from outside below the leaf, then heals (§11.4): messages and events as `e…` nodes, plugin
 * nodes as `x…`. Gives the new state and the ids of the new nodes.
 */
export function appendSessionNodesToState(
  state: PersistedSessionState,
  nodes: readonly AppendNode[],
  fresh: Fresh
): { readonly state: PersistedSessionState; readonly node_ids: readonly string[] } {
  const ids: string[] = []
  const edited = editGraph(state, (graph) => {
    for (const node of nodes) ids.push(appendNode(graph, node, fresh))
  })
  return { state: normalizeSessionGraph(edited), node_ids: ids }
}

function appendNode(graph: WorkingGraph, node: AppendNode, fresh: Fresh): string {
  switch (node.kind) {
    case 'message':
      return appendEvent(
        graph,
        { kind: 'Conversation', message: pluginMessageToMessage(node.message, fresh) },
        fresh
      )
    case 'event':
      return appendEvent(graph, node.event, fresh)
    case 'plugin':
      return appendPlugin(graph, node.plugin_type, node.body, fresh)
  }
}

/** Gives an outside message its ids and origin; with parts its `content` is dropped, images always are (§11.4). */
function pluginMessageToMessage(message: PluginMessage, fresh: Fresh): Message {
  const id = `m${fresh.freshHex()}`
  const parts: readonly Part[] =
    message.parts.length > 0
      ? message.parts
      : [{ id: '', kind: 'Text', content: message.content, prune_state: { kind: 'Intact' } }]
  return {
    id,
    role: message.role,
    parts: parts.map((part, at) => ({ ...part, id: `${id}.p${at}` })),
    origin: { kind: 'plugin', plugin_id: 'plugin', transient: false }
  }
}

function editGraph<S extends { readonly session_graph: SessionGraph }>(
  state: S,
  edit: (graph: WorkingGraph) => void
): S {
  const graph = new WorkingGraph(state.session_graph)
  edit(graph)
  return { ...state, session_graph: graph.toGraph() }
}

function withoutReplaceFlag<S extends SessionStateEnvelope>(state: S): S {
  return 'graph_replace_required' in state ? { ...state, graph_replace_required: false } : state
}
