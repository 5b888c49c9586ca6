import { expect, test } from 'vitest'
import { type Graph, noGraph } from '../graph/graph'
import { FlowNodes } from './flow-nodes'
import type { SceneWindow } from './place'
import type { SceneItem } from './scene'

const window: SceneWindow = {
  distance: 'read',
  room: 'wide',
  top: 0,
  bottom: 900,
  left: 0,
  right: 700,
  origin: 0
}

const graphOfStore = (store: number): Graph => ({ ...noGraph, store })

const cards = (count: number): SceneItem[] =>
  Array.from({ length: count }, (_, row) => ({
    id: `n${row}`,
    type: 'card',
    row,
    segment: 0,
    x: 0,
    y: row * 60,
    width: 300,
    height: 50
  }))

/** Draws until all is there, as the canvas does frame after frame. */
function drawn(elements: FlowNodes, graph: Graph, items: readonly SceneItem[]) {
  for (;;) {
    const step = elements.of(graph, items, window)
    if (step.isWhole) return step.nodes
  }
}

const isSeen = ({ style }: ReturnType<typeof drawn>[number]): boolean => style?.display !== 'none'

test('between two stores the elements stay in the page, and none of them is seen', () => {
  const elements = new FlowNodes()
  const before = drawn(elements, graphOfStore(1), cards(30)).map(({ id }) => id)
  const between = drawn(elements, noGraph, [])
  expect(between.map(({ id }) => id)).toEqual(before)
  expect(between.filter(isSeen)).toEqual([])
})

test('the next store is drawn in the elements of the one before, and what is left over of it goes', () => {
  const elements = new FlowNodes()
  const before = new Set(drawn(elements, graphOfStore(1), cards(30)).map(({ id }) => id))
  drawn(elements, noGraph, [])
  const next = graphOfStore(2)
  const after = drawn(elements, next, cards(12))
  expect(after.filter(isSeen)).toHaveLength(12)
  expect(after.filter(({ id }) => !before.has(id))).toEqual([])
  expect(after.filter(({ data }) => data.graph !== next)).toEqual([])
})

test('one frame never fills more than a few elements', () => {
  const elements = new FlowNodes()
  const graph = graphOfStore(1)
  let seen = 0
  for (;;) {
    const step = elements.of(graph, cards(40), window)
    const now = step.nodes.filter(isSeen).length
    expect(now - seen).toBeLessThanOrEqual(8)
    seen = now
    if (step.isWhole) break
  }
  expect(seen).toBe(40)
})
