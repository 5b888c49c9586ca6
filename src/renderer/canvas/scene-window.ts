import { scaleOf } from './camera'
import type { canvasState } from './canvas-state'
import type { SceneWindow } from './place'

/** Mounted at least this far beyond the view on every side, as much more where it is mounted anew, at most; screen px. */
const margin = 48
const ahead = 96
const most = margin + 3 * ahead
/** Layout px between two origins; far below where browsers lose precision. */
const originStep = 2 ** 19

let last: SceneWindow | null = null

/**
 * The window of what is mounted for a camera: the same object until the view comes near its edge, or is much smaller.
 * On the map nothing of it is seen, and it stays where it was.
 */
export function stableWindow({ camera, size }: ReturnType<typeof canvasState.getState>): SceneWindow {
  if (camera.distance === 'map' && last !== null) return last
  const scale = scaleOf(camera)
  const around = (px: number) => ({
    top: Math.floor(camera.y - px / scale),
    bottom: Math.ceil(camera.y + (size.height + px) / scale),
    left: Math.max(0, Math.floor(camera.x - px / scale)),
    right: Math.ceil(camera.x + (size.width + px) / scale)
  })
  const kind = {
    distance: camera.distance === 'map' ? 'read' : camera.distance,
    room: size.room,
    origin: Math.round(camera.y / originStep) * originStep
  } as const
  const fits =
    last !== null && isSame(last, kind) && covers(last, around(margin)) && covers(around(most), last)
  if (last === null || !fits) last = { ...kind, ...around(margin + ahead) }
  return last
}

type Area = Pick<SceneWindow, 'top' | 'bottom' | 'left' | 'right'>
type Kind = Omit<SceneWindow, keyof Area>

const covers = (outer: Area, inner: Area): boolean =>
  outer.top <= inner.top &&
  outer.bottom >= inner.bottom &&
  outer.left <= inner.left &&
  outer.right >= inner.right

const isSame = (a: Kind, b: Kind): boolean =>
  a.distance === b.distance && a.room === b.room && a.origin === b.origin
