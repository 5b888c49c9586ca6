import { activePath, idsAt } from '@shared/domain/graph/active-path'
import { appendMessage } from '@shared/domain/graph/append'
import { branchTo, forkCurrentPath, healOrphanedLeaf } from '@shared/domain/graph/leaf'
import { firstUserMessage, userMessageCount } from '@shared/domain/graph/listing'
import { type MessageTreeNode, messageTree } from '@shared/domain/graph/message-tree'
import { orphanedNodeIds } from '@shared/domain/graph/orphans'
import { readModel } from '@shared/domain/graph/read-model'
import { WorkingGraph } from '@shared/domain/graph/working-graph'
import { message } from '@shared/domain/model/codec/message'
import { toolCallRecord } from '@shared/domain/model/codec/tool'
import type { Message, SessionGraph } from '@shared/domain/model/node'
import type { Json, JsonObject } from '@shared/json/value'
import { object, type VectorRunner } from './case'
import { markedFresh } from './fresh-ids'
import { runGraphOps } from './graph-ops'
import { runTurnOverlay } from './turn-overlay'
import { encoded, graphOf, optionalText } from './values'

/** Runners of the vectors about one graph (vectors/README.md). */
export const graphRunners: Readonly<Record<string, VectorRunner>> = {
  'graph-read': runRead,
  'graph-heal': runHeal,
  'graph-branch': runBranch,
  'graph-fork': runFork,
  'graph-append': runGraphOps,
  'graph-replace': runGraphOps,
  'turn-overlay': runTurnOverlay
}

function runRead(input: JsonObject): Json {
  const graph = graphOf(input)
  const { positions } = activePath(graph)
  const read = readModel(graph)
  return object({
    active_path: pathIds(graph),
    active_path_indices: positions.map(BigInt),
    messages: read.messages.map((item) => encoded(message, item)),
    tool_calls: read.tool_calls.map((item) => encoded(toolCallRecord, item)),
    active_event_indices: positions.filter((at) => graph.nodes[at]?.kind === 'event').map(BigInt),
    message_tree: messageTree(graph).roots.map(treeJson),
    user_message_count: BigInt(userMessageCount(graph)),
    first_user_message: firstUserMessage(graph),
    orphaned_node_ids: hasRepeatedIds(graph) ? null : orphanedNodeIds(graph)
  })
}

function runHeal(input: JsonObject): Json {
  const { graph, changed } = healOrphanedLeaf(graphOf(input))
  return object({
    changed,
    leaf_node_id: graph.leaf_node_id ?? null,
    second_call_changed: healOrphanedLeaf(graph).changed,
    active_path_after: pathIds(graph)
  })
}

function runBranch(input: JsonObject): Json {
  const graph = branchTo(graphOf(input), optionalText(input, 'node_id'))
  const read = readModel(graph)
  const working = new WorkingGraph(graph)
  const id = appendMessage(working, questionAfterBranch, markedFresh())
  const parent = working.toGraph().nodes.at(-1)?.parent_node_id
  return object({
    leaf_node_id: graph.leaf_node_id ?? null,
    active_path: pathIds(graph),
    message_ids: read.messages.map((item) => item.id),
    tool_call_count: BigInt(read.tool_calls.length),
    then_append_message: object({
      node_id: id,
      parent_node_id: parent ?? null,
      active_path: working.activeNodes().map((node) => node.node_id)
    })
  })
}

const questionAfterBranch: Message = {
  id: 'after-branch',
  role: 'User',
  parts: [{ id: 'after-branch.p0', kind: 'Text', content: '', prune_state: { kind: 'Intact' } }]
}

function runFork(input: JsonObject): Json {
  const graph = graphOf(input)
  const fork = forkCurrentPath(graph)
  return object({
    node_ids: fork.nodes.map((node) => node.node_id),
    node_indices: fork.nodes.map((node) => BigInt(graph.nodes.lastIndexOf(node))),
    leaf_node_id: fork.leaf_node_id ?? null,
    first_parent_node_id: fork.nodes[0]?.parent_node_id ?? null,
    active_path_of_fork: pathIds(fork)
  })
}

function pathIds(graph: SessionGraph): string[] {
  return idsAt(graph.nodes, activePath(graph).positions)
}

function hasRepeatedIds(graph: SessionGraph): boolean {
  return new Set(graph.nodes.map((node) => node.node_id)).size < graph.nodes.length
}

/** The trees of the vectors are small; recursion does no harm here. */
function treeJson(entry: MessageTreeNode): Json {
  return object({ ...entry, children: entry.children.map(treeJson) })
}
