import { focusAgentOf } from '../cost/AgentCard'
import type { Graph } from '../graph/graph'
import { currentSelection, rowOfSelection } from '../state/selection'
import type { Distance } from '../state/view'
import { canvasState } from './canvas-state'
import { walk, walkToEnd } from './select-item'
import { onWalkKey, type Walk } from './walk-keys'

/**
 * Walks the graph by arrows, Home and End. What is pressed before there is anything to walk is done as soon as there is:
 * the last key counts, and Home waits for the root, which comes last. @returns how to stop
 */
export function walkByKeys(): () => void {
  let wish: Walk | null = null
  const act = (to: Walk, graph: Graph, distance: Distance): void => {
    wish = to === 'root' && graph.tail !== null ? to : null
    const selected = rowOfSelection(currentSelection())
    if (wish !== null || (to === 'right' && selected !== null && focusAgentOf(selected))) return
    if (to === 'root' || to === 'leaf') walkToEnd(graph, distance, to)
    else walk(graph, distance, to)
  }
  const stopKeys = onWalkKey((to) => {
    const { graph, camera } = canvasState.getState()
    if (graph === null) wish = to
    else act(to, graph, camera.distance)
  })
  const stopGraph = canvasState.subscribe(({ graph, camera }, before) => {
    if (wish === null || graph === null || graph === before.graph) return
    const to = wish
    wish = null
    act(to, graph, camera.distance)
  })
  return () => {
    stopKeys()
    stopGraph()
  }
}
