import { appendRequest, appendResult } from './codec/append'
import type { Codec } from './codec/codec'
import {
  checkpoint,
  contextApproach,
  ledgerEntry,
  modeTurnOptions,
  promptUsage,
  sessionMeta
} from './codec/head'
import { message } from './codec/message'
import { graph } from './codec/node'
import { promptLayer } from './codec/prompt'
import { provider } from './codec/provider'
import { pluginSnapshot, toolState } from './codec/snapshots'
import { headWithGraph, strictState } from './codec/state'
import { toolCallRecord } from './codec/tool'
import { usageReport } from './codec/usage'

/** Every stored or host-visible type by the name the operation vectors use for it. */
export const STATE_TYPES: ReadonlyMap<string, Codec<unknown>> = new Map<string, Codec<unknown>>([
  ['session_policy', strictState.policy],
  ['provider', provider],
  ['prompt_layer', promptLayer],
  ['standard_context_approach', contextApproach],
  ['mode_turn_options', modeTurnOptions],
  ['session_graph', graph],
  ['session_state_envelope', strictState.envelope],
  ['persisted_session_state', strictState.persisted],
  ['append_request', appendRequest],
  ['append_result', appendResult],
  ['tool_state', toolState],
  ['plugin_snapshot', pluginSnapshot],
  ['checkpoint', checkpoint],
  ['session_meta', sessionMeta],
  ['usage_report', usageReport],
  ['ledger_entry', ledgerEntry],
  ['prompt_usage', promptUsage],
  ['message', message],
  ['tool_call_record', toolCallRecord],
  ['session_head', headWithGraph]
])
