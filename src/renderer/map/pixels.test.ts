import { type NodeColumns, NodeFlag } from '@shared/domain/columns/columns'
import { layoutGraph } from '@shared/domain/layout/layout'
import { expect, it } from 'vitest'
import { buildGraph, type Graph } from '../graph/graph'
import type { Palette } from './palette'
import { drawLanes, type MapView, type PixelJob } from './pixels'

const accent = 100
const danger = 200
const line = 300
const palette: Palette = {
  onPath: Uint32Array.from({ length: 12 }, (_, kind) => 1 + kind),
  offPath: Uint32Array.from({ length: 12 }, (_, kind) => 21 + kind),
  absent: Uint32Array.from({ length: 12 }, (_, kind) => 41 + kind),
  cost: Uint32Array.from({ length: 13 }, (_, step) => 61 + step),
  accent,
  line,
  danger,
  text: 400
}
const noMarks = { ghosts: null, absent: null, cost: null }

/** A path of `length` messages; one branch of three leaves it at the first. */
function graphOf(length: number): Graph {
  const count = length + 3
  const columns: NodeColumns = {
    count,
    parent: Int32Array.from({ length: count }, (_, row) => (row === length ? 0 : row - 1)),
    seq: new Float64Array(count),
    kind: Uint8Array.from({ length: count }, (_, row) => row % 2),
    flags: Uint16Array.from({ length: count }, (_, row) => (row < length ? NodeFlag.onPath : 0)),
    bytes: new Uint32Array(count),
    time: new Float64Array(count),
    lines: new Uint8Array(count)
  }
  return buildGraph(1, 1, columns, layoutGraph(columns, { leaf: length - 1, showCopies: false }), false, null)
}

function draw(graph: Graph, view: Partial<MapView>, marks: PixelJob['marks'] = noMarks): Uint32Array {
  const whole: MapView = {
    width: 40,
    height: 100,
    top: graph.bounds.top,
    scale: 100 / (graph.bounds.bottom - graph.bounds.top),
    left: 6,
    pitch: 10,
    block: 4,
    lineWidth: 2,
    ...view
  }
  const pixels = new Uint32Array(whole.width * whole.height)
  const job: PixelJob = { pixels, view: whole, graph, palette, marks }
  for (let lane: number | null = 0; lane !== null; ) lane = drawLanes(job, lane, () => true)
  return pixels
}

const column = (pixels: Uint32Array, x: number): number[] =>
  Array.from({ length: 100 }, (_, y) => pixels[y * 40 + x] ?? 0)

it('shows each node of a small store in its colour, with the path marked beside it', () => {
  const pixels = draw(graphOf(6), {})
  expect(column(pixels, 3).every((colour) => colour === accent)).toBe(true)
  const seen = column(pixels, 7).filter((colour, y, all) => colour !== 0 && colour !== all[y - 1])
  expect(seen).toEqual([1, 2, 1, 2, 1, 2])
  expect(new Set(column(pixels, 17))).toEqual(new Set([0, 21, 22, line]))
})

it('fills every row of pixels of a store of any size', () => {
  const pixels = draw(graphOf(100_000), {})
  expect(column(pixels, 7).every((colour) => colour === 1 || colour === 2)).toBe(true)
})

it('draws what a plan would remove as an outline', () => {
  const graph = graphOf(6)
  const pixels = draw(graph, {}, { ...noMarks, ghosts: new Uint8Array(graph.columns.count).fill(1) })
  const inside = column(pixels, 8)
  expect(column(pixels, 6).filter((colour) => colour === danger).length).toBeGreaterThan(60)
  expect(inside.filter((colour) => colour === danger).length).toBeLessThan(40)
})

it('draws nothing of lanes that do not fit, and nothing above or below the store', () => {
  const graph = graphOf(6)
  const pixels = draw(graph, { width: 40, left: 38, top: graph.bounds.bottom + 10 })
  expect(pixels.every((colour) => colour === 0)).toBe(true)
})
