import { focusAgentOf } from '../cost/AgentCard'
import type { Graph } from '../graph/graph'
import { currentSelection, rowOfSelection } from '../state/selection'
import type { Distance } from '../state/view'
import { canvasState } from './canvas-state'
import { walk, walkToEnd } from './select-item'
import type { Direction } from './steps'
import { onWalkKey } from './walk-keys'

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right'
}
const ends: Readonly<Record<string, 'root' | 'leaf'>> = { Home: 'root', End: 'leaf' }

/**
 * Walks the graph by arrows, Home and End. What is pressed before there is anything to walk is done as soon as there is:
 * the last key counts, and Home waits for the root, which comes last. @returns how to stop
 */
export function walkByKeys(): () => void {
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
  const stopKeys = onWalkKey((key) => {
    const { graph, camera } = canvasState.getState()
    if (graph === null) wish = key
    else act(key, graph, camera.distance)
  })
  const stopGraph = canvasState.subscribe(({ graph, camera }, before) => {
    if (wish === null || graph === null || graph === before.graph) return
    const key = wish
    wish = null
    act(key, graph, camera.distance)
  })
  return () => {
    stopKeys()
    stopGraph()
  }
}
