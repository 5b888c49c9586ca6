import {
  appendActiveConversationMessages,
  appendActiveReadDelta,
  appendEvent,
  appendEvents,
  appendMessage,
  appendPlugin,
  extendActivePath
} from '@shared/domain/graph/append'
import type { Fresh } from '@shared/domain/graph/fresh'
import { readModel } from '@shared/domain/graph/read-model'
import {
  fromActiveReadState,
  replaceActiveReadState,
  replaceActiveToolCalls
} from '@shared/domain/graph/replace'
import { WorkingGraph } from '@shared/domain/graph/working-graph'
import { message } from '@shared/domain/model/codec/message'
import { event, node } from '@shared/domain/model/codec/node'
import type { Json, JsonObject } from '@shared/json/value'
import { asArray, asObject, BadCase, member, object, text } from './case'
import { markedFresh, renameFresh } from './fresh-ids'
import {
  decoded,
  eventsOf,
  graphOf,
  messagesOf,
  nodesJson,
  nodesOf,
  optionalText,
  toolCallsOf
} from './values'

/** Runs a case of `graph-append` or `graph-replace`: operations in order on one graph. */
export function runGraphOps(input: JsonObject): Json {
  const start = graphOf(input)
  const fresh = markedFresh()
  let graph = new WorkingGraph(start)
  let inputNodes = start.nodes.length
  const returned = asArray(member(input, 'ops'), 'ops').map((item): Json => {
    const op = asObject(item, 'op')
    if (text(op, 'op') !== 'from_active_read_state') return runOp(graph, op, fresh)
    graph = fromActiveReadState(messagesOf(op), toolCallsOf(op), fresh)
    inputNodes = 0
    return null
  })
  return renameFresh(
    object({
      new_nodes: nodesJson(graph.nodesFrom(inputNodes)),
      leaf_node_id: graph.leaf ?? null,
      returned,
      ...reported(graph)
    })
  )
}

function runOp(graph: WorkingGraph, op: JsonObject, fresh: Fresh): Json {
  switch (text(op, 'op')) {
    case 'append_message':
      return appendMessage(graph, decoded(message, member(op, 'message'), 'message'), fresh)
    case 'append_event':
      return appendEvent(graph, decoded(event, member(op, 'event'), 'event'), fresh)
    case 'append_events':
      return appendEvents(graph, eventsOf(op), fresh)
    case 'append_plugin':
      return appendPlugin(graph, text(op, 'plugin_type'), member(op, 'body'), fresh)
    case 'append_active_conversation_messages':
      appendActiveConversationMessages(graph, messagesOf(op), fresh)
      return null
    case 'append_active_read_delta':
      appendActiveReadDelta(graph, messagesOf(op), toolCallsOf(op), fresh)
      return null
    case 'extend_active_path':
      extendActivePath(graph, nodesOf(op))
      return null
    case 'push_node_record':
      graph.push(decoded(node, member(op, 'node'), 'node'))
      return null
    case 'replace_active_read_state':
      replaceActiveReadState(graph, messagesOf(op), toolCallsOf(op), fresh)
      return null
    case 'replace_active_tool_calls':
      replaceActiveToolCalls(graph, toolCallsOf(op), fresh)
      return null
    case 'branch_to':
      graph.setLeaf(optionalText(op, 'node_id'))
      return null
    case 'read':
      graph.readModel()
      return null
    default:
      throw new BadCase(`unknown operation ${text(op, 'op')}`)
  }
}

/** What the graph reports from its cache, and what it would report if that were built afresh, where they differ. */
function reported(graph: WorkingGraph): Record<string, Json> {
  const read = graph.readModel()
  const cached = view(
    graph.activeNodes().map((item) => item.node_id),
    read
  )
  const rebuilt = new WorkingGraph(graph.toGraph())
  const afresh = view(
    rebuilt.activeNodes().map((item) => item.node_id),
    readModel(graph.toGraph())
  )
  const same = JSON.stringify(cached) === JSON.stringify(afresh)
  return {
    active_path: cached.path,
    message_ids: cached.messages,
    tool_call_count: BigInt(cached.calls),
    active_event_count: BigInt(read.active_events.length),
    ...(same ? {} : { after_rebuild: rebuiltJson(afresh) })
  }
}

function view(path: string[], read: ReturnType<typeof readModel>): View {
  return { path, messages: read.messages.map((item) => item.id), calls: read.tool_calls.length }
}

interface View {
  readonly path: string[]
  readonly messages: string[]
  readonly calls: number
}

function rebuiltJson(afresh: View): Json {
  return object({
    active_path: afresh.path,
    message_ids: afresh.messages,
    tool_call_count: BigInt(afresh.calls)
  })
}
