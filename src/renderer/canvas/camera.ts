import {
  type LaneMetrics,
  laneLeft,
  laneWidthOf,
  loopNoteSpace,
  loopTitleSpace
} from '@shared/domain/layout/geometry'
import type { Graph } from '../graph/graph'
import type { Distance } from '../state/view'
import { lastOfLoop, lostLeafEnd } from './lines'
import { distanceLayout, laneOfPosition, metricsOf, nearestPosition, type Room, yOfPosition } from './place'

/** Where the canvas is looked at: the layout px at the view's top left corner, and how large it is drawn. */
export interface Camera {
  readonly distance: Distance
  /** 1 = 100 %. Runs are drawn in their own size at `runsZoom`, where they take the room that their cards would. */
  readonly zoom: number
  readonly x: number
  readonly y: number
}

export interface ViewSize {
  readonly width: number
  readonly height: number
  readonly room: Room
  /** What stands beside the graph, in this room; absent or null where nothing does. */
  readonly beside?: Reach | null
  /** How much of its right side something floats over, px; absent where nothing does. */
  readonly covered?: number
}

/** How far to the right and down something reaches at reading distance, layout px. */
export interface Reach {
  readonly right: number
  readonly bottom: number
}

const runsZoom = 0.46
const readFrom = 0.66
const runsFrom = 0.24
const largestZoom = 2
/** Space over the topmost and under the lowest card, view px. */
const headroom = 16
const footroom = 120

/** What names a loop that the path runs into stands so far over its first card, layout px. */
export const loopOverPath = loopTitleSpace + loopNoteSpace

/** Screen px per layout px. */
export const scaleOf = ({ distance, zoom }: Pick<Camera, 'distance' | 'zoom'>): number =>
  distance === 'runs' ? zoom / runsZoom : zoom

/** The distance that belongs to a zoom. */
export function distanceAt(zoom: number): Distance {
  if (zoom >= readFrom) return 'read'
  return zoom >= runsFrom ? 'runs' : 'map'
}

/** How much of the pane's width nothing floats over, px; in a pane too narrow for both, half of it. */
const clearWidth = ({ width, covered = 0 }: ViewSize): number => Math.max(width - covered, width / 2)

const usable = (size: ViewSize): number => Math.max(1, size.height - headroom - footroom)

/** The zoom at which the whole store is seen. */
const fittingZoom = ({ bounds }: Graph, size: ViewSize): number =>
  usable(size) / Math.max(1, bounds.bottom - bounds.top)

/** A little under the map's upper border, so that a small store has a map too. */
const smallestZoom = (graph: Graph, size: ViewSize): number =>
  Math.min(runsFrom * 0.75, fittingZoom(graph, size))

/** Keeps the camera on what is drawn: whole cards at both ends, no empty lanes on the right. Costs the same for any graph. */
export function clampCamera(graph: Graph, size: ViewSize, camera: Camera): Camera {
  const scale = scaleOf(camera)
  const { top } = camera.distance === 'runs' ? graph.runBounds : graph.bounds
  const loop = camera.distance !== 'map' && lastOfLoop(graph, 0) !== -1 ? loopOverPath : 0
  const highest = top - loop - headroom / scale
  const { right, bottom } = reachOf(graph, size, camera.distance)
  const lowest = bottom + (footroom - size.height) / scale
  const widest = camera.distance === 'map' ? 0 : Math.max(0, right + 24 - clearWidth(size) / scale)
  const x = Math.min(Math.max(camera.x, 0), widest)
  return { ...camera, x, y: Math.max(Math.min(camera.y, lowest), highest) }
}

/** How far the graph's lanes reach, with what stands beside and below them. */
function reachOf(graph: Graph, { room, beside }: ViewSize, distance: Distance): Reach {
  const { bottom: lowest, lanes } = distance === 'runs' ? graph.runBounds : graph.bounds
  const metrics = metricsOf(distance, room)
  const right = laneLeft(metrics, lanes - 1) + laneWidthOf(metrics, lanes - 1)
  // the stub of a leaf that is not stored stands below the spine, where the layout keeps no room
  const bottom = graph.leafLost && distance !== 'map' ? Math.max(lowest, lostLeafEnd) : lowest
  if (beside == null || distance !== 'read') return { right, bottom }
  return { right: Math.max(right, beside.right), bottom: Math.max(bottom, beside.bottom) }
}

/** How a store is first seen: at reading size, its leaf near the bottom. */
export const openingCamera = (graph: Graph, size: ViewSize): Camera =>
  clampCamera(graph, size, { distance: 'read', zoom: 1, x: 0, y: footroom - size.height })

/** Moves the view by screen px. */
export function panCamera(graph: Graph, size: ViewSize, camera: Camera, dx: number, dy: number): Camera {
  const scale = scaleOf(camera)
  return clampCamera(graph, size, { ...camera, x: camera.x + dx / scale, y: camera.y + dy / scale })
}

/** A point of the view, screen px from its top left corner. */
export interface ViewPoint {
  readonly x: number
  readonly y: number
}

