import { focusAgentOf } from '../cost/AgentCard'
import type { Graph } from '../graph/graph'
import { currentSelection, rowOfSelection } from '../state/selection'
import { canvasState } from './canvas-state'
import { walk, walkToEnd } from './select-item'
import { onWalkKey, type Walk } from './walk-keys'

/**
 * Walks the graph by arrows, Home and End. What is pressed before there is anything to walk is done, in order, as soon as
 * there is; Home waits for the root, which comes last, and what is pressed after it waits with it. @returns how to stop
 */
export function walkByKeys(): () => void {
  const waiting: Walk[] = []
  const walkOn = (): void => {
    const { graph } = canvasState.getState()
    for (let to = waiting[0]; graph !== null && to !== undefined && canGo(to, graph); to = waiting[0]) {
      waiting.shift()
      go(to, graph)
    }
  }
  const stopKeys = onWalkKey((to) => {
    // an end of the path is the same, wherever one comes from
    if (isEnd(to)) waiting.length = 0
    waiting.push(to)
    walkOn()
  })
  const stopGraph = canvasState.subscribe(({ graph }, before) => {
    if (graph !== before.graph) walkOn()
  })
  return () => {
    stopKeys()
    stopGraph()
  }
}

const isEnd = (to: Walk): to is 'root' | 'leaf' => to === 'root' || to === 'leaf'

const canGo = (to: Walk, graph: Graph): boolean => to !== 'root' || graph.tail === null

function go(to: Walk, graph: Graph): void {
  const { distance } = canvasState.getState().camera
  const selected = rowOfSelection(currentSelection())
  if (to === 'right' && selected !== null && focusAgentOf(selected)) return
  if (isEnd(to)) walkToEnd(graph, distance, to)
  else walk(graph, distance, to)
}
