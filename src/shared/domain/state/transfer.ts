import type { TurnState } from '@shared/domain/model/head'
import type { PluginSnapshot, ToolState } from '@shared/domain/model/snapshots'
import type { PersistedSessionState, SessionStateEnvelope } from '@shared/domain/model/state'
import { defined } from './defined'

/** The transfer functions between the two host-visible forms of a session state (store-format.md §11.1). */

/** A state that was never committed: the seven fields of the envelope, nothing else. */
export function fromState(envelope: SessionStateEnvelope): PersistedSessionState {
  return { ...exportState(envelope), token_ledger: [], graph_replace_required: false }
}

/** The seven fields a host may see and change. */
export function exportState(state: SessionStateEnvelope): SessionStateEnvelope {
  return defined({
    session_id: state.session_id,
    policy: state.policy,
    session_graph: state.session_graph,
    turn_index: state.turn_index,
    token_usage: state.token_usage,
    last_prompt_usage: state.last_prompt_usage,
    mode_turn_options: state.mode_turn_options
  })
}

/** Overwrites the seven fields and leaves refs, snapshots, ledger, revision and flag as they are. */
export function applyExportedState(
  state: PersistedSessionState,
  envelope: SessionStateEnvelope
): PersistedSessionState {
  return defined({ ...state, last_prompt_usage: undefined, ...exportState(envelope) })
}

/** Sets the snapshots of the live tools and plugins, and the generation with the tools; refs stay. */
export function stampRuntimeState(
  state: PersistedSessionState,
  tools: ToolState | undefined,
  plugins: PluginSnapshot | undefined
): PersistedSessionState {
  return defined({
    ...state,
    tool_state_snapshot: tools,
    tool_state_generation: tools?.generation,
    plugin_snapshot: plugins
  })
}

/** Drops the three snapshots; the refs to what is stored stay. */
export function discardRuntimeSnapshots(state: PersistedSessionState): PersistedSessionState {
  return defined({
    ...state,
    tool_state_snapshot: undefined,
    plugin_snapshot: undefined,
    execution_state_snapshot: undefined
  })
}

/** Sets the execution state; setting none also forgets the stored one, a value leaves the old ref (§11.1). */
export function setExecutionStateSnapshot(
  state: PersistedSessionState,
  snapshot: Uint8Array | undefined
): PersistedSessionState {
  const ref = snapshot === undefined ? undefined : state.execution_state_ref
  return defined({ ...state, execution_state_snapshot: snapshot, execution_state_ref: ref })
}

/** The part of a state that the checkpoint manifest holds in the clear. */
export function turnState(state: SessionStateEnvelope): TurnState {
  return defined({
    turn_index: state.turn_index,
    token_usage: state.token_usage,
    last_prompt_usage: state.last_prompt_usage,
    mode_turn_options: state.mode_turn_options
  })
}
