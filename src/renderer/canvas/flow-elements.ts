import { type Edge, type Node, Position } from '@xyflow/react'
import type { Graph } from '../graph/graph'
import type { SceneLine } from './lines'
import type { SceneItem } from './scene'

export type ItemNode = Node<
  { readonly graph: Graph; readonly item: SceneItem; readonly lane: number },
  'item'
>
type AnchorNode = Node<Record<string, never>, 'anchor'>
export type FlowNode = ItemNode | AnchorNode
export type LineEdge = Edge<{ readonly line: SceneLine }, 'line'>

/** Edges hang on this one: their paths are drawn from the layout, not from handles. */
const anchorId = 'anchor'
const still = {
  draggable: false,
  selectable: false,
  connectable: false,
  deletable: false,
  focusable: false
} as const
const handles = [
  { type: 'source', position: Position.Right, x: 0, y: 0, width: 1, height: 1 },
  { type: 'target', position: Position.Left, x: 0, y: 0, width: 1, height: 1 }
] as const
/** The card inside is the tree's item; its frame says nothing. */
const silentNode = { 'aria-roledescription': undefined, 'aria-describedby': undefined }
const silentEdge = { 'aria-hidden': true, 'aria-roledescription': undefined } as const

const anchor: AnchorNode = {
  id: anchorId,
  type: 'anchor',
  position: { x: 0, y: 0 },
  width: 1,
  height: 1,
  measured: { width: 1, height: 1 },
  handles: [...handles],
  data: {},
  domAttributes: { ...silentNode, 'aria-hidden': true },
  ...still
}

/**
 * Makes the library's nodes and edges of a scene, and hands out the same object again for what did not change, so
 * that only what came or went is rendered.
 */
export class FlowElements {
  #graph: Graph | null = null
  #origin = 0
  #nodes = new Map<string, ItemNode>()
  #edges = new Map<string, LineEdge>()

  nodes(graph: Graph, items: readonly SceneItem[], origin: number): FlowNode[] {
    if (graph !== this.#graph || origin !== this.#origin) this.#nodes = new Map()
    this.#graph = graph
    this.#origin = origin
    const next = new Map<string, ItemNode>()
    for (const item of items) {
      const known = this.#nodes.get(item.id)
      const same = known !== undefined && isSamePlace(known.data.item, item)
      next.set(item.id, same ? known : nodeOf(graph, item, origin))
    }
    this.#nodes = next
    return [anchor, ...next.values()]
  }

  edges(lines: readonly SceneLine[]): LineEdge[] {
    const next = new Map<string, LineEdge>()
    for (const line of lines) {
      const known = this.#edges.get(line.id)
      const same = known?.data?.line.d === line.d && known.data.line.tone === line.tone
      next.set(line.id, same ? known : edgeOf(line))
    }
    this.#edges = next
    return [...next.values()]
  }
}

const isSamePlace = (a: SceneItem, b: SceneItem): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height && a.type === b.type

function nodeOf(graph: Graph, item: SceneItem, origin: number): ItemNode {
  const lane = 'segment' in item ? (graph.read.lane[item.segment] ?? 0) : 0
  return {
    id: item.id,
    type: 'item',
    position: { x: item.x, y: item.y - origin },
    width: item.width,
    height: item.height,
    measured: { width: item.width, height: item.height },
    handles: [],
    data: { graph, item, lane },
    domAttributes: silentNode,
    ...still
  }
}

function edgeOf(line: SceneLine): LineEdge {
  return {
    id: line.id,
    type: 'line',
    source: anchorId,
    target: anchorId,
    data: { line },
    ariaRole: 'none',
    ariaLabel: '',
    domAttributes: silentEdge,
    selectable: false,
    focusable: false,
    deletable: false,
    reconnectable: false
  }
}
