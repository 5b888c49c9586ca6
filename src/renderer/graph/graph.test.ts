import { appendColumns, columnsFrom } from '@shared/domain/columns/append'
import { type NodeColumns, NodeFlag, nodeKinds } from '@shared/domain/columns/columns'
import { type CanvasLayout, layoutGraph } from '@shared/domain/layout/layout'
import type { GraphSummary, NodeCard, StoreOverview } from '@shared/ipc/store'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { GraphIndex, ShownStore } from '../state/open-store'
import { anOverview, aShownStore, aSummary } from '../state/testing'
import { type Graph, graphOf } from './graph'
import { tailColumns } from './tail'

/** A message as the runtime writes it; rows of the chain are told apart by their place. */
const card = (place: number): NodeCard => ({
  row: -(place + 1),
  id: `n${place}`,
  kind: place % 3 === 0 ? 'user' : 'assistant',
  label: '',
  text: 'word '.repeat((place * 7) % 40),
  note: '',
  state: null,
  bytes: 100 + place,
  time: place
})

const places = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at)

/** A chain of `length` messages, and a branch of three nodes that leaves it at its middle. */
function chainWithBranch(length: number): NodeColumns {
  const chain = appendColumns(tailColumns([]), -1, columnsOfCards(0, length))
  const branch = { ...columnsOfCards(length, length + 3), flags: new Uint16Array(3) }
  const columns = appendColumns(chain, length >> 1, branch)
  columns.flags[length - 1] = (columns.flags[length - 1] ?? 0) | NodeFlag.leaf
  return columns
}

function columnsOfCards(from: number, to: number): NodeColumns {
  const cards = places(from, to).map(card)
  return { ...tailColumns(cards), seq: Float64Array.from(cards, ({ row }) => -row) }
}

/** A followed store: what the engine has read of it, and the cards of its leaf end. */
class Followed {
  index: GraphIndex
  /** Messages written, the branch's three nodes among them. */
  written: number
  overview: StoreOverview
  #leaf: number

  constructor(length: number) {
    const nodes = chainWithBranch(length)
    this.#leaf = length - 1
    this.written = nodes.count
    const layout = layoutGraph(nodes, { leaf: this.#leaf, showCopies: false })
    this.index = { generation: 1, summary: this.#summary(), nodes, sets: new Map(), layout }
    this.overview = { ...anOverview(++stores, '/a.db'), tail: places(0, length).map(card) }
  }

  get shown(): ShownStore {
    const { overview, index } = this
    return { ...aShownStore(overview.store, overview.path), overview, index }
  }

  /** Another process appends messages, and the leaf end is told. */
  commit(messages: number): void {
    const before = this.overview.tail
    const tail = [...before, ...places(this.written, this.written + messages).map(card)]
    this.written += messages
    this.overview = { ...this.overview, tail }
  }

  /** The engine reads so many of the rows that it has not read yet; `otherwise` = a card had shown them shorter. */
  read(messages: number, otherwise: boolean): void {
    const { nodes, generation } = this.index
    const rows = columnsOfCards(nodes.count, Math.min(this.written, nodes.count + messages))
    if (rows.count === 0) return
    if (otherwise) rows.lines.fill(3)
    const grown = appendColumns(nodes, this.#leaf, rows)
    this.#leaf = grown.count - 1
    this.index = { ...this.index, generation: generation + 1, nodes: grown, summary: this.#summary() }
  }

  #summary(): GraphSummary {
    return aSummary(this.#leaf + 1)
  }
}
let stores = 0

/** What must be true of a graph: it is laid out as if it had been read like that at once. */
function expectLaidOut(graph: Graph | null, rows: number): void {
  expect(graph?.columns.count).toBe(rows)
  if (graph === null) return
  const columns = columnsFrom(graph.columns, 0)
  const anew: CanvasLayout = layoutGraph(columns, { leaf: rows - 1, showCopies: false })
  const { rowAt, positionOf, offset, first, turns } = anew.read
  expect(graph.read).toMatchObject({ rowAt, positionOf, offset, first, turns })
  expect(graph.runs).toMatchObject({ runStart: anew.runs.runStart, offset: anew.runs.offset })
  expect(graph.bounds.top).toBe(anew.read.extent[0])
  const leaves = [...columns.flags.keys()].filter((row) => ((columns.flags[row] ?? 0) & NodeFlag.leaf) !== 0)
  expect(leaves).toEqual([rows - 1])
  expect(nodeKinds[columns.kind[rows - 1] ?? 0]).toBe(card(rows - 1).kind)
}

const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('commit' as const), messages: fc.integer({ min: 1, max: 3 }) }),
    fc.record({
      kind: fc.constant('read' as const),
      messages: fc.integer({ min: 1, max: 4 }),
      otherwise: fc.boolean()
    })
  ),
  { maxLength: 12 }
)

test('a followed graph is laid out as if it had been read at once, whether cards or rows come first', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 9 }), steps, (length, taken) => {
      const store = new Followed(length)
      expect(graphOf(store.shown)?.columns.count).toBe(length + 3)
      for (const step of taken) {
        if (step.kind === 'commit') store.commit(step.messages)
        else store.read(step.messages, step.otherwise)
        const graph = graphOf(store.shown)
        if (store.written > length + 3) expectLaidOut(graph, store.written)
        expect(graphOf(store.shown)).toBe(graph)
      }
    })
  )
})

test('cards that the path has left again are taken back', () => {
  const store = new Followed(4)
  store.commit(2)
  expect(graphOf(store.shown)?.columns.count).toBe(9)
  store.overview = { ...store.overview, tail: places(0, 3).map(card) }
  expect(graphOf(store.shown)?.columns.count).toBe(7)
})
