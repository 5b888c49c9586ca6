import { focusAgentOf } from '../cost/AgentCard'
import type { Graph } from '../graph/graph'
import { currentSelection, rowOfSelection } from '../state/selection'
import type { Distance } from '../state/view'
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

/**
 * Walks the graph by arrows, Home and End, while the canvas or nothing has the focus. What is pressed before there is
 * anything to walk is done as soon as there is: the last key counts, and Home waits for the root, which comes last.
 * @returns how to stop
 */
export function listenToArrows(): () => void {
  let wish: string | null = null
  const act = (key: string, graph: Graph, distance: Distance): void => {
    const direction = directions[key]
    const end = ends[key]
    wish = end === 'root' && graph.tail !== null ? key : null
    const selected = rowOfSelection(currentSelection())
    if (direction === 'right' && selected !== null && focusAgentOf(selected)) return
    if (direction !== undefined) walk(graph, distance, direction)
    else if (end !== undefined && wish === null) walkToEnd(graph, distance, end)
  }
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const { target } = event
    const free = target === document.body || (target instanceof Element && target.closest('.canvas') !== null)
    const { graph, camera } = canvasState.getState()
    if (!free || (directions[event.key] ?? ends[event.key]) === undefined) return
    if (graph === null) wish = event.key
    else act(event.key, graph, camera.distance)
    event.preventDefault()
  }
  window.addEventListener('keydown', press)
  const stop = canvasState.subscribe(({ graph, camera }, before) => {
    if (wish === null || graph === null || graph === before.graph) return
    const key = wish
    wish = null
    act(key, graph, camera.distance)
  })
  return () => {
    window.removeEventListener('keydown', press)
    stop()
  }
}
