import { startGrowing } from '@shared/domain/layout/grow'
import { layoutGraph } from '@shared/domain/layout/layout'
import type { NodeCard } from '@shared/ipc/store'
import { expect, test } from 'vitest'
import { buildGraph, type Graph } from './graph'
import { growGraph, newCards } from './grow'
import { tailColumns } from './tail'

const card = (seq: number): NodeCard => ({
  row: -seq,
  id: `n${seq}`,
  kind: 'user',
  label: 'User',
  note: '',
  text: `text ${seq}`,
  bytes: 100 + seq,
  time: null,
  state: null
})

/** A chain of rows with these `seq`, whose last one is the leaf. */
function graphOfChain(...seqs: readonly number[]): Graph {
  const columns = { ...tailColumns(seqs.map(card)), seq: Float64Array.from(seqs) }
  const layout = layoutGraph(columns, { leaf: seqs.length - 1, showCopies: false })
  return buildGraph(1, 1, columns, layout, false, null)
}

test('what hangs below the leaf and is not in the graph yet is new', () => {
  const graph = graphOfChain(1, 2, 5)
  expect(newCards(graph, [card(2), card(5), card(6), card(9)]).map(({ id }) => id)).toEqual(['n6', 'n9'])
  expect(newCards(graph, [card(2), card(5)])).toEqual([])
})

test('a leaf end that does not go on from the leaf adds nothing: the rows were rewritten, or the head was moved', () => {
  const graph = graphOfChain(1, 2, 5)
  expect(newCards(graph, [card(7), card(8)])).toEqual([])
  expect(newCards(graph, [card(5), card(3)])).toEqual([])
})

test('the new rows follow those that are there, and the last one is the leaf', () => {
  const graph = graphOfChain(1, 2, 5)
  const { columns, layout } = growGraph(graph, startGrowing(graph), [card(6), card(9)])
  const { read } = layout
  expect([...columns.seq]).toEqual([1, 2, 5, 6, 9])
  expect([...columns.parent]).toEqual([-1, 0, 1, 2, 3])
  expect([...read.rowAt]).toEqual([0, 1, 2, 3, 4])
  expect(newCards({ ...graph, columns, read }, [card(9), card(10)]).map(({ id }) => id)).toEqual(['n10'])
})

test('growing a graph leaves the one before as it was', () => {
  const graph = graphOfChain(1, 2, 5)
  const before = structuredClone(graph.columns)
  const { read, runs } = structuredClone({ read: graph.read, runs: graph.runs })
  growGraph(graph, startGrowing(graph), [card(6)])
  expect(graph.columns).toEqual(before)
  expect(graph).toMatchObject({ read, runs })
})
