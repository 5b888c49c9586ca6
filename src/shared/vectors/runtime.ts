import { graphCommitJson } from '@shared/domain/graph/graph-commit'
import { appendRequest, appendResult } from '@shared/domain/model/codec/append'
import { encodeHead } from '@shared/domain/model/decode'
import type { SessionGraph } from '@shared/domain/model/node'
import { defaultState, refreshState, stateFromStore } from '@shared/domain/state/load-state'
import {
  appendSessionNodes,
  branchToNode,
  park,
  type Runtime,
  type SessionLoad,
  startRuntime
} from '@shared/domain/state/runtime'
import { describeRuntimeError, type RuntimeError } from '@shared/domain/state/runtime-error'
import { applyPersistedCommitResult, persistCommit } from '@shared/domain/state/session-commit'
import { simulateCommit } from '@shared/domain/state/simulate'
import { diskIds, headJson, residentJson, simulationJson } from '@shared/domain/state/simulation-json'
import { commitSession } from '@shared/domain/state/store-commit'
import { loadActivePath, loadFullGraph } from '@shared/domain/state/store-load'
import { EMPTY_STORE, type StoreModel, tombstoneRows } from '@shared/domain/state/store-model'
import { fromState } from '@shared/domain/state/transfer'
import type { Json, JsonObject } from '@shared/json/value'
import type { Result } from '@shared/result'
import { asArray, BadCase, member, object, text, type VectorRunner } from './case'
import { markedFresh, renameFresh } from './fresh-ids'
import { runState } from './state'
import { residencyOf, runStateGraph } from './state-graph'
import { commitResultJson, ledgerJson, ledgerOf, stateJson, stateOf } from './state-values'
import { decoded, encoded, graphOf, nodesJson, optionalText } from './values'

/** Runners of the vectors about session state, store and runtime (vectors/README.md). */
export const stateRunners: Readonly<Record<string, VectorRunner>> = {
  state: runState,
  'state-graph': runStateGraph,
  'state-commit-load': runCommitLoad,
  'append-request': runAppendRequest,
  'runtime-branch': runRuntimeBranch,
  residency: runResidency
}

const SESSION = 's-vec'

/** A store that holds a graph as revision 1, with `seq` 1 … n. */
function storeWith(graph: SessionGraph): StoreModel {
  const state = fromState({ ...defaultState(SESSION), session_graph: graph })
  return demand(commitSession(EMPTY_STORE, persistCommit(state, []))).store
}

function demand<T>(result: Result<T, RuntimeError>): T {
  if (result.ok) return result.value
  throw new BadCase(describeRuntimeError(result.error))
}

function resumed(input: JsonObject): Runtime {
  return demand(startRuntime(storeWith(graphOf(input)), residencyOf(input), 'resume', SESSION))
}

function runCommitLoad(input: JsonObject): Json {
  const before = stateOf(input)
  const committed = demand(commitSession(EMPTY_STORE, persistCommit(before, ledgerOf(input, 'usage_deltas'))))
  const loaded = loadFullGraph(committed.store)
  const path = demand(loadActivePath(committed.store))
  const head = committed.store.head
  if (loaded === undefined || head === undefined) throw new BadCase('the committed store has no head')
  return object({
    result: commitResultJson(committed.result),
    after_commit: stateJson(applyPersistedCommitResult(before, committed.result)),
    head_json: encodeHead(head),
    loaded: stateJson(stateFromStore(loaded)),
    loaded_active_path_node_ids: path?.graph.nodes.map((node) => node.node_id) ?? null,
    loaded_active_path_leaf: path?.graph.leaf_node_id ?? null,
    refreshed: stateJson(refreshState(stateOf(input, 'refresh_before'), loaded))
  })
}

function runAppendRequest(input: JsonObject): Json {
  const request = decoded(appendRequest, member(input, 'request'), 'request')
  const { runtime, result } = demand(appendSessionNodes(resumed(input), request, markedFresh()))
  const added = new Set(result.status === 'appended' ? result.node_ids : [])
  return renameFresh(
    object({
      result: encoded(appendResult, result),
      new_nodes: nodesJson(runtime.state.session_graph.nodes.filter((node) => added.has(node.node_id))),
      ...Object.fromEntries(residentJson(runtime.state)),
      disk_live_node_ids: diskIds(runtime.store, false),
      head_after: headJson(runtime.store)
    })
  )
}

function runRuntimeBranch(input: JsonObject): Json {
  const branched = demand(branchToNode(resumed(input), optionalText(input, 'node_id')))
  const { state } = branched
  const parked = demand(park(branched)).store
  return object({
    ...Object.fromEntries(residentJson(state)),
    checkpoint_ref: state.checkpoint_ref ?? null,
    token_ledger: ledgerJson(state.token_ledger),
    next_commit: graphCommitJson(persistCommit(state, []).graph),
    disk_live_node_ids_after_park: diskIds(parked, false),
    disk_seqs_after_park: parked.rows.map((row) => row.seq),
    head_revision_after_park: parked.head?.head_revision ?? null
  })
}

function runResidency(input: JsonObject): Json {
  const tombstoned = asArray(member(input, 'tombstoned'), 'tombstoned').map(String)
  const store = tombstoneRows(storeWith(graphOf(input)), tombstoned)
  const step = text(input, 'then') === 'park' ? 'park' : 'append'
  const request = { store, residency: residencyOf(input), load: loadOf(input), step } as const
  const json = simulationJson(demand(simulateCommit(request, markedFresh())))
  const vanished = ['vanished_node_ids', 'vanished_tombstoned_node_ids']
  return renameFresh(new Map([...json].filter(([key]) => !vanished.includes(key))))
}

function loadOf(input: JsonObject): SessionLoad {
  const load = text(input, 'load')
  if (load === 'resume' || load === 'full_load' || load === 'active_path_load') return load
  throw new BadCase(`unknown load ${load}`)
}
