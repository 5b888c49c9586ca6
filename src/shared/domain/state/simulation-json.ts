import { graphCommitJson } from '@shared/domain/graph/graph-commit'
import type { AppendResult, PersistedSessionState } from '@shared/domain/model/state'
import type { Json, JsonObject } from '@shared/json/value'
import type { Simulation } from './simulate'
import type { StoreModel } from './store-model'

/**
 * A simulation in the form of the vectors `residency` (vectors/README.md): what is resident, the next commit, and what
 * is on disk afterwards, plus the rows that vanish.
 */
export function simulationJson(simulation: Simulation): JsonObject {
  const { step, resident, after, store, append_result } = simulation
  const outcome: [string, Json][] =
    step === 'park'
      ? [...diskJson(store), ['disk_seqs', store.rows.map((row) => row.seq)]]
      : [
          ...(append_result === undefined ? [] : [pair('append_result', appendResultJson(append_result))]),
          [step === 'turn' ? 'after_turn' : 'after_append', new Map(residentJson(after))],
          ...diskJson(store)
        ]
  return new Map<string, Json>([
    ...residentJson(resident),
    ['orphaned_node_ids', simulation.orphaned],
    ['next_commit', graphCommitJson(simulation.next_commit)],
    ...outcome,
    ['head_after', headJson(store)],
    ['vanished_node_ids', simulation.vanished.live],
    ['vanished_tombstoned_node_ids', simulation.vanished.tombstoned]
  ])
}

/** Leaf, revision and count of the stored head; null without a head. */
export function headJson(store: StoreModel): Json {
  const head = store.head
  if (head === undefined) return null
  return new Map<string, Json>([
    ['leaf_node_id', head.leaf_node_id ?? null],
    ['head_revision', head.head_revision],
    ['graph_node_count', head.graph_node_count]
  ])
}

/** Resident ids, leaf, flag and revision of a state. */
export function residentJson(state: PersistedSessionState): [string, Json][] {
  return [
    ['resident_node_ids', state.session_graph.nodes.map((node) => node.node_id)],
    ['leaf_node_id', state.session_graph.leaf_node_id ?? null],
    ['graph_replace_required', state.graph_replace_required],
    ['head_revision', state.head_revision ?? null]
  ]
}

/** The answer to an outside append, in its serialised form. */
function appendResultJson(result: AppendResult): JsonObject {
  return new Map<string, Json>(
    result.status === 'appended'
      ? [
          ['status', result.status],
          ['node_ids', result.node_ids],
          ['leaf_node_id', result.leaf_node_id]
        ]
      : [
          ['status', result.status],
          ['current_leaf_node_id', result.current_leaf_node_id]
        ]
  )
}

function diskJson(store: StoreModel): [string, Json][] {
  return [
    ['disk_live_node_ids', diskIds(store, false)],
    ['disk_tombstoned_node_ids', diskIds(store, true)]
  ]
}

/** Ids of the rows on disk, live or tombstoned, by `seq`. */
export function diskIds(store: StoreModel, tombstoned: boolean): string[] {
  return store.rows.filter((row) => row.tombstoned === tombstoned).map((row) => row.id)
}

function pair(key: string, value: Json): [string, Json] {
  return [key, value]
}
