import { positionToShow } from '../canvas/canvas-state'
import { yOfPosition } from '../canvas/place'
import type { Graph } from '../graph/graph'
import { stripHead, stripScale } from './strip-view'

/** Collects where rows stand on the strip, px; those that would touch are one. */
export class Places {
  readonly #taken = new Set<number>()
  readonly #graph: Graph
  readonly #scale: number
  readonly #apart: number

  constructor(graph: Graph, height: number, apart: number) {
    this.#graph = graph
    this.#scale = stripScale(graph, height)
    this.#apart = apart
  }

  add(row: number): void {
    const position = positionToShow(this.#graph, row)
    if (position === -1) return
    const y = stripHead + (yOfPosition(this.#graph, 'read', position) - this.#graph.bounds.top) * this.#scale
    this.#taken.add(Math.round(y / this.#apart) * this.#apart)
  }

  clear(): void {
    this.#taken.clear()
  }

  list(): readonly number[] {
    return [...this.#taken]
  }
}
