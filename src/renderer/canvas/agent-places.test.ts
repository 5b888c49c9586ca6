import { NO_PARENT, type NodeColumns, nodeKinds } from '@shared/domain/columns/columns'
import { readMetrics } from '@shared/domain/layout/geometry'
import { layoutGraph } from '@shared/domain/layout/layout'
import { cardRect, type Rect, visibleStretches } from '@shared/domain/layout/query'
import { NO_SUM } from '@shared/domain/usage/sums'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { buildGraph, type Graph } from '../graph/graph'
import { agentState, type StartedAgent } from '../state/agents'
import { floatingReach, paneState } from '../state/panes'
import { placeAgents } from './agent-places'
import type { Camera } from './camera'
import { canvasState, connectCanvas, panBy } from './canvas-state'
import { metricsOf } from './place'

/** A path of calls; `branches` = rows of it at which a side branch of one call leaves. */
function callsWith(length: number, branches: readonly number[]): NodeColumns {
  const count = length + branches.length
  const parent = new Int32Array(count)
  for (let row = 0; row < length; row++) parent[row] = row === 0 ? NO_PARENT : row - 1
  branches.forEach((at, i) => {
    parent[length + i] = at
  })
  return {
    count,
    parent,
    seq: Float64Array.from({ length: count }, (_, row) => row + 1),
    kind: new Uint8Array(count).fill(nodeKinds.indexOf('toolCall')),
    flags: Uint16Array.from({ length: count }, (_, row) => (row < length ? 1 : 0)),
    bytes: new Uint32Array(count),
    time: new Float64Array(count),
    lines: new Uint8Array(count).fill(2)
  }
}

const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

const shape = fc.integer({ min: 2, max: 20 }).chain((length) =>
  fc.record({
    length: fc.constant(length),
    branches: fc.array(fc.integer({ min: 0, max: length - 2 }), { maxLength: 6 }),
    calls: fc.uniqueArray(fc.integer({ min: 0, max: length - 1 }), { maxLength: 6 })
  })
)

test('agents stand to the right of their calls, over no card and over no other agent', () => {
  fc.assert(
    fc.property(shape, ({ length, branches, calls }) => {
      const columns = callsWith(length, branches)
      const { read } = layoutGraph(columns, { leaf: length - 1, showCopies: true })
      const positions = calls.map((row) => read.positionOf[row] ?? -1).sort((a, b) => a - b)
      const places = placeAgents(columns, read, readMetrics, positions)
      for (const [at, { call, card }] of places.entries()) {
        expect(card.x).toBeGreaterThanOrEqual(call.x + call.width)
        expect(card.y).toBeGreaterThanOrEqual(call.y)
        for (const other of places.slice(0, at)) expect(overlap(card, other.card)).toBe(false)
        for (const stretch of visibleStretches(read, card.y, card.y + card.height, 0, 100)) {
          for (let position = stretch.from; position < stretch.to; position++) {
            expect(overlap(card, cardRect(columns, read, readMetrics, position))).toBe(false)
          }
        }
      }
    })
  )
})

const started = (row: number): StartedAgent => {
  const session = `of-call-${row}`
  return {
    row,
    part: 0,
    member: {
      session,
      parent: 'root',
      family: 'root',
      store: '/agent.db',
      own: NO_SUM,
      combined: NO_SUM,
      role: 'agent',
      letter: 'A',
      depth: 1,
      title: ''
    }
  }
}

/** Shows a graph with agents beside its calls, in the Cost lens and from `camera`. */
function look(graph: Graph, size: Size, zoom: number, calls: readonly number[]): void {
  agentState.setState({ agents: calls.map(started) })
  canvasState.setState({ graph, size, camera: { distance: 'read', zoom, x: 0, y: 0 } })
}

type Size = ReturnType<typeof canvasState.getState>['size']

/** The part of the layout that is seen through the pane. */
function seen({ x, y, zoom }: Camera, { width, height }: Size): Rect {
  return { x, y, width: width / zoom, height: height / zoom }
}

const holds = (a: Rect, b: Rect): boolean =>
  a.x <= b.x && b.x + b.width <= a.x + a.width && a.y <= b.y && b.y + b.height <= a.y + a.height

beforeEach(() => {
  agentState.setState({ agents: [] })
  canvasState.setState({ graph: null })
})

/** Panes that have room for a card at any zoom of the reading distance. */
const panes: fc.Arbitrary<Size> = fc.record({
  width: fc.integer({ min: 640, max: 1600 }),
  height: fc.integer({ min: 200, max: 1200 }),
  room: fc.constantFrom('wide', 'small')
})

test('every agent can be brought into view whole by panning', () => {
  const zooms = fc.double({ min: 0.66, max: 2, noNaN: true })
  fc.assert(
    fc.property(shape, panes, zooms, ({ length, branches, calls }, size, zoom) => {
      const columns = callsWith(length, branches)
      const layout = layoutGraph(columns, { leaf: length - 1, showCopies: true })
      const graph = buildGraph(1, 1, columns, layout, false, null)
      const positions = calls.map((row) => layout.read.positionOf[row] ?? -1).sort((a, b) => a - b)
      look(graph, size, zoom, calls)
      for (const { card } of placeAgents(columns, layout.read, metricsOf('read', size.room), positions)) {
        const from = seen(canvasState.getState().camera, size)
        panBy(
          (card.x + card.width / 2 - from.x - from.width / 2) * zoom,
          (card.y + card.height / 2 - from.y - from.height / 2) * zoom
        )
        expect(holds(seen(canvasState.getState().camera, size), card)).toBe(true)
      }
    })
  )
})

test('where the agents go, the view comes back to the lanes that are left', () => {
  const stop = connectCanvas()
  const columns = callsWith(9, [])
  const layout = layoutGraph(columns, { leaf: 8, showCopies: true })
  const size: Size = { width: 640, height: 800, room: 'wide' }
  look(buildGraph(1, 1, columns, layout, false, null), size, 1, [4])
  panBy(1000, 0)
  expect(canvasState.getState().camera.x).toBeGreaterThan(0)
  agentState.setState({ agents: [] })
  expect(canvasState.getState().camera.x).toBe(0)
  stop()
})

test('an inspector that floats over the pane leaves room to see every agent beside it, and takes it away again', () => {
  const stop = connectCanvas()
  const columns = callsWith(9, [])
  const layout = layoutGraph(columns, { leaf: 8, showCopies: true })
  const graph = buildGraph(1, 1, columns, layout, false, null)
  const size: Size = { width: 912, height: 560, room: 'small' }
  const [agent] = placeAgents(columns, layout.read, metricsOf('read', 'small'), [
    layout.read.positionOf[4] ?? -1
  ])
  paneState.setState({ small: true, inspectorOpen: true })
  look(graph, size, 1.5, [4])
  panBy(10_000, 0)
  const { x, zoom } = canvasState.getState().camera
  const right = (agent?.card.x ?? Number.POSITIVE_INFINITY) + (agent?.card.width ?? 0)
  expect((right - x) * zoom).toBeLessThanOrEqual(size.width - floatingReach)
  paneState.setState({ inspectorOpen: false })
  expect(canvasState.getState().camera.x).toBeLessThan(x)
  paneState.setState({ small: false })
  stop()
})
