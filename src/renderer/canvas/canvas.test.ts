import { LOST_PARENT, NO_PARENT, type NodeColumns, NodeFlag, nodeKinds } from '@shared/domain/columns/columns'
import { laneLeft, laneWidthOf } from '@shared/domain/layout/geometry'
import { layoutGraph } from '@shared/domain/layout/layout'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildGraph, chipOf, type Graph } from '../graph/graph'
import { seenRange } from '../map/strip-view'
import {
  type Camera,
  clampCamera,
  clearPosition,
  fitCamera,
  openingCamera,
  scaleOf,
  toDistance,
  zoomCamera
} from './camera'
import type { SceneWindow } from './place'
import { laneOfPosition, metricsOf, yOfPosition } from './place'
import { buildScene } from './scene'
import { type Direction, spineEnd, stepFrom } from './steps'

const kinds = ['user', 'assistant', 'toolCall', 'toolResult'] as const
const size = { width: 700, height: 800, room: 'wide' } as const

/** A path of `length` nodes, a turn every eighth, and branches of three nodes that leave it at the given places. */
function graphWith(
  length: number,
  forks: readonly number[],
  flags: (row: number) => number = () => 0
): Graph {
  const count = length + 3 * forks.length
  const parent = Int32Array.from({ length: count }, (_, row) => {
    if (row < length) return row - 1
    return (row - length) % 3 === 0 ? (forks[(row - length) / 3] ?? NO_PARENT) : row - 1
  })
  const columns: NodeColumns = {
    count,
    parent,
    seq: Float64Array.from(parent, (_, row) => row),
    kind: Uint8Array.from(parent, (_, row) => nodeKinds.indexOf(kinds[row % 4] ?? 'user')),
    flags: Uint16Array.from(
      parent,
      (_, row) =>
        (row < length ? NodeFlag.onPath : 0) |
        (row < length && row % 8 === 0 ? NodeFlag.turnStart : 0) |
        (row === length - 1 ? NodeFlag.leaf : 0) |
        flags(row)
    ),
    bytes: new Uint32Array(count).fill(100),
    time: new Float64Array(count),
    lines: Uint8Array.from(parent, (_, row) => row % 4)
  }
  const layout = layoutGraph(columns, { leaf: length - 1, showCopies: false })
  return buildGraph(1, 1, columns, layout, false, null)
}

const windowAround = (graph: Graph, distance: 'read' | 'runs', top: number): SceneWindow => ({
  distance,
  room: 'wide',
  top,
  bottom: top + 900,
  left: 0,
  right: graph.bounds.lanes * 400,
  origin: 0
})

interface Shape {
  readonly length: number
  readonly forks: readonly number[]
}

const shapes: fc.Arbitrary<Shape> = fc.record({
  length: fc.integer({ min: 1, max: 300 }),
  forks: fc.array(fc.nat(299), { maxLength: 20 })
})

function drawn({ length, forks }: Shape): Graph {
  const places = new Set(forks.map((fork) => fork % length))
  return graphWith(
    length,
    [...places].sort((a, b) => a - b)
  )
}

const zooms = fc.double({ min: 0.01, max: 2, noNaN: true })

