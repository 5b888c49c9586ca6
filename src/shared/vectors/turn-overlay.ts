import { graphCommitJson } from '@shared/domain/graph/graph-commit'
import { readModel } from '@shared/domain/graph/read-model'
import { TurnOverlay } from '@shared/domain/graph/turn-overlay'
import { WorkingGraph } from '@shared/domain/graph/working-graph'
import type { Json, JsonObject } from '@shared/json/value'
import { asArray, asObject, BadCase, member, object, text } from './case'
import { markedFresh, renameFresh } from './fresh-ids'
import { eventsOf, flag, graphOf, messagesOf, nodesJson, toolCallsOf } from './values'

/** Runs a case of `turn-overlay`: operations of a running turn on its overlay. */
export function runTurnOverlay(input: JsonObject): Json {
  const base = graphOf(input)
  const overlay = new TurnOverlay(base, markedFresh())
  const returned = asArray(member(input, 'ops'), 'ops').map((item) => runOp(overlay, asObject(item, 'op')))
  const graph = overlay.graph()
  return renameFresh(
    object({
      new_nodes: nodesJson(graph.nodes.slice(base.nodes.length)),
      leaf_node_id: graph.leaf_node_id ?? null,
      returned,
      active_path: new WorkingGraph(graph).activeNodes().map((node) => node.node_id),
      overlay_message_ids: overlay.messages.map((item) => item.id),
      overlay_tool_call_count: BigInt(overlay.toolCalls.length),
      overlay_active_event_count: BigInt(overlay.activeEvents.length),
      graph_message_ids: readModel(graph).messages.map((item) => item.id),
      graph_commit: graphCommitJson(overlay.graphCommit(flag(input, 'graph_replace_required')))
    })
  )
}

function runOp(overlay: TurnOverlay, op: JsonObject): Json {
  switch (text(op, 'op')) {
    case 'record_tool_calls':
      overlay.recordToolCalls(toolCallsOf(op))
      return null
    case 'append_events':
      overlay.appendEvents(eventsOf(op))
      return null
    case 'append_active_conversation_messages':
      overlay.appendActiveConversationMessages(messagesOf(op))
      return null
    case 'append_active_read_delta':
      overlay.appendActiveReadDelta(messagesOf(op), toolCallsOf(op))
      return null
    case 'replace_active_read_state':
      overlay.replaceActiveReadState(messagesOf(op), toolCallsOf(op))
      return null
    case 'message_delta_if_current_preserved':
      return overlay.messageDeltaIfCurrentPreserved(messagesOf(op))?.map((item) => item.id) ?? null
    default:
      throw new BadCase(`unknown operation ${text(op, 'op')}`)
  }
}
