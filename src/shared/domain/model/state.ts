import type { Json, JsonObject } from '@shared/json/value'
import type {
  CheckpointManifest,
  ContextApproach,
  LedgerEntry,
  ModeTurnOptions,
  PromptUsage,
  SessionConfig,
  TokenUsage
} from './head'
import type { Part, Role, SessionEvent, SessionGraph } from './node'
import type { PromptLayer } from './prompt'
import type { PluginSnapshot, ToolState } from './snapshots'

/**
 * The host-visible state of a session (store-format.md §8). Field names are the serialised ones; a field that lash
 * writes as `null` when unset is typed `| null`, one that it leaves out is optional. Unsigned and signed 64-bit
 * fields are `bigint`.
 */

/** One flat object: `type` and the provider's own keys. Secrets are in clear: never show or log it unmasked. */
export type ProviderHandle = JsonObject

export interface SessionPolicy {
  readonly model: string
  readonly provider: ProviderHandle
  /** Tokens. */
  readonly max_context_tokens: bigint | null
  readonly model_variant: string | null
  readonly session_id: string | null
  readonly autonomous: boolean
  readonly max_turns: bigint | null
  readonly execution_mode: string
  readonly standard_context_approach?: ContextApproach
  /** Empty (`{}`) when unset; then it is not written. */
  readonly prompt: PromptLayer
}

export interface SessionStateEnvelope {
  readonly session_id: string
  readonly policy: SessionPolicy
  readonly session_graph: SessionGraph
  readonly turn_index: bigint
  readonly token_usage: TokenUsage
  readonly last_prompt_usage?: PromptUsage
  readonly mode_turn_options: ModeTurnOptions
}

export interface PersistedSessionState extends SessionStateEnvelope {
  readonly tool_state_ref?: string
  readonly tool_state_generation?: bigint
  readonly tool_state_snapshot?: ToolState
  readonly plugin_snapshot_ref?: string
  readonly plugin_snapshot_revision?: bigint
  readonly plugin_snapshot?: PluginSnapshot
  readonly execution_state_ref?: string
  readonly execution_state_snapshot?: Uint8Array
  readonly token_ledger: readonly LedgerEntry[]
  readonly checkpoint_ref?: string
  /** Never serialised. Absent: the state was never committed. */
  readonly head_revision?: bigint
  /** Never serialised. The next commit must rewrite the whole graph. */
  readonly graph_replace_required: boolean
}

/** A head together with its graph, as the runtime loads it; `SessionHead` is what the store's row holds. */
export interface SessionHeadWithGraph {
  readonly session_id: string
  readonly head_revision: bigint
  readonly graph: SessionGraph
  readonly config: SessionConfig
  readonly checkpoint_ref?: string
  readonly token_ledger: readonly LedgerEntry[]
}

/** A manifest with the contents of the blobs it refers to, where they could be read. */
export interface HydratedCheckpoint extends CheckpointManifest {
  readonly tool_state?: ToolState
  readonly plugin_snapshot?: PluginSnapshot
  readonly execution_state?: Uint8Array
}

/** A message handed in from outside; it has no ids yet (store-format.md §11.4). */
export interface PluginMessage {
  readonly role: Role
  readonly content: string
  readonly parts: readonly Part[]
  readonly images: readonly Uint8Array[]
}

export type AppendNode =
  | { readonly kind: 'message'; readonly message: PluginMessage }
  | { readonly kind: 'event'; readonly event: SessionEvent }
  | { readonly kind: 'plugin'; readonly plugin_type: string; readonly body: Json }

export interface AppendRequest {
  readonly nodes: readonly AppendNode[]
  readonly requires_ancestor_node_id: string | null
}

export type AppendResult =
  | { readonly status: 'appended'; readonly node_ids: readonly string[]; readonly leaf_node_id: string }
  | { readonly status: 'stale_branch'; readonly current_leaf_node_id: string | null }