describe('the camera', () => {
  it('opens at the leaf, at reading size', () => {
    const graph = graphWith(200, [])
    const camera = openingCamera(graph, size)
    expect(camera).toMatchObject({ distance: 'read', zoom: 1, x: 0 })
    expect(camera.y + size.height).toBeGreaterThan(0)
    expect(camera.y + size.height).toBeLessThan(200)
  })

  it('keeps the zoomed point in its place while the distance stays the same', () => {
    const graph = graphWith(400, [20])
    const from: Camera = { distance: 'read', zoom: 1, x: 0, y: -9000 }
    const to = zoomCamera(graph, size, from, 0.8, { x: 100, y: 300 })
    expect(to.distance).toBe('read')
    expect(to.y + 300 / 0.8).toBeCloseTo(from.y + 300)
  })

  it('keeps a node in its place when cards fold into runs and fall apart again', () => {
    const graph = graphWith(2000, [])
    const from: Camera = { distance: 'read', zoom: 0.7, x: 0, y: -30_000 }
    const runs = zoomCamera(graph, size, from, 0.5, { x: 100, y: 300 })
    const back = zoomCamera(graph, size, runs, 0.7, { x: 100, y: 300 })
    expect(runs.distance).toBe('runs')
    expect(Math.abs(back.y - from.y)).toBeLessThan(400)
  })

  it('never leaves the canvas, at any zoom', () => {
    fc.assert(
      fc.property(shapes, zooms, fc.integer({ min: -1e6, max: 1e6 }), (shape, zoom, y) => {
        const graph = drawn(shape)
        const from = clampCamera(graph, size, { distance: 'read', zoom: 1, x: 0, y })
        const camera = zoomCamera(graph, size, from, zoom, { x: 300, y: 400 })
        const { top, bottom } = camera.distance === 'runs' ? graph.runBounds : graph.bounds
        expect(camera.y).toBeLessThanOrEqual(bottom)
        expect(camera.y + size.height / scaleOf(camera)).toBeGreaterThanOrEqual(top)
        expect(camera.x).toBeGreaterThanOrEqual(0)
      })
    )
  })

  it('can be moved to where the stub of a leaf that is not stored is seen whole, at any zoom', () => {
    fc.assert(
      fc.property(shapes, zooms, fc.constantFrom('read', 'runs'), (shape, zoom, distance) => {
        const graph = { ...drawn(shape), leafLost: true }
        const to: Camera = { distance, zoom, x: 0, y: Number.POSITIVE_INFINITY }
        const camera = clampCamera(graph, size, to)
        const window = windowAround(graph, distance, 0)
        const stub = buildScene(graph, window).items.find(({ type }) => type === 'lost-leaf')
        const seenTo = camera.y + size.height / scaleOf(camera)
        expect(seenTo).toBeGreaterThanOrEqual((stub?.y ?? Number.NaN) + (stub?.height ?? Number.NaN))
      })
    )
  })

  it('moves a card clear of what floats over the pane, and no further', () => {
    const covers = fc.integer({ min: 0, max: 350 })
    fc.assert(
      fc.property(shapes, covers, fc.nat(400), fc.nat(4000), (shape, covered, at, x) => {
        const graph = drawn(shape)
        const pane = { ...size, covered }
        const from = clampCamera(graph, size, { distance: 'read', zoom: 1, x, y: 0 })
        const position = at % graph.columns.count
        const lane = laneOfPosition(graph, 'read', position)
        const metrics = metricsOf('read', 'wide')
        const right = laneLeft(metrics, lane) + laneWidthOf(metrics, lane)
        const camera = clearPosition(graph, pane, from, position)
        expect(right - camera.x).toBeLessThanOrEqual(size.width - covered)
        if (right + 24 - from.x <= size.width - covered) expect(camera.x).toBe(from.x)
      })
    )
  })

  it('fits the whole store into the view', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const graph = drawn(shape)
        const camera = fitCamera(graph, size)
        const { top, bottom } = camera.distance === 'runs' ? graph.runBounds : graph.bounds
        expect((bottom - top) * scaleOf(camera)).toBeLessThanOrEqual(size.height)
        expect(camera.y).toBeLessThanOrEqual(top)
      })
    )
  })

  it('shows on the strip the same nodes that it shows as runs', () => {
    const graph = graphWith(2000, [])
    const camera = toDistance(graph, size, { distance: 'read', zoom: 1, x: 0, y: -40_000 }, 'runs')
    const [top, bottom] = seenRange(graph, camera, size)
    expect(top).toBeLessThan(bottom)
    expect(top).toBeLessThan(-40_000 + size.height)
    expect(bottom).toBeGreaterThan(-40_000)
  })
})

