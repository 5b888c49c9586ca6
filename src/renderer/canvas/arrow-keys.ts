import { canvasState } from './canvas-state'
import { walk, walkToEnd } from './select-item'
import type { Direction } from './steps'

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right'
}
const ends: Readonly<Record<string, 'root' | 'leaf'>> = { Home: 'root', End: 'leaf' }

/** Walks the graph by arrows, Home and End, while the canvas or nothing has the focus. @returns how to stop */
export function listenToArrows(): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const { target } = event
    const free = target === document.body || (target instanceof Element && target.closest('.canvas') !== null)
    const { graph, camera } = canvasState.getState()
    if (!free || graph === null) return
    const direction = directions[event.key]
    const end = ends[event.key]
    if (direction !== undefined) walk(graph, camera.distance, direction)
    else if (end !== undefined) walkToEnd(graph, camera.distance, end)
    else return
    event.preventDefault()
  }
  window.addEventListener('keydown', press)
  return () => window.removeEventListener('keydown', press)
}
