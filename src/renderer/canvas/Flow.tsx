import '@xyflow/react/dist/base.css'
import {
  BaseEdge,
  type EdgeProps,
  type EdgeTypes,
  Handle,
  type NodeProps,
  type NodeTypes,
  Position,
  ReactFlow,
  useReactFlow
} from '@xyflow/react'
import { memo, useLayoutEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { AgentCard } from '../cost/AgentCard'
import { useAgentCards } from '../cost/useAgentCards'
import { wantCards } from '../graph/cards'
import type { Graph } from '../graph/graph'
import { chooseItem } from '../prune/choose-item'
import { CardNode } from './CardNode'
import { useCallBracket } from './call-bracket'
import { scaleOf } from './camera'
import { canvasState } from './canvas-state'
import { FlowElements, type FlowNode, type ItemNode, type LineEdge } from './flow-elements'
import { RunNode } from './RunNode'
import { useReadingBand } from './reading-band'
import { runFacts } from './run-facts'
import { buildScene, type Scene, type SceneItem, type SceneWindow } from './scene'
import { stableWindow } from './scene-window'
import { readItem, selectItem } from './select-item'
import { useActiveItem } from './useActiveItem'
import {
  BranchNote,
  ChipNode,
  LoopNote,
  LoopTitle,
  LostLeafNode,
  LostParentNode,
  loopNames,
  membersOf,
  ProposedLeaf,
  TurnLabel
} from './WordNodes'

/** Cards, runs and lines near the view, drawn by React Flow, which is given nothing that is out of sight. */
export function Flow({ graph }: { readonly graph: Graph }) {
  const window = useStore(canvasState, stableWindow)
  const [elements] = useState(() => new FlowElements())
  const scene = useMemo(() => buildScene(graph, window), [graph, window])
  const band = useReadingBand(graph, window)
  const bracket = useCallBracket(graph, window)
  const agents = useAgentCards(graph, window)
  const lines = [...scene.lines, ...agents.lines, ...(bracket === null ? [] : [bracket])]
  const items = [...(band === null ? [] : [band]), ...scene.items, ...agents.items]
  const nodes = elements.nodes(graph, items, window.origin)
  const edges = elements.edges(lines)
  useActiveItem(graph, window.distance === 'runs', nodes)
  useLayoutEffect(() => wantCards(graph, rowsOf(graph, scene)), [graph, scene])
  return (
    <ReactFlow<FlowNode, LineEdge>
      ref={asPartOfTree}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      defaultViewport={viewportOf(window)}
      onNodeClick={(event, node) => node.type === 'item' && pickItem(graph, node.data.item, event.shiftKey)}
      onNodeContextMenu={(_, node) => node.type === 'item' && selectItem(graph, node.data.item)}
      onNodeDoubleClick={(_, node) => node.type === 'item' && readItem(graph, node.data.item)}
      minZoom={0.1}
      maxZoom={4}
      panOnDrag={false}
      panOnScroll={false}
      zoomOnScroll={false}
      zoomOnPinch={false}
      zoomOnDoubleClick={false}
      preventScrolling={false}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      selectNodesOnDrag={false}
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      zoomActivationKeyCode={null}
      panActivationKeyCode={null}
      disableKeyboardA11y
      proOptions={{ hideAttribution: true }}
    >
      <FollowCamera window={window} />
    </ReactFlow>
  )
}

/** The library calls its frame an application; here it is nothing but the inside of the tree around it. */
const asPartOfTree = (frame: HTMLDivElement | null): void => frame?.setAttribute('role', 'none')

function pickItem(graph: Graph, item: SceneItem, shifted: boolean): void {
  if (!shifted || !chooseItem(graph, item)) selectItem(graph, item)
}

/** Rows whose words are wanted: those of the cards, and the first of each run. */
function* rowsOf(graph: Graph, { items }: Scene): Generator<number> {
  for (const item of items) {
    if (item.type === 'card') yield item.row
    else if (item.type === 'run') yield runFacts(graph, item.run).named
    else if (item.type === 'loop-note') yield* membersOf(graph, item.segment).slice(0, loopNames)
  }
}

function viewportOf({ origin }: SceneWindow) {
  const { camera } = canvasState.getState()
  const zoom = scaleOf(camera)
  return { x: Math.round(-camera.x * zoom), y: Math.round((origin - camera.y) * zoom), zoom }
}

/** Moves the library's viewport with the camera, without rendering anything. */
function FollowCamera({ window }: { readonly window: SceneWindow }) {
  const { setViewport } = useReactFlow()
  useLayoutEffect(() => {
    const follow = (): void => {
      // While another distance is being rendered, what is drawn now stays as it is.
      if (canvasState.getState().camera.distance === window.distance) void setViewport(viewportOf(window))
    }
    follow()
    return canvasState.subscribe(follow)
  }, [window, setViewport])
  return null
}

const ItemView = memo(function ItemView({ data: { graph, item, lane } }: NodeProps<ItemNode>) {
  switch (item.type) {
    case 'card':
      return <CardNode graph={graph} row={item.row} lane={lane} />
    case 'run':
      return <RunNode graph={graph} run={item.run} lane={lane} />
    case 'chip':
      return <ChipNode graph={graph} segment={item.segment} />
    case 'label':
      return <TurnLabel graph={graph} row={item.row} turn={item.turn} />
    case 'lost':
      return <LostParentNode graph={graph} segment={item.segment} />
    case 'loop-title':
      return <LoopTitle graph={graph} segment={item.segment} />
    case 'loop-note':
      return <LoopNote graph={graph} segment={item.segment} />
    case 'branch-note':
      return <BranchNote graph={graph} segment={item.segment} />
    case 'band':
      return <div className="reading-band" />
    case 'agent':
      return <AgentCard session={item.session} />
    case 'lost-leaf':
      return <LostLeafNode />
    case 'proposed-leaf':
      return <ProposedLeaf />
  }
})

const LineView = memo(function LineView({ data }: EdgeProps<LineEdge>) {
  if (data === undefined) return null
  return <BaseEdge path={data.line.d} className={`line ${data.line.tone}`} interactionWidth={0} />
})

/** The library looks for the ends of an edge in the page. */
const AnchorView = memo(function AnchorView() {
  return (
    <>
      <Handle type="source" position={Position.Right} isConnectable={false} />
      <Handle type="target" position={Position.Left} isConnectable={false} />
    </>
  )
})

const nodeTypes: NodeTypes = { item: ItemView, anchor: AnchorView }
const edgeTypes: EdgeTypes = { line: LineView }