describe('the scene', () => {
  it('holds every card that meets the window, and few others', () => {
    fc.assert(
      fc.property(shapes, fc.integer({ min: -20_000, max: 500 }), (shape, top) => {
        const graph = drawn(shape)
        const window = windowAround(graph, 'read', top)
        const items = buildScene(graph, window).items
        expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
        const shown = new Set(items.flatMap((item) => (item.type === 'card' ? [item.row] : [])))
        for (let position = 0; position < graph.read.rowAt.length; position++) {
          const y = yOfPosition(graph, 'read', position)
          if (y >= window.top && y < window.bottom) expect(shown).toContain(graph.read.rowAt[position])
        }
        for (const { y, height } of items) {
          expect(y).toBeLessThan(window.bottom)
          expect(y + height).toBeGreaterThan(window.top - 144)
        }
      })
    )
  })

  it('numbers the turns of the spine', () => {
    const graph = graphWith(24, [])
    const items = buildScene(graph, windowAround(graph, 'read', graph.bounds.top)).items
    expect(items.flatMap((item) => (item.type === 'label' ? [item.turn] : []))).toEqual([1, 2])
  })

  it('draws the spine as path, branches beside it, and a ring where they leave', () => {
    const graph = graphWith(6, [2])
    const lines = buildScene(graph, windowAround(graph, 'read', -800)).lines
    const tones = new Map(lines.map(({ id, tone }) => [id, tone]))
    expect(tones.get('s0')).toBe('path')
    expect(tones.get('s1')).toBe('off')
    expect(tones.get('c1')).toBe('off')
    expect(tones.get('f2')).toBe('ring-path')
    expect(tones.get('leaf')).toBe('leaf')
  })

  it('folds copies into one counted chip that stands for each of them', () => {
    const graph = graphWith(6, [2, 2], (row) => (row >= 6 ? NodeFlag.copy : 0))
    const items = buildScene(graph, windowAround(graph, 'read', -800)).items
    const chips = items.filter(({ type }) => type === 'chip')
    expect(chips).toHaveLength(1)
    expect(graph.read.folded[1]).toBe(6)
    expect([6, 8, 11].map((row) => chipOf(graph, row))).toEqual([1, 1, 1])
    expect(chipOf(graph, 3)).toBeNull()
  })

  it('puts a stub where a parent is lost', () => {
    const graph = graphWith(4, [LOST_PARENT])
    const items = buildScene(graph, { ...windowAround(graph, 'read', -800), right: 2000 }).items
    expect(items.filter(({ type }) => type === 'lost')).toHaveLength(1)
  })
})

describe('the arrow keys', () => {
  it('walk from the root to the leaf and back, node by node', () => {
    const graph = graphWith(50, [3, 10])
    let row: number | null = spineEnd(graph, 'root')
    const seen: number[] = []
    while (row !== null) {
      seen.push(row)
      row = stepFrom(graph, 'read', row, 'down')
    }
    expect(seen).toEqual(Array.from({ length: 50 }, (_, i) => i))
    expect(stepFrom(graph, 'read', 49, 'up')).toBe(48)
    expect(spineEnd(graph, 'leaf')).toBe(49)
  })

  it('lead to the siblings in order of birth, and from a branch up to its fork', () => {
    const graph = graphWith(20, [5, 5])
    expect(stepFrom(graph, 'read', 6, 'right')).toBe(20)
    expect(stepFrom(graph, 'read', 20, 'right')).toBe(23)
    expect(stepFrom(graph, 'read', 23, 'left')).toBe(20)
    expect(stepFrom(graph, 'read', 20, 'left')).toBe(6)
    expect(stepFrom(graph, 'read', 20, 'up')).toBe(5)
  })

  it('never leave the graph, from any node, at any distance', () => {
    const directions: readonly Direction[] = ['up', 'down', 'left', 'right']
    fc.assert(
      fc.property(shapes, fc.nat(400), fc.constantFrom('read', 'runs', 'map'), (shape, at, distance) => {
        const graph = drawn(shape)
        const row = at % graph.columns.count
        for (const direction of directions) {
          const next = stepFrom(graph, distance, row, direction)
          if (next !== null) expect(next).toBeLessThan(graph.columns.count)
          expect(next).not.toBe(row)
        }
      })
    )
  })
})
