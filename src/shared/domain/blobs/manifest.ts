import { DEFAULT_MODE_TURN_OPTIONS } from '@shared/domain/model/codec/head'
import type {
  CheckpointManifest,
  ModeTurnOptions,
  PromptUsage,
  TokenUsage,
  TurnState
} from '@shared/domain/model/head'
import { NO_USAGE } from '@shared/domain/usage/token-math'
import { json } from './msgpack/containers'
import { defaulted, optional, record, required } from './msgpack/record'
import { i64, type Shape, text, u64 } from './msgpack/shape'

const tokenUsage = record<TokenUsage>({
  input_tokens: required(i64),
  output_tokens: required(i64),
  cached_input_tokens: required(i64),
  reasoning_tokens: defaulted(i64, () => 0n)
})

const promptUsage = record<PromptUsage>({
  prompt_context_tokens: required(u64),
  input_tokens: required(u64),
  cached_input_tokens: required(u64),
  context_budget_tokens: defaulted(u64, () => 0n)
})

const modeTurnOptions = record<ModeTurnOptions>({
  mode_id: required(text),
  payload: defaulted(json, () => null)
})

const turnState = record<TurnState>({
  turn_index: required(u64),
  token_usage: defaulted(tokenUsage, () => NO_USAGE),
  last_prompt_usage: optional(promptUsage),
  mode_turn_options: defaulted(modeTurnOptions, () => DEFAULT_MODE_TURN_OPTIONS)
})

/** The checkpoint manifest (store-format.md §7.3): everything in it has a default, so any map decodes as one. */
export const checkpointManifest: Shape<CheckpointManifest> = record<CheckpointManifest>({
  turn_state: defaulted(turnState, () => ({
    turn_index: 0n,
    token_usage: NO_USAGE,
    mode_turn_options: DEFAULT_MODE_TURN_OPTIONS
  })),
  tool_state_ref: optional(text),
  plugin_snapshot_ref: optional(text),
  plugin_snapshot_revision: optional(u64),
  execution_state_ref: optional(text)
})
