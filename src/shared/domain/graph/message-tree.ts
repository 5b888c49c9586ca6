import type { Message, SessionGraph, SessionNode } from '@shared/domain/model/node'
import { compareCodePoints } from '@shared/json/write'
import { activePath, idsAt, indexNodes, type NodeIndex, nodesAt } from './active-path'
import { messageOf } from './node'

export interface MessageTreeNode {
  readonly node_id: string
  readonly parent_message_node_id: string | null
  readonly message_id: string
  readonly timestamp: string
  readonly active: boolean
  readonly children: readonly MessageTreeNode[]
}

export interface MessageTree {
  readonly roots: readonly MessageTreeNode[]
  /** Ids of conversation nodes that appear nowhere in the tree, because their ancestors loop. Node order. */
  readonly lost: readonly string[]
  /** Members of loops without any message. The original runtime never returns from such a tree (§14.30). */
  readonly hanging: readonly (readonly string[])[]
}

interface Row {
  readonly position: number
  readonly parent: string | null
  readonly entry: MessageTreeNode
  readonly children: MessageTreeNode[]
}

/**
 * The tree of all messages of a graph (store-format.md §9.9): the parent of a message is its nearest conversation
 * ancestor, each level is sorted by timestamp text. `active` compares the *node* id with the *message* ids of
 * the active path, transient ones included, as the original does. Nodes below a loop are named in `lost` instead of disappearing silently.
 */
export function messageTree(graph: SessionGraph): MessageTree {
  const ancestors = new ConversationAncestors(graph.nodes)
  const path = nodesAt(graph.nodes, activePath(graph).positions)
  const active = new Set(path.flatMap((node) => messageOf(node)?.id ?? []))
  const rows = graph.nodes.flatMap((node, position) => {
    const message = messageOf(node)
    return message === undefined ? [] : [row(node, position, message, ancestors, active)]
  })
  const children = groupByParent(rows.filter((item) => !ancestors.hangs(item.position)))
  const roots = take(children, null)
  const placed = new Set<number>()
  const pending = [...roots].reverse()
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    placed.add(item.position)
    const below = take(children, item.entry.node_id)
    for (const child of below) item.children.push(child.entry)
    for (const child of below.reverse()) pending.push(child)
  }
  return {
    roots: roots.map((item) => item.entry),
    lost: rows.filter((item) => !placed.has(item.position)).map((item) => item.entry.node_id),
    hanging: ancestors.loops
  }
}

function row(
  node: SessionNode,
  position: number,
  message: Message,
  ancestors: ConversationAncestors,
  active: ReadonlySet<string>
): Row {
  const parent = ancestors.of(position)
  const children: MessageTreeNode[] = []
  const entry = {
    node_id: node.node_id,
    parent_message_node_id: parent,
    message_id: message.id,
    timestamp: node.timestamp,
    active: active.has(node.node_id),
    children
  }
  return { position, parent, entry, children }
}

function groupByParent(rows: readonly Row[]): Map<string | null, Row[]> {
  const groups = new Map<string | null, Row[]>()
  for (const item of rows) {
    const group = groups.get(item.parent)
    if (group === undefined) groups.set(item.parent, [item])
    else group.push(item)
  }
  for (const group of groups.values()) {
    group.sort((a, b) => compareCodePoints(a.entry.timestamp, b.entry.timestamp))
  }
  return groups
}

/** The children of one node id go to the first node that bears it; a repeated id gets none, and no walk loops. */
function take(groups: Map<string | null, Row[]>, parent: string | null): Row[] {
  const group = groups.get(parent) ?? []
  groups.delete(parent)
  return group
}

const UNKNOWN = -1
const ROOT = -2
const HANGS = -3

/** Nearest conversation ancestor of every node, each link followed once. */
class ConversationAncestors {
  readonly loops: string[][] = []
  readonly #nodes: readonly SessionNode[]
  readonly #index: NodeIndex
  readonly #found: Int32Array

  constructor(nodes: readonly SessionNode[]) {
    this.#nodes = nodes
    this.#index = indexNodes(nodes)
    this.#found = new Int32Array(nodes.length).fill(UNKNOWN)
  }

  /** Node id of the nearest conversation ancestor, null when there is none. */
  of(position: number): string | null {
    return this.#nodes[this.#find(position)]?.node_id ?? null
  }

  /** Whether the search for the ancestor runs into a loop without messages. */
  hangs(position: number): boolean {
    return this.#find(position) === HANGS
  }

  #find(start: number): number {
    const walked: number[] = []
    const seen = new Set<number>()
    let position = start
    let found = UNKNOWN
    while (found === UNKNOWN) {
      found = this.#found[position] ?? ROOT
      if (found !== UNKNOWN) break
      walked.push(position)
      seen.add(position)
      const parent = this.#parent(position)
      const parentNode = parent === undefined ? undefined : this.#nodes[parent]
      if (parent === undefined || parentNode === undefined) found = ROOT
      else if (messageOf(parentNode) !== undefined) found = parent
      else if (seen.has(parent)) found = this.#hang(walked.slice(walked.indexOf(parent)))
      else position = parent
    }
    for (const step of walked) this.#found[step] = found
    return found
  }

  #parent(position: number): number | undefined {
    const id = this.#nodes[position]?.parent_node_id
    return id === undefined ? undefined : this.#index.get(id)
  }

  #hang(loop: readonly number[]): number {
    this.loops.push(idsAt(this.#nodes, loop))
    return HANGS
  }
}
