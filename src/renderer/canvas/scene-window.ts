import { scaleOf } from './camera'
import type { canvasState } from './canvas-state'
import type { SceneWindow } from './place'

/** Mounted beyond the view on every side, screen px; and by how much the window moves at a time. */
const margin = 48
const step = 144
/** Layout px between two origins; far below where browsers lose precision. */
const originStep = 2 ** 19

let last: SceneWindow | null = null

/**
 * The window of what is mounted for a camera: the same object until the camera has moved by a step. On the map nothing
 * of it is seen, and it stays where it was.
 */
export function stableWindow({ camera, size }: ReturnType<typeof canvasState.getState>): SceneWindow {
  if (camera.distance === 'map' && last !== null) return last
  const scale = scaleOf(camera)
  const grid = step / scale
  const down = (value: number): number => Math.floor((value - margin / scale) / grid) * grid
  const up = (value: number): number => Math.ceil((value + margin / scale) / grid) * grid
  const next: SceneWindow = {
    distance: camera.distance === 'map' ? 'read' : camera.distance,
    room: size.room,
    top: down(camera.y),
    bottom: up(camera.y + size.height / scale),
    left: Math.max(0, down(camera.x)),
    right: up(camera.x + size.width / scale),
    origin: Math.round(camera.y / originStep) * originStep
  }
  if (last === null || !isSame(last, next)) last = next
  return last
}

function isSame(a: SceneWindow, b: SceneWindow): boolean {
  return (
    a.distance === b.distance &&
    a.room === b.room &&
    a.top === b.top &&
    a.bottom === b.bottom &&
    a.left === b.left &&
    a.right === b.right &&
    a.origin === b.origin
  )
}
