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
/** Elements kept for what comes, drawing nothing. */
const most = 96
const unseen = { display: 'none' } as const
const isEmpty = ({ style }: ItemNode): boolean => style === unseen

/**
 * Makes the library's nodes of a scene. What did not change is the same object again; what comes into the window takes
 * over the element of something that has left it, as filling an element anew costs far less than making one.
 */
export class FlowNodes {
  #graph: Graph | null = null
  #window: SceneWindow | null = null
  #nodes = new Map<string, ItemNode>()
  #empty: readonly ItemNode[] = []
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
    const free = this.#freed(next)
    for (const item of entering) {
      const taken = pooled.has(item.type) ? takeLike(free, graph, item) : undefined
      next.set(item.id, nodeOf(taken?.id ?? String(++this.#made), graph, item, window.origin))
    }
    this.#keep(next, free, settled)
    this.#graph = graph
    this.#window = window
    return [...this.#nodes.values(), ...this.#empty].sort((a, b) => Number(a.id) - Number(b.id))
  }

  #freed(wanted: ReadonlyMap<string, ItemNode>): ItemNode[] {
    const left = [...this.#nodes.values()].filter(
      ({ data: { item } }) => pooled.has(item.type) && !wanted.has(item.id)
    )
    return [...this.#empty, ...left]
  }

  /** Some of what has left stays where it is, in case it comes back; the other elements are emptied. */
  #keep(nodes: Map<string, ItemNode>, free: readonly ItemNode[], settled: boolean): void {
    const stay = settled ? free.filter((node) => !isEmpty(node)).slice(-spares) : []
    const staying = new Set(stay)
    for (const node of stay) nodes.set(node.data.item.id, node)
    this.#nodes = nodes
    this.#empty = free
      .filter((node) => !staying.has(node))
      .slice(-most)
      .map((node) => (isEmpty(node) ? node : { ...node, style: unseen }))
  }
}

/** Takes out of `free` the element whose contents are most like an item: the fewest of its parts are made anew. */
function takeLike(free: ItemNode[], graph: Graph, item: SceneItem): ItemNode | undefined {
  const kind = kindOf(graph, item)
  let at = free.findIndex((node) => !isEmpty(node) && kindOf(node.data.graph, node.data.item) === kind)
  if (at === -1) at = free.findIndex(({ data }) => data.item.type === item.type)
  return free.splice(Math.max(0, at), 1)[0]
}

/** Type of an item, and of a card also the kind of its node. */
const kindOf = ({ columns }: Graph, item: SceneItem): string =>
  item.type === 'card' ? `card ${columns.kind[item.row]}` : item.type

const isSameCanvas = (a: SceneWindow | null, b: SceneWindow): boolean =>
  a?.distance === b.distance && a.room === b.room && a.origin === b.origin

const isSamePlace = (a: SceneItem, b: SceneItem): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height && a.type === b.type

/** The frame has no size of its own (canvas.css): the library would otherwise measure each one again. */
function nodeOf(id: string, graph: Graph, item: SceneItem, origin: number): ItemNode {
  const lane = 'segment' in item ? (graph.read.lane[item.segment] ?? 0) : 0
  return {
    id,
    type: 'item',
    position: { x: item.x, y: item.y - origin },
    measured: { width: item.width, height: item.height },
    handles: [],
    data: { graph, item, lane },
    domAttributes: silentNode,
    ...still
  }
}
