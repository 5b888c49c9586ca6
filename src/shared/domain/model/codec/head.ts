import type {
  CheckpointManifest,
  ContextApproach,
  LedgerEntry,
  ModeTurnOptions,
  PromptUsage,
  SessionConfig,
  SessionHead,
  SessionMeta,
  TokenUsage,
  TurnState
} from '../head'
import { array, i64, json, string, u64 } from './basic'
import { type Codec, fail } from './codec'
import { defaulted, nullable, optional, required, struct, tag } from './struct'
import { tagged } from './tagged'

/** The head, the checkpoint manifest and what they consist of (store-format.md §5, §7.3, §8). */

type Approach<K extends ContextApproach['kind']> = Extract<ContextApproach, { kind: K }>

const rollingHistory = struct<Approach<'rolling_history'>>({ kind: tag('rolling_history') })

/** Unlike every other struct, this one refuses unknown keys, even null ones. */
const onlyRollingHistory: Codec<Approach<'rolling_history'>> = {
  read(raw, at) {
    const value = rollingHistory.read(raw, at)
    const keys = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? Object.keys(raw) : []
    return keys.length > 1 ? fail('rolling_history takes no other key') : value
  },
  write: (value) => rollingHistory.write(value)
}

export const contextApproach = tagged<'kind', ContextApproach>('kind', {
  rolling_history: onlyRollingHistory,
  observational_memory: struct<Approach<'observational_memory'>>({
    kind: tag('observational_memory'),
    observation_message_tokens: required(u64),
    observation_buffer_tokens: required(u64),
    observation_block_after_tokens: required(u64),
    observation_max_tokens_per_batch: required(u64),
    previous_observer_tokens: required(u64),
    reflection_observation_tokens: required(u64),
    reflection_buffer_activation_bps: defaulted(u64, 5000n),
    reflection_block_after_tokens: required(u64)
  })
})

export const config = struct<SessionConfig>({
  provider_id: required(string),
  configured_model: required(string),
  context_window: required(u64),
  execution_mode: required(string),
  standard_context_approach: optional(contextApproach),
  model_variant: optional(string)
})

export const tokenUsage = struct<TokenUsage>({
  input_tokens: required(i64),
  output_tokens: required(i64),
  cached_input_tokens: required(i64),
  reasoning_tokens: defaulted(i64, 0n)
})

export const promptUsage = struct<PromptUsage>({
  prompt_context_tokens: required(u64),
  input_tokens: required(u64),
  cached_input_tokens: required(u64),
  context_budget_tokens: defaulted(u64, 0n)
})

export const ledgerEntry = struct<LedgerEntry>({
  source: required(string),
  model: required(string),
  usage: required(tokenUsage)
})

/** A token ledger inside a larger value: not written when empty. */
export const ledger = defaulted(array(ledgerEntry), [], (entries) => entries.length > 0)

export const modeTurnOptions = struct<ModeTurnOptions>({
  mode_id: required(string),
  payload: defaulted(json, null)
})

export const head = struct<SessionHead>({
  session_id: defaulted(string, 'root'),
  head_revision: defaulted(u64, 0n),
  config: required(config),
  checkpoint_ref: optional(string),
  leaf_node_id: optional(string),
  graph_node_count: defaulted(u64, 0n),
  token_ledger: ledger
})

export const NO_TOKENS: TokenUsage = {
  input_tokens: 0n,
  output_tokens: 0n,
  cached_input_tokens: 0n,
  reasoning_tokens: 0n
}

export const DEFAULT_MODE_TURN_OPTIONS: ModeTurnOptions = { mode_id: 'standard', payload: new Map() }

const turnState = struct<TurnState>({
  turn_index: required(u64),
  token_usage: defaulted(tokenUsage, NO_TOKENS),
  last_prompt_usage: optional(promptUsage),
  mode_turn_options: defaulted(modeTurnOptions, DEFAULT_MODE_TURN_OPTIONS)
})

export const checkpoint = struct<CheckpointManifest>({
  turn_state: defaulted(turnState, {
    turn_index: 0n,
    token_usage: NO_TOKENS,
    mode_turn_options: DEFAULT_MODE_TURN_OPTIONS
  }),
  tool_state_ref: optional(string),
  plugin_snapshot_ref: optional(string),
  plugin_snapshot_revision: optional(u64),
  execution_state_ref: optional(string)
})

export const sessionMeta = struct<SessionMeta>({
  session_id: required(string),
  session_name: required(string),
  created_at: required(string),
  model: required(string),
  cwd: nullable(string),
  parent_session_id: nullable(string)
})
