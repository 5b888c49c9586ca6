import type { SessionConfig } from '@shared/domain/model/head'
import type {
  HydratedCheckpoint,
  PersistedSessionState,
  SessionHeadWithGraph,
  SessionPolicy
} from '@shared/domain/model/state'
import { defined } from './defined'

/**
 * The policy with a stored config laid over it (store-format.md §11.2): the model only if it is not empty, the
 * context window only if it is known; mode, approach and variant always, to none as well. The provider id is ignored.
 */
export function applyPersistedSessionConfig(policy: SessionPolicy, config: SessionConfig): SessionPolicy {
  return defined({
    ...policy,
    model: config.configured_model === '' ? policy.model : config.configured_model,
    max_context_tokens: config.context_window > 0n ? config.context_window : policy.max_context_tokens,
    model_variant: config.model_variant ?? null,
    execution_mode: config.execution_mode,
    standard_context_approach: config.standard_context_approach
  })
}

/**
 * The state with a stored checkpoint laid over it (§11.2). None clears refs and snapshots but keeps the turn state.
 * The execution state's snapshot never comes along, even where it could be read.
 */
export function applySessionCheckpoint(
  state: PersistedSessionState,
  checkpoint: HydratedCheckpoint | undefined
): PersistedSessionState {
  const cleared = withoutCheckpoint(state)
  if (checkpoint === undefined) return cleared
  return defined({
    ...cleared,
    turn_index: checkpoint.turn_state.turn_index,
    token_usage: checkpoint.turn_state.token_usage,
    last_prompt_usage: checkpoint.turn_state.last_prompt_usage,
    mode_turn_options: checkpoint.turn_state.mode_turn_options,
    tool_state_ref: checkpoint.tool_state_ref,
    tool_state_generation: checkpoint.tool_state?.generation,
    tool_state_snapshot: checkpoint.tool_state,
    plugin_snapshot_ref: checkpoint.plugin_snapshot_ref,
    plugin_snapshot_revision: checkpoint.plugin_snapshot_revision,
    plugin_snapshot: checkpoint.plugin_snapshot,
    execution_state_ref: checkpoint.execution_state_ref
  })
}

/** The state with a stored head laid over it; its session id stays (§11.2). */
export function applySessionHead(
  state: PersistedSessionState,
  head: SessionHeadWithGraph
): PersistedSessionState {
  return defined({
    ...withoutCheckpoint(state),
    session_graph: head.graph,
    checkpoint_ref: head.checkpoint_ref,
    token_ledger: head.token_ledger,
    head_revision: head.head_revision,
    graph_replace_required: false,
    policy: applyPersistedSessionConfig(state.policy, head.config)
  })
}

function withoutCheckpoint(state: PersistedSessionState): PersistedSessionState {
  return defined({
    ...state,
    tool_state_ref: undefined,
    tool_state_generation: undefined,
    tool_state_snapshot: undefined,
    plugin_snapshot_ref: undefined,
    plugin_snapshot_revision: undefined,
    plugin_snapshot: undefined,
    execution_state_ref: undefined,
    execution_state_snapshot: undefined
  })
}
