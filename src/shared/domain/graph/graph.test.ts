import type { SessionGraph, SessionNode } from '@shared/domain/model/node'
import { arbitraryGraph, arbitraryTameGraph } from '@shared/testing/arbitrary-graph'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activePath, idsAt, indexNodes } from './active-path'
import { findCycles } from './cycles'
import { branchTo, forkCurrentPath, healOrphanedLeaf } from './leaf'
import { firstUserMessage, userMessageCount } from './listing'
import { type MessageTreeNode, messageTree } from './message-tree'
import { messageOf } from './node'
import { orphanedNodeIds } from './orphans'
import { readModel } from './read-model'

const pluginNode = (id: string, parent?: string): SessionNode => ({
  node_id: id,
  ...(parent === undefined ? {} : { parent_node_id: parent }),
  timestamp: 't',
  kind: 'plugin',
  plugin_type: 'p',
  body: null
})

const messageNode = (id: string, parent?: string): SessionNode => ({
  node_id: id,
  ...(parent === undefined ? {} : { parent_node_id: parent }),
  timestamp: 't',
  kind: 'event',
  event: { kind: 'Conversation', message: { id, role: 'User', parts: [] } }
})

/** A chain of `length` nodes; with `loop` the root's parent is the leaf. */
function chain(length: number, make: typeof messageNode, loop = false): SessionGraph {
  const nodes = Array.from({ length }, (_, at) => {
    const parent = at > 0 ? at - 1 : loop ? length - 1 : undefined
    return make(`n${at}`, parent === undefined ? undefined : `n${parent}`)
  })
  return { nodes, leaf_node_id: `n${length - 1}` }
}

const parentOf = (graph: SessionGraph, id: string): string | undefined =>
  graph.nodes[indexNodes(graph.nodes).get(id) ?? -1]?.parent_node_id

describe('active path', () => {
  it('links every node to the one before it and ends as its `end` says', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const { positions, end } = activePath(graph)
        const ids = idsAt(graph.nodes, positions)
        expect(new Set(ids).size).toBe(ids.length)
        for (const [at, id] of ids.entries()) if (at > 0) expect(parentOf(graph, id)).toBe(ids[at - 1])
        if (ids.length > 0) expect(ids.at(-1)).toBe(graph.leaf_node_id)
        const first = ids[0]
        const above = first === undefined ? graph.leaf_node_id : parentOf(graph, first)
        if (end.kind === 'cycle') expect(end.members.at(-1)).toBe(first)
        if (end.kind === 'cycle') expect(end.members[0]).toBe(above)
        if (end.kind === 'missing') expect(end.id).toBe(above)
        if (end.kind === 'root' || end.kind === 'no-leaf') expect(above).toBeUndefined()
      })
    )
  })

  it('names the members of a loop from child to parent', () => {
    const graph = {
      nodes: [messageNode('a', 'c'), messageNode('b', 'a'), messageNode('c', 'b'), messageNode('d', 'b')],
      leaf_node_id: 'd'
    }
    expect(activePath(graph).end).toEqual({ kind: 'cycle', members: ['b', 'a', 'c'] })
  })

  it('takes the last node of a repeated id', () => {
    const graph = { nodes: [messageNode('a'), messageNode('b', 'a'), messageNode('a')], leaf_node_id: 'b' }
    expect(activePath(graph).positions).toEqual([2, 1])
  })
})

describe('cycles', () => {
  it('are exactly the nodes from which one comes back to oneself', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const inLoops = findCycles(graph).flat()
        expect(new Set(inLoops).size).toBe(inLoops.length)
        const returning = [...indexNodes(graph.nodes).keys()].filter((id) => {
          let above = parentOf(graph, id)
          for (let step = 0; step < graph.nodes.length && above !== id; step += 1) {
            above = above === undefined ? undefined : parentOf(graph, above)
          }
          return above === id
        })
        expect(new Set(inLoops)).toEqual(new Set(returning))
      })
    )
  })

  it('list each member before its parent, starting with the first in node order', () => {
    const graph = {
      nodes: [messageNode('x', 'a'), messageNode('a', 'b'), messageNode('b', 'a'), messageNode('s', 's')]
    }
    expect(findCycles(graph)).toEqual([['a', 'b'], ['s']])
  })

  it('include the one that the active path runs into', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const { end } = activePath(graph)
        if (end.kind !== 'cycle') return
        const found = findCycles(graph).find((members) => members.includes(end.members[0] ?? ''))
        expect(new Set(found)).toEqual(new Set(end.members))
      })
    )
  })
})

