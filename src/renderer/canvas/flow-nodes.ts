import type { Node } from '@xyflow/react'
import type { Graph } from '../graph/graph'
import type { SceneItem, SceneWindow } from './scene'

export type ItemNode = Node<
  { readonly graph: Graph; readonly item: SceneItem; readonly lane: number },
  'item'
>

const still = {
  draggable: false,
  selectable: false,
  connectable: false,
  deletable: false,
  focusable: false
} as const
/** The card inside is the tree's item; its frame says nothing. */
const silentNode = { 'aria-roledescription': undefined, 'aria-describedby': undefined }

/** Types that come and go with every step of the window, and keep nothing of their own. */
const pooled: ReadonlySet<SceneItem['type']> = new Set(['card', 'run', 'chip', 'label', 'branch-note'])
/** Items that stay in the page, where they are, after they have left the window. */
const spares = 16

/**
 * Makes the library's nodes of a scene. What did not change is the same object again; what comes into the window takes
 * over the element of something that has left it, as filling an element anew costs far less than making one.
 */
export class FlowNodes {
  #graph: Graph | null = null
  #window: SceneWindow | null = null
  #nodes = new Map<string, ItemNode>()
  #made = 0

  /** @returns the nodes in the order in which their elements were made, so that the page never has to move one */
  of(graph: Graph, items: readonly SceneItem[], window: SceneWindow): ItemNode[] {
    const settled = graph === this.#graph && isSameCanvas(this.#window, window)
    const next = new Map<string, ItemNode>()
    const entering: SceneItem[] = []
    for (const item of items) {
      const known = this.#nodes.get(item.id)
      if (known === undefined) entering.push(item)
      else if (settled && isSamePlace(known.data.item, item)) next.set(item.id, known)
      else next.set(item.id, nodeOf(known.id, graph, item, window.origin))
    }
    const left = [...this.#nodes.values()].filter(
      ({ data: { item } }) => pooled.has(item.type) && !next.has(item.id)
    )
    for (const item of entering) {
      const at = left.findIndex(({ data }) => data.item.type === item.type)
      const [taken] = at === -1 ? [] : left.splice(at, 1)
      next.set(item.id, nodeOf(taken?.id ?? String(++this.#made), graph, item, window.origin))
    }
    if (settled) for (const node of left.slice(-spares)) next.set(node.data.item.id, node)
    this.#graph = graph
    this.#window = window
    this.#nodes = next
    return [...next.values()].sort((a, b) => Number(a.id) - Number(b.id))
  }
}

const isSameCanvas = (a: SceneWindow | null, b: SceneWindow): boolean =>
  a?.distance === b.distance && a.room === b.room && a.origin === b.origin

const isSamePlace = (a: SceneItem, b: SceneItem): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height && a.type === b.type

function nodeOf(id: string, graph: Graph, item: SceneItem, origin: number): ItemNode {
  const lane = 'segment' in item ? (graph.read.lane[item.segment] ?? 0) : 0
  return {
    id,
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
