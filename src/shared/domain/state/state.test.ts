import { activePath, nodesAt } from '@shared/domain/graph/active-path'
import { appendMessage } from '@shared/domain/graph/append'
import { readModel } from '@shared/domain/graph/read-model'
import { WorkingGraph } from '@shared/domain/graph/working-graph'
import { NO_TOKENS } from '@shared/domain/model/codec/head'
import type { SessionGraph } from '@shared/domain/model/node'
import type { PersistedSessionState } from '@shared/domain/model/state'
import { arbitraryMessage, arbitraryTameGraph, arbitraryToolCall } from '@shared/testing/arbitrary-graph'
import { countingFresh } from '@shared/testing/counting-fresh'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultState, stateFromStore } from './load-state'
import { appendSessionNodes, branchToNode, park, startRuntime } from './runtime'
import { applyPersistedCommitResult, persistCommit, sessionCommit } from './session-commit'
import {
  appendActiveConversationMessages,
  appendActiveReadDelta,
  applyResidencyOnLoad,
  normalizeSessionGraph,
  replaceActiveReadState
} from './state-graph'
import { commitSession } from './store-commit'
import { loadActivePath, loadFullGraph } from './store-load'
import { EMPTY_STORE, fullGraph, type StoreModel, tombstoneRows } from './store-model'
import { applyExportedState, exportState, fromState, turnState } from './transfer'

const messages = fc.array(arbitraryMessage, { maxLength: 4 })
const calls = fc.array(arbitraryToolCall, { maxLength: 3 })

function stateWith(graph: SessionGraph): PersistedSessionState {
  return fromState({ ...defaultState('s-1'), session_graph: graph })
}

function committed(graph: SessionGraph): StoreModel {
  const result = commitSession(EMPTY_STORE, persistCommit(stateWith(graph), []))
  if (!result.ok) throw new Error(result.error.kind)
  return result.value.store
}

describe('session state', () => {
  it('exports what was applied, and applying its own export changes nothing', () => {
    fc.assert(
      fc.property(arbitraryTameGraph, fc.bigInt(0n, 9n), (graph, turn) => {
        const envelope = { ...defaultState('s-2'), session_graph: graph, turn_index: turn }
        const state = stateWith({ nodes: [] })
        expect(exportState(applyExportedState(state, envelope))).toEqual(envelope)
        expect(applyExportedState(state, exportState(state))).toEqual(state)
      })
    )
  })

  it('clears the replace flag when the read state is replaced and keeps it when something is appended', () => {
    fc.assert(
      fc.property(arbitraryTameGraph, messages, calls, (graph, list, records) => {
        const flagged = { ...stateWith(graph), graph_replace_required: true }
        const replaced = replaceActiveReadState(flagged, list, records, countingFresh())
        const appended = appendActiveReadDelta(flagged, list, records, countingFresh())
        const continued = appendActiveConversationMessages(flagged, list, countingFresh())
        expect(replaced.graph_replace_required).toBe(false)
        expect(appended.graph_replace_required).toBe(true)
        expect(continued.graph_replace_required).toBe(true)
        const envelope = replaceActiveReadState(exportState(flagged), list, records, countingFresh())
        expect(envelope.session_graph).toEqual(replaced.session_graph)
        expect(envelope).not.toHaveProperty('graph_replace_required')
      })
    )
  })

  it('keeps a path through healing and trimming whenever the graph holds a message', () => {
    fc.assert(
      fc.property(arbitraryTameGraph, (graph) => {
        const normal = normalizeSessionGraph(stateWith(graph))
        const trimmed = applyResidencyOnLoad(normal, 'ActivePathOnly')
        expect(readModel(trimmed.session_graph)).toEqual(readModel(normal.session_graph))
        expect(applyResidencyOnLoad(normal, 'KeepAll')).toBe(normal)
        expect(turnState(trimmed)).toEqual({
          turn_index: 0n,
          token_usage: NO_TOKENS,
          mode_turn_options: { mode_id: 'standard', payload: new Map() }
        })
      })
    )
  })
})

