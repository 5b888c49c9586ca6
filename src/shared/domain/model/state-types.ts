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
import { toolCallRecord } from './codec/tool'

/** Every stored or host-visible type by the name the operation vectors use for it. */
export const STATE_TYPES: ReadonlyMap<string, Codec<unknown>> = new Map<string, Codec<unknown>>([
  ['standard_context_approach', contextApproach],
  ['mode_turn_options', modeTurnOptions],
  ['session_graph', graph],
  ['checkpoint', checkpoint],
  ['session_meta', sessionMeta],
  ['ledger_entry', ledgerEntry],
  ['prompt_usage', promptUsage],
  ['message', message],
  ['tool_call_record', toolCallRecord]
])
