import type { Graph } from '../graph/graph'
import { openStoreState, shownStore } from '../state/open-store'
import { currentSelection, rowOfSelection } from '../state/selection'
import { focusAgentOf } from './AgentCard'
import { canvasState } from './canvas-state'
import { walk, walkToEnd } from './select-item'
import { rowIn } from './selected'
import { spineEnd } from './steps'
import { onWalkKey, type Walk } from './walk-keys'

/**
 * Walks the graph by arrows, Home and End. What is pressed before there is anything to walk is done, in order, as soon as
 * there is; what leads out of the leaf end waits for the graph, and what is pressed after it waits with it.
 * @returns how to stop
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
  const stopReading = openStoreState.subscribe(walkOn)
  return () => {
    stopKeys()
    stopGraph()
    stopReading()
  }
}

const isEnd = (to: Walk): to is 'root' | 'leaf' => to === 'root' || to === 'leaf'

/** Whether it is known where a key leads. The leaf end knows neither what is above it nor what is beside it. */
function canGo(to: Walk, graph: Graph): boolean {
  if (graph.tail === null || to === 'leaf' || isLeftAsItIs()) return true
  if (to !== 'up' && to !== 'down') return false
  const selected = rowOfSelection(currentSelection())
  const row = rowIn(graph, selected)
  return selected === null || (row !== null && (to === 'down' || row !== spineEnd(graph, 'root')))
}

/** Reading was stopped or broke off: no more will come than has. */
function isLeftAsItIs(): boolean {
  const shown = shownStore()
  return shown !== null && (shown.cancelled || shown.error !== null)
}

function go(to: Walk, graph: Graph): void {
  const { distance } = canvasState.getState().camera
  const selected = rowOfSelection(currentSelection())
  if (to === 'right' && selected !== null && focusAgentOf(selected)) return
  if (isEnd(to)) walkToEnd(graph, distance, to)
  else walk(graph, distance, to)
}
