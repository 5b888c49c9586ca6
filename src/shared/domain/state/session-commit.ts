import type { GraphCommit } from '@shared/domain/graph/graph-commit'
import type { CheckpointManifest, LedgerEntry, SessionConfig } from '@shared/domain/model/head'
import type { HydratedCheckpoint, PersistedSessionState, SessionPolicy } from '@shared/domain/model/state'
import { defined } from './defined'
import { turnState } from './transfer'

/** What the runtime hands to a store to commit (store-format.md §10.2). */
export interface SessionCommit {
  readonly session_id: string
  /** Absent: the store accepts whatever revision it has. */
  readonly expected_head_revision?: bigint
  readonly config: SessionConfig
  readonly graph: GraphCommit
  /** A snapshot that is present is stored anew, else its ref is carried over. */
  readonly checkpoint: HydratedCheckpoint
  readonly usage_deltas: readonly LedgerEntry[]
}

/** What the store answers. */
export interface CommitResult {
  readonly head_revision: bigint
  readonly checkpoint_ref: string
  readonly manifest: CheckpointManifest
}

/** The commit of a plain "persist state": everything if it must be, else only the leaf (§11.3). */
export function persistCommit(
  state: PersistedSessionState,
  usageDeltas: readonly LedgerEntry[]
): SessionCommit {
  const everything = state.graph_replace_required || state.head_revision === undefined
  const graph: GraphCommit = everything
    ? { kind: 'ReplaceFull', graph: state.session_graph }
    : { kind: 'Unchanged', leaf: state.session_graph.leaf_node_id }
  return sessionCommit(state, graph, usageDeltas)
}

/** A commit of the given graph change with config and checkpoint of the state. */
export function sessionCommit(
  state: PersistedSessionState,
  graph: GraphCommit,
  usageDeltas: readonly LedgerEntry[]
): SessionCommit {
  return defined({
    session_id: state.session_id,
    expected_head_revision: state.head_revision,
    config: configOf(state.policy),
    graph,
    checkpoint: checkpointOf(state),
    usage_deltas: usageDeltas
  })
}

/** The stored session config of a policy: the provider's kind only, an unknown context window is 0 (§11.3). */
export function configOf(policy: SessionPolicy): SessionConfig {
  const kind = policy.provider.get('type')
  return defined({
    provider_id: typeof kind === 'string' ? kind : '',
    configured_model: policy.model,
    context_window: policy.max_context_tokens ?? 0n,
    execution_mode: policy.execution_mode,
    standard_context_approach: policy.standard_context_approach,
    model_variant: policy.model_variant ?? undefined
  })
}

/** The state after its commit: refs from the store, no snapshots, nothing left to rewrite (§11.1). */
export function applyPersistedCommitResult(
  state: PersistedSessionState,
  result: CommitResult
): PersistedSessionState {
  return defined({
    ...state,
    head_revision: result.head_revision,
    checkpoint_ref: result.checkpoint_ref,
    tool_state_ref: result.manifest.tool_state_ref,
    tool_state_generation: committedGeneration(state, result.manifest),
    plugin_snapshot_ref: result.manifest.plugin_snapshot_ref,
    plugin_snapshot_revision: result.manifest.plugin_snapshot_revision,
    execution_state_ref: result.manifest.execution_state_ref,
    graph_replace_required: false,
    tool_state_snapshot: undefined,
    plugin_snapshot: undefined,
    execution_state_snapshot: undefined
  })
}

function committedGeneration(state: PersistedSessionState, manifest: CheckpointManifest): bigint | undefined {
  if (state.tool_state_snapshot !== undefined) return state.tool_state_snapshot.generation
  return manifest.tool_state_ref === undefined ? undefined : state.tool_state_generation
}

function checkpointOf(state: PersistedSessionState): HydratedCheckpoint {
  return defined({
    turn_state: turnState(state),
    tool_state_ref: state.tool_state_ref,
    tool_state: state.tool_state_snapshot,
    plugin_snapshot_ref: state.plugin_snapshot_ref,
    plugin_snapshot: state.plugin_snapshot,
    plugin_snapshot_revision: state.plugin_snapshot_revision,
    execution_state_ref: state.execution_state_ref,
    execution_state: state.execution_state_snapshot
  })
}
