import { appendMessage } from '@shared/domain/graph/append'
import type { Fresh } from '@shared/domain/graph/fresh'
import type { GraphCommit } from '@shared/domain/graph/graph-commit'
import { TurnOverlay } from '@shared/domain/graph/turn-overlay'
import { WorkingGraph } from '@shared/domain/graph/working-graph'
import type { Message, Role } from '@shared/domain/model/node'
import type { AppendResult, PersistedSessionState } from '@shared/domain/model/state'
import { ok, type Result } from '@shared/result'
import {
  appendSessionNodes,
  commitGraph,
  park,
  type Runtime,
  refreshGraph,
  type SessionLoad,
  startRuntime,
  storedOrphans
} from './runtime'
import type { RuntimeError } from './runtime-error'
import { persistCommit } from './session-commit'
import type { Residency } from './state-graph'
import type { StoreModel } from './store-model'

/** What the runtime does after loading: park, one text question with one text answer, or one outside plugin node. */
export type Step = 'park' | 'turn' | 'append'

export interface SimulationRequest {
  readonly store: StoreModel
  readonly residency: Residency
  readonly load: SessionLoad
  readonly step: Step
}

/** What the runtime's next commits would do to a store. */
export interface Simulation {
  readonly step: Step
  /** In memory after loading, before anything is committed. */
  readonly resident: PersistedSessionState
  readonly orphaned: readonly string[]
  /** What a plain persist would commit now. */
  readonly next_commit: GraphCommit
  /** In memory after the commits. */
  readonly after: PersistedSessionState
  /** Answer to an outside append. */
  readonly append_result?: AppendResult
  /** The store after the commits. */
  readonly store: StoreModel
  /** `node_id` columns of rows whose node is on disk before and no longer after, by `seq`. */
  readonly vanished: { readonly live: readonly string[]; readonly tombstoned: readonly string[] }
}

/**
 * Plays the runtime's next steps on a store in memory; the store given is not changed (store-format.md §11.6, §14.15).
 * Errors: the runtime would hang, could not load, or its commit would fail.
 */
export function simulateCommit(request: SimulationRequest, fresh: Fresh): Result<Simulation, RuntimeError> {
  const { store, residency, load, step } = request
  const started = startRuntime(store, residency, load, 'root')
  if (!started.ok) return started
  const played = play(started.value, step, fresh)
  if (!played.ok) return played
  const { runtime, append_result } = played.value
  return ok({
    step,
    resident: started.value.state,
    orphaned: storedOrphans(store),
    next_commit: persistCommit(started.value.state, []).graph,
    after: runtime.state,
    ...(append_result === undefined ? {} : { append_result }),
    store: runtime.store,
    vanished: vanishedRows(store, runtime.store)
  })
}

interface Played {
  readonly runtime: Runtime
  readonly append_result?: AppendResult
}

function play(runtime: Runtime, step: Step, fresh: Fresh): Result<Played, RuntimeError> {
  if (step === 'append') {
    const request = {
      nodes: [{ kind: 'plugin' as const, plugin_type: 'simulated', body: null }],
      requires_ancestor_node_id: null
    }
    const appended = appendSessionNodes(runtime, request, fresh)
    return appended.ok
      ? ok({ runtime: appended.value.runtime, append_result: appended.value.result })
      : appended
  }
  const done = step === 'park' ? park(runtime) : playTextTurn(runtime, fresh)
  return done.ok ? ok({ runtime: done.value }) : done
}

/**
 * A turn without tools: the stored graph is taken over if it differs, the question is appended, the answer is appended
 * and the whole resident graph rewritten (fixtures/README-runtime.md §2). Usage and turn state are not played.
 */
function playTextTurn(runtime: Runtime, fresh: Fresh): Result<Runtime, RuntimeError> {
  const current = refreshGraph(runtime)
  if (!current.ok) return current
  const overlay = new TurnOverlay(current.value.state.session_graph, fresh)
  overlay.appendActiveConversationMessages([textMessage('User', fresh)])
  const asked = commitGraph(
    withGraph(current.value, overlay.graph()),
    overlay.graphCommit(current.value.state.graph_replace_required)
  )
  if (!asked.ok) return asked
  const graph = new WorkingGraph(asked.value.state.session_graph)
  appendMessage(graph, textMessage('Assistant', fresh), fresh)
  const answered = withGraph(asked.value, graph.toGraph())
  return commitGraph(answered, { kind: 'ReplaceFull', graph: answered.state.session_graph })
}

function withGraph(runtime: Runtime, graph: PersistedSessionState['session_graph']): Runtime {
  return { ...runtime, state: { ...runtime.state, session_graph: graph } }
}

function textMessage(role: Role, fresh: Fresh): Message {
  const id = `m${fresh.freshHex()}`
  return { id, role, parts: [{ id: `${id}.p0`, kind: 'Text', content: '', prune_state: { kind: 'Intact' } }] }
}

/** A rewritten row goes by its node: lash writes it under the id inside the JSON, whatever the column said. */
function vanishedRows(before: StoreModel, after: StoreModel): Simulation['vanished'] {
  const left = new Set<unknown>(after.rows.map((row) => row.node ?? row))
  const gone = before.rows.filter((row) => !left.has(row.node ?? row))
  return {
    live: gone.filter((row) => !row.tombstoned).map((row) => row.id),
    tombstoned: gone.filter((row) => row.tombstoned).map((row) => row.id)
  }
}
