import { DEFAULT_MODE_TURN_OPTIONS, NO_TOKENS } from '@shared/domain/model/codec/head'
import { DEFAULT_POLICY } from '@shared/domain/model/codec/state'
import type { PersistedSessionState, SessionStateEnvelope } from '@shared/domain/model/state'
import { defined } from './defined'
import type { LoadedSession } from './store-load'
import { applyPersistedSessionConfig, applySessionCheckpoint } from './stored'
import { fromState } from './transfer'

/** The state of a session that has none yet (§8). */
export function defaultState(sessionId: string): SessionStateEnvelope {
  return {
    session_id: sessionId,
    policy: DEFAULT_POLICY,
    session_graph: { nodes: [] },
    turn_index: 0n,
    token_usage: NO_TOKENS,
    mode_turn_options: DEFAULT_MODE_TURN_OPTIONS
  }
}

/**
 * The state loaded from a store (§11.2, "loading a state"): the default policy with the stored config, the model even
 * if empty, the execution state's snapshot included. Provider, turn limit, autonomy and prompt are not stored.
 */
export function stateFromStore(session: LoadedSession): PersistedSessionState {
  const { config } = session
  const policy = { ...applyPersistedSessionConfig(DEFAULT_POLICY, config), model: config.configured_model }
  const base = fromState({ ...defaultState(session.session_id), policy, session_graph: session.graph })
  return defined({
    ...applySessionCheckpoint(base, session.checkpoint),
    execution_state_snapshot: session.checkpoint?.execution_state,
    token_ledger: session.token_ledger,
    checkpoint_ref: session.checkpoint_ref,
    head_revision: session.head_revision
  })
}

/** Replaces a state by the stored one; provider, policy session id and turn limit stay (§11.2, "refreshing"). */
export function refreshState(
  state: PersistedSessionState,
  stored: LoadedSession | undefined
): PersistedSessionState {
  if (stored === undefined) return state
  const loaded = stateFromStore(stored)
  const { provider, session_id, max_turns } = state.policy
  return { ...loaded, policy: { ...loaded.policy, provider, session_id, max_turns } }
}
