import type { Node } from '@xyflow/react'
import { type Graph, noGraph } from '../graph/graph'
import type { SceneWindow } from './place'
import type { SceneItem } from './scene'

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
/** Elements that are filled anew at a time: what the page draws well within a frame. */
const atOnce = 8
const unseen = { display: 'none' } as const
const isEmpty = ({ style }: ItemNode): boolean => style === unseen

/** The nodes of a scene as far as they have been made. */
export interface FlowStep {
  readonly nodes: ItemNode[]
  /** False while elements are still to be filled. */
  readonly isWhole: boolean
}

/**
 * Makes the library's nodes of a scene. What did not change is the same object again; what comes into the window takes
 * over the element of something that has left it, as filling an element anew costs far less than making one.
 */
export class FlowNodes {
  #window: SceneWindow | null = null
  #nodes = new Map<string, ItemNode>()
  #empty: readonly ItemNode[] = []
  #made = 0

  /**
   * Nodes for the items, in the order in which their elements were made, so that the page never has to move one. Only
   * some elements are filled anew at a time, so that nothing waits for all of them; until the others are asked for
   * again, what stands in their place stays there.
   */
  of(graph: Graph, items: readonly SceneItem[], window: SceneWindow): FlowStep {
    const sameCanvas = isSameCanvas(this.#window, window)
    const next = new Map<string, ItemNode>()
    const toFill: SceneItem[] = []
    for (const item of items) {
      const known = this.#nodes.get(item.id)
      const stays = known !== undefined && sameCanvas && isSamePlace(known.data.item, item)
      if (known !== undefined && (!stays || known.data.graph === graph))
        next.set(item.id, stays ? known : nodeOf(known.id, graph, item, window.origin))
      else toFill.push(item)
    }
    const waiting = toFill.splice(atOnce)
    const wanted = new Set(items.map(({ id }) => id))
    const free = this.#freed(wanted)
    for (const item of toFill) {
      const known =
        this.#nodes.get(item.id) ?? (pooled.has(item.type) ? takeLike(free, graph, item) : undefined)
      next.set(item.id, nodeOf(known?.id ?? String(++this.#made), graph, item, window.origin))
    }
    for (const { id } of waiting) {
      const known = this.#nodes.get(id)
      if (known !== undefined) next.set(id, known)
    }
    const isWhole = waiting.length === 0
    // what stood for another store would hold its whole graph
    const usable =
      isWhole && graph !== noGraph ? free.filter(({ data }) => data.graph.store === graph.store) : free
    const stay = usable.filter(
      (node) => !isEmpty(node) && sameCanvas && (!isWhole || node.data.graph === graph)
    )
    this.#keep(next, usable, isWhole ? stay.slice(-spares) : stay)
    this.#window = window
    const nodes = [...this.#nodes.values(), ...this.#empty].sort((a, b) => Number(a.id) - Number(b.id))
    return { nodes, isWhole }
  }

  #freed(wanted: ReadonlySet<string>): ItemNode[] {
    const left = [...this.#nodes.values()].filter(
      ({ data: { item } }) => pooled.has(item.type) && !wanted.has(item.id)
    )
    return [...this.#empty, ...left]
  }

  /** Some of what has left stays where it is, in case it comes back; the other elements are emptied. */
  #keep(nodes: Map<string, ItemNode>, free: readonly ItemNode[], stay: readonly ItemNode[]): void {
    const staying = new Set(stay)
    for (const node of stay) nodes.set(node.data.item.id, node)
    this.#nodes = nodes
    this.#empty = free
      .filter((node) => !staying.has(node))
      .slice(-most)
      .map((node) => (isEmpty(node) ? node : { ...node, style: unseen }))
  }
}

/**
 * Takes out of `free` the element whose contents are most like an item: the fewest of its parts are made anew. In another
 * graph of the store that is mostly what stood in the same place.
 */
function takeLike(free: ItemNode[], graph: Graph, item: SceneItem): ItemNode | undefined {
  const kind = kindOf(graph, item)
  let at = free.findIndex((node) => !isEmpty(node) && isSamePlace(node.data.item, item))
  if (at === -1)
    at = free.findIndex((node) => !isEmpty(node) && kindOf(node.data.graph, node.data.item) === kind)
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
