import type { SessionEvent, SessionGraph, SessionNode } from '@shared/domain/model/node'
import type { Json } from '@shared/json/value'
import { indexNodes, nodesAt, pathTo } from './active-path'
import { graphOf } from './node'
import { projectPath, type ReadModel } from './read-model'

/** What a new node holds; id, parent and time are given when it is appended. */
export type NodeBody =
  | { readonly kind: 'event'; readonly event: SessionEvent }
  | { readonly kind: 'plugin'; readonly plugin_type: string; readonly body: Json }

/**
 * A graph while operations append to it, in memory as the runtime keeps it: index and active path are cached, and
 * the cached path follows appends in place. Handing in prebuilt nodes that do not hang on the leaf leaves the cached
 * path behind until something drops the cache (store-format.md §9.2).
 */
export class WorkingGraph {
  readonly #nodes: SessionNode[]
  readonly #index: Map<string, number>
  readonly #lastSuffix = new Map<string, number>()
  #leaf: string | undefined
  #path: number[] | undefined

  constructor(graph: SessionGraph) {
    this.#nodes = [...graph.nodes]
    this.#index = indexNodes(graph.nodes)
    this.#leaf = graph.leaf_node_id
  }

  get leaf(): string | undefined {
    return this.#leaf
  }

  get nodeCount(): number {
    return this.#nodes.length
  }

  has(id: string): boolean {
    return this.#index.has(id)
  }

  /** Nodes from a position on: those appended since the graph had `position` nodes. */
  nodesFrom(position: number): SessionNode[] {
    return this.#nodes.slice(position)
  }

  toGraph(): SessionGraph {
    return graphOf([...this.#nodes], this.#leaf)
  }

  /** The nodes of the active path as the graph reports them, root first; computing them warms the cache. */
  activeNodes(): SessionNode[] {
    return nodesAt(this.#nodes, this.#cachedPath())
  }

  readModel(): ReadModel {
    return projectPath(this.activeNodes())
  }

  setLeaf(leaf: string | undefined): void {
    this.#leaf = leaf
    this.#path = undefined
  }

  /** Adds a record as it is; neither the leaf moves nor does the cache survive. */
  push(node: SessionNode): void {
    this.#store(node)
    this.#path = undefined
  }

  /** Adds a prebuilt record and moves the leaf to it; its parent is not rewritten (§9.5). */
  extend(node: SessionNode): void {
    const position = this.#store(node)
    if (node.parent_node_id === this.#leaf) this.#path?.push(position)
    this.#leaf = node.node_id
  }

  /** Appends a new node below the leaf, even if that leaf does not exist, and moves the leaf to it. */
  append(id: string, body: NodeBody, timestamp: string): string {
    const parent = this.#leaf === undefined ? {} : { parent_node_id: this.#leaf }
    this.extend({ node_id: id, ...parent, timestamp, ...body })
    return id
  }

  /** `<base>`, `<base>:2`, `<base>:3` …: the first that is free, without trying the same number twice. */
  freeId(base: string): string {
    if (!this.has(base)) return base
    let suffix = this.#lastSuffix.get(base) ?? 2
    while (this.has(`${base}:${suffix}`)) suffix += 1
    this.#lastSuffix.set(base, suffix)
    return `${base}:${suffix}`
  }

  #store(node: SessionNode): number {
    const position = this.#nodes.length
    this.#nodes.push(node)
    this.#index.set(node.node_id, position)
    return position
  }

  #cachedPath(): readonly number[] {
    this.#path ??= [...pathTo(this.#nodes, this.#index, this.#leaf).positions]
    return this.#path
  }
}
