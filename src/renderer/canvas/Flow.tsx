import '@xyflow/react/dist/base.css'
import { type NodeProps, type NodeTypes, ReactFlow, useReactFlow, useStoreApi } from '@xyflow/react'
import { memo, type ReactNode, useEffect, useLayoutEffect, useMemo, useReducer, useState } from 'react'
import { useStore } from 'zustand'
import { wantCards } from '../graph/cards'
import type { Graph } from '../graph/graph'
import { leafEndDrawn } from '../state/open-store'
import { afterPaint } from '../ui/after-paint'
import { AgentCard } from './AgentCard'
import { CardNode } from './CardNode'
import { useCallBracket } from './call-bracket'
import { scaleOf } from './camera'
import { canvasState } from './canvas-state'
import { chooseItem } from './choose-item'
import { FlowNodes, type ItemNode } from './flow-nodes'
import { Lines } from './Lines'
import type { SceneWindow } from './place'
import { RunNode } from './RunNode'
import { useReadingBand } from './reading-band'
import { runFacts } from './run-facts'
import { buildScene, type Scene, type SceneItem } from './scene'
import { stableWindow } from './scene-window'
import { readItem, selectItem } from './select-item'
import { sharpenAtRest } from './sharpen'
import { useActiveItem } from './useActiveItem'
import { useAgentCards } from './useAgentCards'
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

/**
 * Cards, runs and lines near the view, drawn by React Flow, which is given nothing that is out of sight. Behind the map
 * they stay as they are, unseen: coming back to them is cheaper than making them anew.
 */
export function Flow({ graph }: { readonly graph: Graph }) {
  const window = useStore(canvasState, stableWindow)
  const isSeen = useStore(canvasState, ({ camera }) => camera.distance !== 'map')
  const scene = useMemo(() => buildScene(graph, window), [graph, window])
  const band = useReadingBand(graph, window)
  const bracket = useCallBracket(graph, window)
  const agents = useAgentCards(graph, window)
  const lines = useMemo(
    () => [...scene.lines, ...agents.lines, ...(bracket === null ? [] : [bracket])],
    [scene, agents, bracket]
  )
  const items = useMemo(
    () => [...(band === null ? [] : [band]), ...scene.items, ...agents.items],
    [band, scene, agents]
  )
  const nodes = useNodes(graph, items, window)
  useActiveItem(graph, window.distance === 'runs', isSeen ? items : noItems)
  useLayoutEffect(() => wantCards(graph, rowsOf(graph, scene)), [graph, scene])
  return (
    <ReactFlow<ItemNode>
      ref={asPartOfTree}
      nodes={nodes}
      nodeTypes={nodeTypes}
      defaultViewport={viewportOf(window)}
      onNodeClick={(event, { data }) => data.graph === graph && pickItem(graph, data.item, event.shiftKey)}
      onNodeContextMenu={(_, { data }) => data.graph === graph && selectItem(graph, data.item)}
      onNodeDoubleClick={(_, { data }) => data.graph === graph && readItem(graph, data.item)}
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
      <Lines lines={lines} window={window} />
      <FollowCamera window={window} />
    </ReactFlow>
  )
}

/** The library's nodes of what is drawn, a few more after each frame until all are there. */
function useNodes(graph: Graph, items: readonly SceneItem[], window: SceneWindow): ItemNode[] {
  const [elements] = useState(() => new FlowNodes())
  const [turn, goOn] = useReducer((turns: number) => turns + 1, 0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn fills some more elements
  const step = useMemo(() => elements.of(graph, items, window), [elements, graph, items, window, turn])
  useEffect(() => (step.isWhole ? undefined : afterPaint(goOn)), [step])
  const { isWhole } = step
  useEffect(() => (isWhole ? afterPaint(() => leafEndDrawn(graph.store)) : undefined), [isWhole, graph])
  return step.nodes
}

const noItems: readonly SceneItem[] = []

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
  const library = useStoreApi()
  const sharpen = useMemo(
    () =>
      sharpenAtRest(() => library.getState().domNode?.querySelector<HTMLElement>('.react-flow__viewport')),
    [library]
  )
  useLayoutEffect(() => {
    const follow = (): void => {
      // While another distance is being rendered, what is drawn now stays as it is.
      if (canvasState.getState().camera.distance !== window.distance) return
      const viewport = viewportOf(window)
      void setViewport(viewport)
      sharpen(viewport.zoom)
    }
    follow()
    return canvasState.subscribe(follow)
  }, [window, setViewport, sharpen])
  return null
}

const ItemView = memo(function ItemView({ data }: NodeProps<ItemNode>) {
  const { width, height } = data.item
  return (
    <div className="canvas-item" style={{ width, height }}>
      {contents(data)}
    </div>
  )
})

function contents({ graph, item, lane }: ItemNode['data']): ReactNode {
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
}

const nodeTypes: NodeTypes = { item: ItemView }