describe('committing and loading', () => {
  it('give the graph back, in full or as its path', () => {
    fc.assert(
      fc.property(arbitraryTameGraph, (graph) => {
        const store = committed(graph)
        expect(loadFullGraph(store)?.graph).toEqual(graph)
        const path = loadActivePath(store)
        const nodes = nodesAt(graph.nodes, activePath(graph).positions)
        expect(path.ok && path.value?.graph.nodes).toEqual(nodes)
        expect(path.ok && path.value?.graph.leaf_node_id).toBe(graph.leaf_node_id)
      })
    )
  })

  it('leave a state that commits nothing more', () => {
    fc.assert(
      fc.property(arbitraryTameGraph, (graph) => {
        const first = commitSession(EMPTY_STORE, persistCommit(stateWith(graph), []))
        if (!first.ok) throw new Error(first.error.kind)
        const state = applyPersistedCommitResult(stateWith(graph), first.value.result)
        const again = persistCommit(state, [])
        expect(again.graph).toEqual({ kind: 'Unchanged', leaf: graph.leaf_node_id })
        const second = commitSession(first.value.store, again)
        expect(second.ok && second.value.store.rows).toEqual(first.value.store.rows)
        expect(second.ok && second.value.result.head_revision).toBe(2n)
        expect(second.ok && second.value.result.checkpoint_ref).toBe(first.value.result.checkpoint_ref)
      })
    )
  })

  it('refuse another session, another revision and an id that is taken, tombstoned ones too', () => {
    const graph: SessionGraph = {
      nodes: [{ node_id: 'n1', timestamp: 't', kind: 'plugin', plugin_type: 'p', body: null }],
      leaf_node_id: 'n1'
    }
    const store = tombstoneRows(committed(graph), ['n1'])
    const commit = persistCommit(stateWith(graph), [])
    expect(commitSession(store, { ...commit, session_id: 'other' })).toEqual({
      ok: false,
      error: { kind: 'session-binding-mismatch', stored: 's-1', given: 'other' }
    })
    expect(commitSession(store, { ...commit, expected_head_revision: 8n })).toEqual({
      ok: false,
      error: { kind: 'head-revision-conflict', expected: 8n, actual: 1n }
    })
    const append = sessionCommit(stateWith(graph), { kind: 'Append', nodes: graph.nodes, leaf: 'n1' }, [])
    expect(commitSession(store, append)).toEqual({
      ok: false,
      error: { kind: 'duplicate-node-id', id: 'n1' }
    })
  })

  it('number new rows onwards, never again from the start', () => {
    fc.assert(
      fc.property(arbitraryTameGraph, (graph) => {
        const store = committed(graph)
        const again = commitSession(store, persistCommit(stateWith(graph), []))
        const seqs = again.ok ? again.value.store.rows.map((row) => row.seq) : []
        expect(seqs).toEqual(graph.nodes.map((_, at) => BigInt(graph.nodes.length + at + 1)))
      })
    )
  })
})

describe('a live session', () => {
  it('loses nothing by being resumed and parked with everything resident', () => {
    fc.assert(
      fc.property(arbitraryTameGraph, (graph) => {
        const runtime = startRuntime(committed(graph), 'KeepAll', 'resume', 's-1')
        const parked = runtime.ok ? park(runtime.value) : runtime
        expect(parked.ok && fullGraph(parked.value.store).nodes).toEqual(graph.nodes)
      })
    )
  })

  it('appends from outside below the stored leaf, unless a required ancestor is not on the path', () => {
    fc.assert(
      fc.property(arbitraryTameGraph, fc.constantFrom('n0', 'n2', 'gone', null), (graph, ancestor) => {
        const runtime = startRuntime(committed(graph), 'KeepAll', 'resume', 's-1')
        if (!runtime.ok) throw new Error(runtime.error.kind)
        const message = { role: 'User' as const, content: 'note', parts: [], images: [] }
        const request = {
          nodes: [{ kind: 'message' as const, message }],
          requires_ancestor_node_id: ancestor
        }
        const appended = appendSessionNodes(runtime.value, request, countingFresh())
        if (!appended.ok) throw new Error(appended.error.kind)
        const onPath = nodesAt(graph.nodes, activePath(graph).positions).some(
          (node) => node.node_id === ancestor
        )
        const { result, runtime: after } = appended.value
        expect(result.status).toBe(ancestor === null || onPath ? 'appended' : 'stale_branch')
        if (result.status === 'appended') {
          const last = fullGraph(after.store).nodes.at(-1)
          expect(last?.parent_node_id).toBe(graph.leaf_node_id)
          expect(after.store.head?.leaf_node_id).toBe(last?.node_id)
        } else expect(after.store.rows).toEqual(committed(graph).rows)
      })
    )
  })

  it('forgets refs, ledger and revision when its head is moved, and rewrites all at the next commit', () => {
    fc.assert(
      fc.property(arbitraryTameGraph, (graph) => {
        const runtime = startRuntime(committed(graph), 'KeepAll', 'resume', 's-1')
        const moved = runtime.ok ? branchToNode(runtime.value, graph.nodes[0]?.node_id) : runtime
        if (!moved.ok) throw new Error(moved.error.kind)
        expect(moved.value.state.head_revision).toBeUndefined()
        expect(moved.value.state.session_graph.leaf_node_id).toBe(graph.nodes[0]?.node_id)
        expect(persistCommit(moved.value.state, []).graph.kind).toBe('ReplaceFull')
      })
    )
  })

  it('would hang on a message whose id is the dangling leaf it is appended to', () => {
    const graph = new WorkingGraph({ nodes: [], leaf_node_id: 'lost' })
    appendMessage(graph, { id: 'lost', role: 'User', parts: [] }, countingFresh())
    const started = startRuntime(committed(graph.toGraph()), 'KeepAll', 'resume', 's-1')
    expect(started).toEqual({ ok: false, error: { kind: 'would-hang', members: ['lost'] } })
  })

  it('starts from the stored state, its turn and ledger included', () => {
    const state = { ...stateWith({ nodes: [] }), turn_index: 7n }
    const row = { source: 'turn', model: 'm', usage: { ...NO_TOKENS, input_tokens: 5n } }
    const stored = commitSession(EMPTY_STORE, persistCommit(state, [row]))
    const loaded = stored.ok ? loadFullGraph(stored.value.store) : undefined
    if (loaded === undefined) throw new Error('no head')
    expect(stateFromStore(loaded)).toMatchObject({ turn_index: 7n, token_ledger: [row], head_revision: 1n })
  })
})
