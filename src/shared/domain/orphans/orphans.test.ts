import { activePath, indexNodes, pathTo } from '@shared/domain/graph/active-path'
import { graphOf } from '@shared/domain/graph/node'
import { orphanedNodeIds } from '@shared/domain/graph/orphans'
import type { SessionGraph } from '@shared/domain/model/node'
import { arbitraryGraph } from '@shared/testing/arbitrary-graph'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyseOrphans, type OrphanReport } from './analyse'
import { likenessesOf, likenessOf } from './identity'
import { parentPositions } from './parents'
import { closeDownwards, lostBy } from './selection'

const analyse = (graph: SessionGraph): OrphanReport =>
  analyseOrphans({ graph, bytes: graph.nodes.map((_, position) => position + 1), lost: new Map() })

/** A graph together with a random choice of its positions. */
const graphAndChoice = arbitraryGraph.chain((graph) =>
  fc.record({
    graph: fc.constant(graph),
    choice: fc
      .uniqueArray(fc.nat({ max: Math.max(0, graph.nodes.length - 1) }))
      .map((chosen) => new Set(chosen))
  })
)

describe('classes', () => {
  it('are given to exactly the orphans', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const { classes } = analyse(graph)
        const classified = graph.nodes.filter((_, position) => classes[position] !== undefined)
        expect(classified.map((node) => node.node_id)).toEqual(orphanedNodeIds(graph))
      })
    )
  })

  it('say what comparing with every node of the path says', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const path = activePath(graph).positions.flatMap((position) => graph.nodes[position] ?? [])
        const { classes } = analyse(graph)
        for (const [position, node] of graph.nodes.entries()) {
          const { identity, content } = likenessOf(node)
          const same = path.map(likenessOf).filter((other) => other.identity === identity)
          const expected = same.some((other) => other.content === content)
            ? 'copy'
            : same.length > 0
              ? 'variant'
              : 'unique'
          expect([undefined, expected]).toContain(classes[position])
        }
      })
    )
  })

  it('count every orphan once', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const { copies, variants, unique } = analyse(graph).counts
        expect(copies + variants + unique).toBe(orphanedNodeIds(graph).length)
      })
    )
  })

  it('are all unique where there is no path', () => {
    fc.assert(
      fc.property(arbitraryGraph, ({ nodes }) => {
        const { counts } = analyse(graphOf(nodes, undefined))
        expect(counts).toEqual({ copies: 0, variants: 0, unique: nodes.length })
      })
    )
  })

  it('can be asked for the path that another head would give', () => {
    fc.assert(
      fc.property(arbitraryGraph, fc.nat({ max: 12 }), ({ nodes }, at) => {
        const leaf = nodes[at]?.node_id
        const input = { graph: graphOf(nodes, undefined), bytes: nodes.map(() => 1), lost: new Map() }
        const { counts } = analyseOrphans(input, pathTo(nodes, indexNodes(nodes), leaf))
        expect(counts).toEqual(analyse(graphOf(nodes, leaf)).counts)
      })
    )
  })
})

describe('branches', () => {
  it('hold every orphan exactly once, with all its bytes', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const { branches, classes } = analyse(graph)
        const orphans = [...classes.keys()].filter((position) => classes[position] !== undefined)
        expect(branches.flatMap(({ members }) => members).sort((a, b) => a - b)).toEqual(orphans)
        const bytes = branches.reduce((sum, branch) => sum + branch.bytes, 0)
        expect(bytes).toBe(orphans.reduce((sum, position) => sum + position + 1, 0))
      })
    )
  })

  it('are closed downwards, and the parent of a top is no orphan unless it is in a loop', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const { branches, classes, parents } = analyse(graph)
        for (const { top, members, loops } of branches) {
          // of a repeated id only the last node is a parent, so a node above may not be an orphan of its own
          const below = closeDownwards(new Set(members), parents).filter((at) => classes[at] !== undefined)
          expect(below).toEqual(members)
          const parent = parents[top] ?? -1
          expect(parent >= 0 && classes[parent] !== undefined).toBe(loops)
        }
      })
    )
  })

  it('are copy branches when all of their nodes are copies, else work', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const { branches, classes } = analyse(graph)
        for (const branch of branches) {
          const copiesOnly = branch.members.every((position) => classes[position] === 'copy')
          expect(branch.class).toBe(copiesOnly ? 'copy' : 'work')
          expect(branch.copies + branch.variants + branch.unique).toBe(branch.members.length)
        }
      })
    )
  })
})

describe('a selection', () => {
  it('is closed by adding everything below it, and closing it again adds nothing', () => {
    fc.assert(
      fc.property(graphAndChoice, ({ graph, choice }) => {
        const parents = parentPositions(graph.nodes)
        const closed = closeDownwards(choice, parents)
        const set = new Set(closed)
        for (const [position, parent] of parents.entries()) {
          if (set.has(parent)) expect(set.has(position)).toBe(true)
          else if (!choice.has(position)) expect(set.has(position)).toBe(false)
        }
        expect(closeDownwards(set, parents)).toEqual(closed)
      })
    )
  })

  it('loses a thing only when no node outside it says the same', () => {
    fc.assert(
      fc.property(graphAndChoice, ({ graph, choice }) => {
        const all = graph.nodes.map(likenessOf)
        const kept = all.filter((_, position) => !choice.has(position))
        const lost = lostBy(choice, likenessesOf(graph.nodes)).flatMap(({ kind, positions }) =>
          positions.map((position) => ({ kind, position }))
        )
        for (const [position, { identity, content }] of all.entries()) {
          const found = lost.find((loss) => loss.position === position)
          const others = kept.filter((other) => other.identity === identity)
          if (!choice.has(position) || others.some((other) => other.content === content)) {
            expect(found).toBeUndefined()
          } else expect(found?.kind).toBe(others.length === 0 ? 'identity' : 'content')
        }
      })
    )
  })

  it('of copy branches loses nothing', () => {
    fc.assert(
      fc.property(arbitraryGraph, (graph) => {
        const { branches, likenesses } = analyse(graph)
        const chosen = branches.filter((branch) => branch.class === 'copy').flatMap(({ members }) => members)
        expect(lostBy(new Set(chosen), likenesses)).toEqual([])
      })
    )
  })
})

it('takes chains of a hundred thousand nodes and as many branches', () => {
  const node = (position: number, parent: number) => ({
    node_id: `n${position}`,
    ...(parent < 0 ? {} : { parent_node_id: `n${parent}` }),
    timestamp: '2026-05-17T08:00:00+00:00',
    kind: 'plugin' as const,
    plugin_type: 'demo.marker',
    body: BigInt(position)
  })
  const half = 100_000
  const chain = Array.from({ length: half }, (_, position) => node(position, position - 1))
  const twigs = Array.from({ length: half }, (_, position) => node(half + position, position))
  const report = analyse(graphOf([...chain, ...twigs], `n${half - 1}`))
  expect(report.branches).toHaveLength(half)
  expect(closeDownwards(new Set([0]), report.parents)).toHaveLength(2 * half)
})
