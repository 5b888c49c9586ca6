import type { Json } from '@shared/json/value'

/** `head_json` as lash decodes it (store-format.md §5). The revision that counts is the column's, not the one inside. */
export interface SessionHead {
  readonly session_id: string
  readonly head_revision: bigint
  readonly config: SessionConfig
  readonly checkpoint_ref?: string
  readonly leaf_node_id?: string
  readonly graph_node_count: bigint
  readonly token_ledger: readonly LedgerEntry[]
}

export interface SessionConfig {
  readonly provider_id: string
  readonly configured_model: string
  readonly context_window: bigint
  readonly execution_mode: string
  readonly standard_context_approach?: ContextApproach
  readonly model_variant?: string
}

export type ContextApproach =
  | { readonly kind: 'rolling_history' }
  | {
      readonly kind: 'observational_memory'
      readonly observation_message_tokens: bigint
      readonly observation_buffer_tokens: bigint
      readonly observation_block_after_tokens: bigint
      readonly observation_max_tokens_per_batch: bigint
      readonly previous_observer_tokens: bigint
      readonly reflection_observation_tokens: bigint
      readonly reflection_buffer_activation_bps: bigint
      readonly reflection_block_after_tokens: bigint
    }

/** Token counts, signed 64-bit (store-format.md §8, §12). */
export interface TokenUsage {
  readonly input_tokens: bigint
  readonly output_tokens: bigint
  readonly cached_input_tokens: bigint
  readonly reasoning_tokens: bigint
}

/** Context accounting of the last prompt, in tokens; never part of the ledger's sums. */
export interface PromptUsage {
  readonly prompt_context_tokens: bigint
  readonly input_tokens: bigint
  readonly cached_input_tokens: bigint
  readonly context_budget_tokens: bigint
}

export interface LedgerEntry {
  readonly source: string
  readonly model: string
  readonly usage: TokenUsage
}

export interface ModeTurnOptions {
  readonly mode_id: string
  readonly payload: Json
}

export interface TurnState {
  readonly turn_index: bigint
  readonly token_usage: TokenUsage
  readonly last_prompt_usage?: PromptUsage
  readonly mode_turn_options: ModeTurnOptions
}

/** The checkpoint manifest (store-format.md §7.3). */
export interface CheckpointManifest {
  readonly turn_state: TurnState
  readonly tool_state_ref?: string
  readonly plugin_snapshot_ref?: string
  readonly plugin_snapshot_revision?: bigint
  readonly execution_state_ref?: string
}

/** The `session_meta` row of an era A store. */
export interface SessionMeta {
  readonly session_id: string
  readonly session_name: string
  readonly created_at: string
  readonly model: string
  readonly cwd: string | null
  readonly parent_session_id: string | null
}