describe('read model', () => {
  it('holds no transient message and no message id twice', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const { messages, tool_calls, active_events } = readModel(graph)
        expect(messages.every((message) => message.origin?.transient !== true)).toBe(true)
        expect(new Set(messages.map((message) => message.id)).size).toBe(messages.length)
        expect(active_events.filter((event) => event.kind === 'Tool').map((event) => event.record)).toEqual(
          tool_calls
        )
      })
    )
  })
})

describe('message tree', () => {
  it('places every message once or names it as lost', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const tree = messageTree(graph)
        const placed = flatten(tree.roots).map((entry) => entry.node_id)
        const messages = graph.nodes
          .filter((node) => messageOf(node) !== undefined)
          .map((node) => node.node_id)
        expect([...placed, ...tree.lost].sort()).toEqual(messages.sort())
      })
    )
  })

  it('loses nothing in a graph without loops and repeated ids', () => {
    fc.assert(
      fc.property(arbitraryTameGraph, (graph) => {
        const tree = messageTree(graph)
        expect(tree.lost).toEqual([])
        expect(tree.hanging).toEqual([])
      })
    )
  })

  it('names a loop without messages, which the original would search forever', () => {
    const graph = {
      nodes: [pluginNode('a', 'b'), pluginNode('b', 'a'), messageNode('m', 'a'), messageNode('r')]
    }
    const tree = messageTree(graph)
    expect(tree.hanging).toEqual([['a', 'b']])
    expect(tree.lost).toEqual(['m'])
    expect(tree.roots.map((entry) => entry.node_id)).toEqual(['r'])
  })
})

describe('head operations', () => {
  it('heal only a leaf that does not resolve, once, to the last message in node order', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const healed = healOrphanedLeaf(graph)
        const leaf = graph.leaf_node_id
        expect(healed.changed).toBe(leaf !== undefined && !indexNodes(graph.nodes).has(leaf))
        expect(healOrphanedLeaf(healed.graph)).toEqual({ graph: healed.graph, changed: false })
        if (!healed.changed) expect(healed.graph).toBe(graph)
        else expect(healed.graph.leaf_node_id).toBe(graph.nodes.findLast(messageOf)?.node_id)
      })
    )
  })

  it('fork keeps the active path and nothing else', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const fork = forkCurrentPath(graph)
        const ids = fork.nodes.map((node) => node.node_id)
        expect(ids).toEqual(idsAt(graph.nodes, activePath(graph).positions))
        expect(idsAt(fork.nodes, activePath(fork).positions)).toEqual(ids)
        expect(forkCurrentPath(fork)).toEqual(fork)
        expect(readModel(fork)).toEqual(readModel(graph))
      })
    )
  })

  it('branching changes the leaf alone; path and orphans make up the whole graph', () => {
    fc.assert(
      fc.property(
        arbitraryTameGraph,
        fc.option(fc.constantFrom('n0', 'n3', 'gone'), { nil: undefined }),
        (graph, to) => {
          const moved = branchTo(graph, to)
          expect(moved.nodes).toBe(graph.nodes)
          expect(moved.leaf_node_id).toBe(to)
          const path = idsAt(moved.nodes, activePath(moved).positions)
          expect([...path, ...orphanedNodeIds(moved)].sort()).toEqual(
            graph.nodes.map((node) => node.node_id).sort()
          )
        }
      )
    )
  })
})

describe('listing', () => {
  it('never counts fewer User messages than the list text comes from', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        if (userMessageCount(graph) === 0) expect(firstUserMessage(graph)).toBe('')
      })
    )
  })
})

describe('long chains', () => {
  it('of 200,000 nodes need no stack, straight or in a loop', () => {
    for (const [make, loop] of [
      [messageNode, false],
      [messageNode, true],
      [pluginNode, true]
    ] as const) {
      const graph = chain(200_000, make, loop)
      expect(activePath(graph).positions).toHaveLength(200_000)
      expect(findCycles(graph).flat()).toHaveLength(loop ? 200_000 : 0)
      expect(flatten(messageTree(graph).roots)).toHaveLength(make === messageNode && !loop ? 200_000 : 0)
    }
  })
})

function flatten(roots: readonly MessageTreeNode[]): MessageTreeNode[] {
  const placed: MessageTreeNode[] = []
  const pending = [...roots]
  for (let entry = pending.pop(); entry !== undefined; entry = pending.pop()) {
    placed.push(entry)
    for (const child of entry.children) pending.push(child)
  }
  return placed
}
