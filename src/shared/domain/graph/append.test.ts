import { activeReadKey } from '@shared/domain/model/keys'
import type { Message, SessionGraph, ToolCallRecord } from '@shared/domain/model/node'
import {
  arbitraryEvent,
  arbitraryGraph,
  arbitraryMessage,
  arbitraryTameGraph,
  arbitraryToolCall
} from '@shared/testing/arbitrary-graph'
import { countingFresh } from '@shared/testing/counting-fresh'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  appendActiveConversationMessages,
  appendActiveReadDelta,
  appendEvents,
  appendMessage,
  appendPlugin
} from './append'
import type { Fresh } from './fresh'
import { isTransient } from './node'
import { readModel } from './read-model'
import { replaceActiveReadState } from './replace'
import { TurnOverlay } from './turn-overlay'
import { WorkingGraph } from './working-graph'

const messages = fc.array(arbitraryMessage, { maxLength: 4 })
const calls = fc.array(arbitraryToolCall, { maxLength: 4 })

type Append = (graph: WorkingGraph, fresh: Fresh) => unknown

const append: fc.Arbitrary<Append> = fc.oneof(
  arbitraryMessage.map(
    (message): Append =>
      (graph, fresh) =>
        appendMessage(graph, message, fresh)
  ),
  messages.map(
    (list): Append =>
      (graph, fresh) =>
        appendActiveConversationMessages(graph, list, fresh)
  ),
  fc.tuple(messages, calls).map(
    ([list, records]): Append =>
      (graph, fresh) =>
        appendActiveReadDelta(graph, list, records, fresh)
  ),
  fc.array(arbitraryEvent, { maxLength: 2 }).map(
    (list): Append =>
      (graph, fresh) =>
        appendEvents(graph, list, fresh)
  ),
  fc.constant<Append>((graph, fresh) => appendPlugin(graph, 'demo.marker', null, fresh)),
  fc.tuple(messages, calls).map(
    ([list, records]): Append =>
      (graph, fresh) =>
        replaceActiveReadState(graph, list, records, fresh)
  )
)

const ids = (list: readonly Message[]): string[] => list.map((message) => message.id)
const keys = (list: readonly ToolCallRecord[]): Set<string> => new Set(list.map(activeReadKey))
const activeIds = (graph: WorkingGraph): string[] => graph.activeNodes().map((node) => node.node_id)

describe('appending', () => {
  it('leaves every old node alone and makes new nodes with ids of their own', () => {
    fc.assert(
      fc.property(arbitraryGraph, fc.array(append, { maxLength: 5 }), (start, appends) => {
        const graph = new WorkingGraph(start)
        const fresh = countingFresh()
        for (const run of appends) run(graph, fresh)
        const { nodes } = graph.toGraph()
        expect(nodes.slice(0, start.nodes.length)).toEqual(start.nodes)
        const added = nodes.slice(start.nodes.length).map((node) => node.node_id)
        expect(new Set(added).size).toBe(added.length)
        const old = new Set(start.nodes.map((node) => node.node_id))
        expect(added.filter((id) => old.has(id))).toEqual([])
      })
    )
  })

  it('keeps the cached path equal to one computed afresh', () => {
    fc.assert(
      fc.property(arbitraryGraph, fc.array(append, { maxLength: 5 }), (start, appends) => {
        const graph = new WorkingGraph(start)
        const fresh = countingFresh()
        for (const run of appends) {
          graph.readModel()
          run(graph, fresh)
          expect(activeIds(graph)).toEqual(activeIds(new WorkingGraph(graph.toGraph())))
        }
      })
    )
  })

  it('adds only messages and calls that the read model lacks, each once', () => {
    fc.assert(
      fc.property(arbitraryTameGraph, messages, calls, (start, list, records) => {
        const graph = new WorkingGraph(start)
        const before = graph.readModel()
        const named = list.map((message, at) =>
          message.id === '' ? { ...message, id: `named${at}` } : message
        )
        appendActiveReadDelta(graph, named, records, countingFresh())
        const after = graph.readModel()
        const expected = [...ids(before.messages), ...ids(named.filter((message) => !isTransient(message)))]
        expect(ids(after.messages)).toEqual([...new Set(expected)])
        expect(keys(after.tool_calls)).toEqual(keys([...before.tool_calls, ...records]))
        const again = graph.nodeCount
        appendActiveReadDelta(graph, named, records, countingFresh())
        expect(graph.nodeCount).toBe(again)
      })
    )
  })

  it('numbers repeated message ids without ever trying one twice', () => {
    const graph = new WorkingGraph({ nodes: [] })
    const fresh = countingFresh()
    for (let count = 0; count < 20_000; count += 1) {
      appendMessage(graph, { id: 'm', role: 'User', parts: [] }, fresh)
    }
    expect(graph.leaf).toBe('message:m:19999')
  })
})

describe('replacing the read state', () => {
  it('makes the read model hold exactly what was asked for', () => {
    fc.assert(
      fc.property(arbitraryTameGraph, messages, calls, (start, list, records) => {
        const graph = new WorkingGraph(start)
        replaceActiveReadState(graph, list, records, countingFresh())
        const read = graph.readModel()
        const asked = list.filter((message) => !isTransient(message))
        expect(ids(read.messages)).toEqual([...new Set(ids(asked))])
        expect(keys(read.tool_calls)).toEqual(asked.length > 0 ? keys(records) : new Set())
      })
    )
  })

  it('keeps the longest matching start: the same request again adds nothing', () => {
    fc.assert(
      fc.property(arbitraryTameGraph, messages, (start, list) => {
        const distinct = list.filter(
          (message, at) => message.id !== '' && list.findIndex((other) => other.id === message.id) === at
        )
        const graph = new WorkingGraph(start)
        replaceActiveReadState(graph, distinct, [], countingFresh())
        const first = graph.toGraph()
        replaceActiveReadState(graph, distinct, [], countingFresh())
        expect(graph.toGraph()).toEqual(first)
      })
    )
  })
})

describe('turn overlay', () => {
  it('commits exactly the nodes it added to the base', () => {
    fc.assert(
      fc.property(arbitraryTameGraph, messages, calls, fc.boolean(), (base, list, records, replace) => {
        const overlay = new TurnOverlay(base, countingFresh())
        overlay.recordToolCalls(records)
        if (replace) overlay.replaceActiveReadState(list, records)
        else overlay.appendActiveReadDelta(list, records)
        const commit = overlay.graphCommit(false)
        const graph: SessionGraph = overlay.graph()
        expect(graph.nodes.slice(0, base.nodes.length)).toEqual(base.nodes)
        expect(commit.kind === 'Append' ? commit.nodes : []).toEqual(graph.nodes.slice(base.nodes.length))
        if (commit.kind === 'Append') expect(commit.leaf).toBe(graph.leaf_node_id)
        expect(overlay.graphCommit(true)).toEqual({ kind: 'ReplaceFull', graph })
      })
    )
  })

  it('lists each recorded call once, however often it is reported', () => {
    fc.assert(
      fc.property(calls, (records) => {
        const overlay = new TurnOverlay({ nodes: [] }, countingFresh())
        overlay.recordToolCalls(records)
        overlay.recordToolCalls(records)
        expect(overlay.toolCalls).toHaveLength(keys(records).size)
        expect(readModel(overlay.graph()).tool_calls).toEqual(overlay.toolCalls)
      })
    )
  })
})
