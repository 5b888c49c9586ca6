import { activePath, idsAt } from '@shared/domain/graph/active-path'
import type { Fresh } from '@shared/domain/graph/fresh'
import type { GraphCommit } from '@shared/domain/graph/graph-commit'
import { branchTo } from '@shared/domain/graph/leaf'
import { orphanedNodeIds } from '@shared/domain/graph/orphans'
import type { AppendRequest, AppendResult, PersistedSessionState } from '@shared/domain/model/state'
import { mergeRuntimeRule } from '@shared/domain/usage/ledger'
import { err, ok, type Result } from '@shared/result'
import { defaultState, stateFromStore } from './load-state'
import { hangOf, type RuntimeError } from './runtime-error'
import { applyPersistedCommitResult, persistCommit, sessionCommit } from './session-commit'
import {
  appendSessionNodesToState,
  applyResidencyOnLoad,
  normalizeSessionGraph,
  type Residency
} from './state-graph'
import { commitSession } from './store-commit'
import { type LoadedSession, loadActivePath, loadFullGraph } from './store-load'
import { fullGraph, type StoreModel } from './store-model'
import { applySessionCheckpoint, applySessionHead } from './stored'
import { exportState, fromState } from './transfer'

/**
 * A live session on its store, as far as graph, head and checkpoint go (store-format.md §11.4–§11.6). The host's part,
 * policy and plugins, is not modelled: it does not touch the graph. Where the original would never return, every
 * function here gives the error `would-hang`.
 */
export interface Runtime {
  readonly state: PersistedSessionState
  readonly store: StoreModel
}

/** How the session was loaded: `resume` chooses by residency, the others hand a state to the constructor. */
export type SessionLoad = 'resume' | 'full_load' | 'active_path_load'

/** Loads a session and makes it live: heal first, then trim (§11.6). Without a head it starts from the default state. */
export function startRuntime(
  store: StoreModel,
  residency: Residency,
  load: SessionLoad,
  sessionId: string
): Result<Runtime, RuntimeError> {
  const pathOnly = load === 'active_path_load' || (load === 'resume' && residency === 'ActivePathOnly')
  const session: Result<LoadedSession | undefined, RuntimeError> = pathOnly
    ? loadActivePath(store)
    : ok(loadFullGraph(store))
  if (!session.ok) return session
  const loaded =
    session.value === undefined ? fromState(defaultState(sessionId)) : stateFromStore(session.value)
  return alive({ state: loaded, store }, (state) =>
    applyResidencyOnLoad(normalizeSessionGraph(state), residency)
  )
}

/** Persists the state and drops the runtime; the runtime given back shows what was left (§11.6). */
export function park(runtime: Runtime): Result<Runtime, RuntimeError> {
  const { state, store } = runtime
  const committed = commitSession(store, persistCommit(state, []))
  if (!committed.ok) return committed
  return ok({
    state: applyPersistedCommitResult(state, committed.value.result),
    store: committed.value.store
  })
}

/** Moves the head in memory and forgets refs, ledger and revision, so that the next commit rewrites all (§11.5). */
export function branchToNode(runtime: Runtime, nodeId: string | undefined): Result<Runtime, RuntimeError> {
  const exported = exportState(runtime.state)
  const moved = fromState({ ...exported, session_graph: branchTo(exported.session_graph, nodeId) })
  return alive({ ...runtime, state: moved }, normalizeSessionGraph)
}

/** Commits the state with the given change of the graph. */
export function commitGraph(runtime: Runtime, graph: GraphCommit): Result<Runtime, RuntimeError> {
  const committed = commitSession(runtime.store, sessionCommit(runtime.state, graph, []))
  if (!committed.ok) return committed
  const { result, store } = committed.value
  return ok({ state: applyPersistedCommitResult(runtime.state, result), store })
}

/**
 * Appends nodes from outside (§11.4): loads the stored graph again if it differs, refuses when the required ancestor is
 * not on the active path, else appends and commits, also when there is nothing to append (§14.21).
 */
export function appendSessionNodes(
  runtime: Runtime,
  request: AppendRequest,
  fresh: Fresh
): Result<{ readonly runtime: Runtime; readonly result: AppendResult }, RuntimeError> {
  const current = refreshGraph(runtime)
  if (!current.ok) return current
  const graph = current.value.state.session_graph
  const ancestor = request.requires_ancestor_node_id
  if (ancestor !== null && !idsAt(graph.nodes, activePath(graph).positions).includes(ancestor)) {
    const result: AppendResult = { status: 'stale_branch', current_leaf_node_id: graph.leaf_node_id ?? null }
    return ok({ runtime: current.value, result })
  }
  const { state, node_ids } = appendSessionNodesToState(current.value.state, request.nodes, fresh)
  const hang = hangOf(state.session_graph)
  if (hang !== undefined) return err(hang)
  const nodes = state.session_graph.nodes.slice(graph.nodes.length)
  const leaf = state.session_graph.leaf_node_id
  const committed = commitGraph({ ...current.value, state }, { kind: 'Append', nodes, leaf })
  if (!committed.ok) return committed
  return ok({
    runtime: committed.value,
    result: { status: 'appended', node_ids, leaf_node_id: leaf ?? '' }
  })
}

/** Takes the stored graph over if revision, leaf or checkpoint differ; this undoes what was not committed (§11.2). */
export function refreshGraph(runtime: Runtime): Result<Runtime, RuntimeError> {
  const { state, store } = runtime
  const stored = loadFullGraph(store)
  if (stored === undefined || isCurrent(state, stored)) return ok(runtime)
  const ledger = mergeRuntimeRule(stored.token_ledger)
  return alive(runtime, () =>
    applySessionCheckpoint(applySessionHead(state, { ...stored, token_ledger: ledger }), stored.checkpoint)
  )
}

/** Live node ids of the stored graph that its active path does not reach; none without a head (§11.6). */
export function storedOrphans(store: StoreModel): string[] {
  return store.head === undefined ? [] : orphanedNodeIds(fullGraph(store))
}

function isCurrent(state: PersistedSessionState, stored: LoadedSession): boolean {
  return (
    state.head_revision === stored.head_revision &&
    state.session_graph.leaf_node_id === stored.graph.leaf_node_id &&
    state.checkpoint_ref === stored.checkpoint_ref
  )
}

/** Changes the state of a runtime, which reads its graph before and after and so hangs on a loop. */
function alive(
  runtime: Runtime,
  change: (state: PersistedSessionState) => PersistedSessionState
): Result<Runtime, RuntimeError> {
  const before = hangOf(runtime.state.session_graph)
  if (before !== undefined) return err(before)
  const state = change(runtime.state)
  const after = hangOf(state.session_graph)
  return after === undefined ? ok({ ...runtime, state }) : err(after)
}
