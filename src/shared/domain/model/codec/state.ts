import type {
  PersistedSessionState,
  ProviderHandle,
  SessionHeadWithGraph,
  SessionPolicy,
  SessionStateEnvelope
} from '../state'
import { bool, bytes, string, u64 } from './basic'
import type { Codec } from './codec'
import {
  config,
  contextApproach,
  DEFAULT_MODE_TURN_OPTIONS,
  ledger,
  modeTurnOptions,
  NO_TOKENS,
  promptUsage,
  tokenUsage
} from './head'
import { graph } from './node'
import { NO_PROMPT, promptLayer } from './prompt'
import { anyProvider, provider } from './provider'
import { pluginSnapshot, toolState } from './snapshots'
import { defaulted, type Field, type Fields, nullable, optional, required, struct } from './struct'

/** Policy and session state (store-format.md §8). */

export interface StateCodecs {
  readonly policy: Codec<SessionPolicy>
  readonly envelope: Codec<SessionStateEnvelope>
  readonly persisted: Codec<PersistedSessionState>
}

/** The policy of a session that was never given one. Its provider is a placeholder. */
export const DEFAULT_POLICY: SessionPolicy = {
  model: '',
  provider: new Map([['type', 'unconfigured']]),
  max_context_tokens: null,
  model_variant: null,
  session_id: null,
  autonomous: false,
  max_turns: null,
  execution_mode: 'standard',
  standard_context_approach: { kind: 'rolling_history' },
  prompt: NO_PROMPT
}

function stateCodecs(handle: Codec<ProviderHandle>): StateCodecs {
  const policy = struct<SessionPolicy>({
    model: required(string),
    provider: required(handle),
    max_context_tokens: nullable(u64),
    model_variant: nullable(string),
    session_id: nullable(string),
    autonomous: defaulted(bool, false),
    max_turns: nullable(u64),
    execution_mode: required(string),
    standard_context_approach: optional(contextApproach),
    prompt: defaulted(promptLayer, NO_PROMPT, (layer) => layer.template !== undefined || layer.slots.size > 0)
  })
  const envelopeFields: Fields<SessionStateEnvelope> = {
    session_id: required(string),
    policy: defaulted(policy, DEFAULT_POLICY),
    session_graph: defaulted(graph, { nodes: [] }),
    turn_index: defaulted(u64, 0n),
    token_usage: defaulted(tokenUsage, NO_TOKENS),
    last_prompt_usage: optional(promptUsage),
    mode_turn_options: defaulted(modeTurnOptions, DEFAULT_MODE_TURN_OPTIONS)
  }
  const persisted = struct<PersistedSessionState>({
    ...envelopeFields,
    tool_state_ref: optional(string),
    tool_state_generation: optional(u64),
    tool_state_snapshot: optional(toolState),
    plugin_snapshot_ref: optional(string),
    plugin_snapshot_revision: optional(u64),
    plugin_snapshot: optional(pluginSnapshot),
    execution_state_ref: optional(string),
    execution_state_snapshot: optional(bytes),
    token_ledger: ledger,
    checkpoint_ref: optional(string),
    head_revision: unserialized(undefined),
    graph_replace_required: unserialized(false)
  })
  return { policy, envelope: struct<SessionStateEnvelope>(envelopeFields), persisted }
}

/** A field that lives in memory only. */
function unserialized<V>(value: V): Field<V> {
  return { read: () => value, write: () => undefined, stored: 'never' }
}

/** As the runtime decodes them: a provider of an unknown kind, the placeholder included, is an error. */
export const strictState = stateCodecs(provider)

/** As the runtime writes them: whatever provider object stands there is carried along. */
export const anyState = stateCodecs(anyProvider)

export const headWithGraph = struct<SessionHeadWithGraph>({
  session_id: defaulted(string, 'root'),
  head_revision: defaulted(u64, 0n),
  graph: required(graph),
  config: required(config),
  checkpoint_ref: optional(string),
  token_ledger: ledger
})
