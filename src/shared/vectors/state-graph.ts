import { appendRequest } from '@shared/domain/model/codec/append'
import type { PersistedSessionState } from '@shared/domain/model/state'
import {
  appendActiveReadDelta,
  appendSessionNodesToState,
  applyResidencyOnLoad,
  normalizeSessionGraph,
  type Residency,
  replaceActiveReadState,
  replaceActiveToolCalls
} from '@shared/domain/state/state-graph'
import type { Json, JsonObject } from '@shared/json/value'
import { BadCase, member, object, text } from './case'
import { markedFresh, renameFresh } from './fresh-ids'
import { stateJson, stateOf } from './state-values'
import { decoded, messagesOf, toolCallsOf } from './values'

/** Runs a case of `state-graph`: one operation of a session state on its graph. */
export function runStateGraph(input: JsonObject): Json | undefined {
  const state = stateOf(input)
  if (text(input, 'op') === 'append_session_nodes_to_state') return runAppendNodes(input, state)
  const changed = change(input, state)
  return changed === undefined ? undefined : renameFresh(object({ after: stateJson(changed) }))
}

function change(input: JsonObject, state: PersistedSessionState): PersistedSessionState | undefined {
  const fresh = markedFresh()
  switch (text(input, 'op')) {
    case 'normalize_session_graph':
      return normalizeSessionGraph(state)
    case 'apply_residency_on_load':
      return applyResidencyOnLoad(state, residencyOf(input))
    case 'replace_active_read_state':
      return replaceActiveReadState(state, messagesOf(input), toolCallsOf(input), fresh)
    case 'replace_active_tool_calls':
      return replaceActiveToolCalls(state, toolCallsOf(input), fresh)
    case 'append_active_read_delta':
      return appendActiveReadDelta(state, messagesOf(input), toolCallsOf(input), fresh)
    default:
      return undefined
  }
}

function runAppendNodes(input: JsonObject, state: PersistedSessionState): Json {
  const request = object({ nodes: member(input, 'nodes') })
  const { nodes } = decoded(appendRequest, request, 'nodes')
  const appended = appendSessionNodesToState(state, nodes, markedFresh())
  return renameFresh(object({ after: stateJson(appended.state), node_ids: appended.node_ids }))
}

export function residencyOf(input: JsonObject): Residency {
  const residency = text(input, 'residency')
  if (residency === 'KeepAll' || residency === 'ActivePathOnly') return residency
  throw new BadCase(`unknown residency ${residency}`)
}