/**
 * Changes the zoom, and with it the distance where a border is passed. What stands at `at` stays there, also when it
 * becomes part of a run or falls apart into cards.
 */
export function zoomCamera(
  graph: Graph,
  size: ViewSize,
  camera: Camera,
  zoom: number,
  at: ViewPoint
): Camera {
  const bounded = Math.min(Math.max(zoom, smallestZoom(graph, size)), largestZoom)
  return lookFrom(graph, size, camera, { distance: distanceAt(bounded), zoom: bounded }, at)
}

type Look = Pick<Camera, 'distance' | 'zoom'>

function lookFrom(graph: Graph, size: ViewSize, camera: Camera, look: Look, at: ViewPoint): Camera {
  const before = scaleOf(camera)
  const after = scaleOf(look)
  const next = { ...camera, ...look }
  const y = camera.y + at.y / before
  if (distanceLayout(graph, look.distance) === distanceLayout(graph, camera.distance)) {
    const x = look.distance === camera.distance ? camera.x + at.x / before - at.x / after : 0
    return clampCamera(graph, size, { ...next, x, y: y - at.y / after })
  }
  const lane = laneAt(metricsOf(camera.distance, size.room), camera.x + at.x / before)
  const position = nearestPosition(graph, camera.distance, lane, y)
  if (position === -1) return clampCamera(graph, size, next)
  const onScreen = (yOfPosition(graph, camera.distance, position) - camera.y) * before
  const moved = { ...next, x: 0, y: yOfPosition(graph, look.distance, position) - onScreen / after }
  return clampCamera(graph, size, { ...moved, x: laneInView(graph, size, moved, position) })
}

/** The lane that an x of the layout falls into. */
export const laneAt = (metrics: LaneMetrics, x: number): number =>
  x < metrics.laneX ? 0 : 1 + Math.floor((x - metrics.laneX) / metrics.lanePitch)

/** Goes to a distance, around the spine in the middle of the view. */
export function toDistance(graph: Graph, size: ViewSize, camera: Camera, distance: Distance): Camera {
  if (distance === camera.distance) return camera
  const zoom = { read: 1, runs: runsZoom, map: smallestZoom(graph, size) }[distance]
  return lookFrom(graph, size, camera, { distance, zoom }, { x: 40, y: size.height / 2 })
}

/** Shows the whole store, as near as that can be. */
export function fitCamera(graph: Graph, size: ViewSize): Camera {
  const cards = fittingZoom(graph, size)
  const { top, bottom } = graph.runBounds
  const runs = Math.min(usable(size) / Math.max(1, bottom - top), 1) * runsZoom
  const corner = { x: 0, y: Number.NEGATIVE_INFINITY }
  const look: Look =
    cards >= readFrom
      ? { distance: 'read', zoom: Math.min(cards, 1) }
      : runs >= runsFrom
        ? { distance: 'runs', zoom: runs }
        : { distance: 'map', zoom: smallestZoom(graph, size) }
  return clampCamera(graph, size, { ...look, ...corner })
}

/** Moves just so far that a position is seen whole, with some room around it; from afar, to the middle of the view. */
export function revealPosition(graph: Graph, size: ViewSize, camera: Camera, position: number): Camera {
  const scale = scaleOf(camera)
  const y = yOfPosition(graph, camera.distance, position)
  const height = size.height / scale
  const margin = Math.min(120, size.height / 4) / scale
  const tall = 88
  const above = position === 0 ? margin + loopOverPath : margin
  const lowered = Math.min(camera.y, y - above)
  const near = Math.max(lowered, y + tall + margin - height)
  const far = Math.abs(near - camera.y) > height
  const x = laneInView(graph, size, camera, position)
  return clampCamera(graph, size, { ...camera, x, y: far ? y - height / 2 : near })
}

/** Moves just so far sideways that nothing floats over a position's card. */
export function clearPosition(graph: Graph, size: ViewSize, camera: Camera, position: number): Camera {
  if (camera.distance === 'map') return clampCamera(graph, size, camera)
  const metrics = metricsOf(camera.distance, size.room)
  const lane = laneOfPosition(graph, camera.distance, position)
  const right = laneLeft(metrics, lane) + laneWidthOf(metrics, lane) + 24
  const x = Math.max(camera.x, right - clearWidth(size) / scaleOf(camera))
  return clampCamera(graph, size, { ...camera, x })
}

/** The x at which the lane of a position is seen: with the spine in sight where both fit, else nearest to the camera. */
function laneInView(graph: Graph, size: ViewSize, camera: Camera, position: number): number {
  const lane = laneOfPosition(graph, camera.distance, position)
  if (camera.distance === 'map' || lane === 0) return 0
  const metrics = metricsOf(camera.distance, size.room)
  const left = laneLeft(metrics, lane) - 24
  const right = left + laneWidthOf(metrics, lane) + 48
  const width = clearWidth(size) / scaleOf(camera)
  if (right - 24 <= width) return 0
  if (left < camera.x) return left
  return Math.min(left, Math.max(camera.x, right - width))
}
