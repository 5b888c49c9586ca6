import type { Camera, ViewSize } from '../canvas/camera'
import { scaleOf } from '../canvas/camera'
import { nearestPosition, yOfPosition } from '../canvas/place'
import type { Graph } from '../graph/graph'

/** Room for the head above the drawing and for the count below it, px. */
export const stripHead = 36
const stripFoot = 40
/** Page px per layout px in a store small enough not to fill the strip: a usual card becomes some 6 px. */
const largestScale = 0.13

/** Page px per layout px on a strip of a height. */
export function stripScale({ bounds }: Graph, height: number): number {
  const room = Math.max(1, height - stripHead - stripFoot)
  return Math.min(largestScale, room / Math.max(1, bounds.bottom - bounds.top))
}

/** The part of the cards' layout that the canvas shows, whatever its distance: layout px. */
export function seenRange(
  graph: Graph,
  camera: Camera,
  size: ViewSize
): readonly [top: number, bottom: number] {
  const bottom = camera.y + size.height / scaleOf(camera)
  return [toReadY(graph, camera, camera.y), toReadY(graph, camera, bottom)]
}

/** A y of the camera's layout as a y of the cards' layout. */
function toReadY(graph: Graph, { distance }: Camera, y: number): number {
  if (distance !== 'runs') return y
  const { top, bottom } = graph.runBounds
  if (y <= top) return graph.bounds.top + (y - top)
  if (y >= bottom) return graph.bounds.bottom + (y - bottom)
  return yOfPosition(graph, 'read', nearestPosition(graph, 'runs', 0, y))
}

/** A y of the cards' layout as a y of the camera's layout. */
export function fromReadY(graph: Graph, { distance }: Camera, y: number): number {
  return distance === 'runs' ? yOfPosition(graph, 'runs', nearestPosition(graph, 'read', 0, y)) : y
}
