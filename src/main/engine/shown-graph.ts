import { columnsFrom, type GraphState } from '@shared/domain/columns/append'
import type { LinkedGraph } from '@shared/domain/columns/graph-index'
import type { CanvasLayout } from '@shared/domain/layout/layout'
import type { GenerationReady, GraphSummary } from '@shared/ipc/store'
import { ok, type Result } from '@shared/result'
import type { Connection } from '../store/connection'
import type { Store } from '../store/open-store'
import type { StoreError } from '../store/store-error'
import type { Push } from './engine-port'
import { type LayoutUnderWay, layOut } from './layout-job'
import { NodeReader } from './node-reader'
import { namesOf } from './path-names'
import { ColumnSender, nodeColumns, sentColumns } from './send-columns'
import { summarise } from './summary'
import type { Jobs } from './worker-pool'

/** What the window shows of a store: the graph that it was sent last, and how that is laid out. */
export class ShownGraph {
  readonly #id: number
  readonly #store: Store
  readonly #push: Push
  readonly #jobs: Jobs
  readonly #sender: ColumnSender
  #state: GraphState | undefined
  #generation = 0
  /** The generation that the window has whole; while it is not the last one, that is still on its way. */
  #announced = 0
  #showCopies = false
  /** Aborted once nobody listens any more. */
  readonly #closing = new AbortController()

  constructor(id: number, store: Store, push: Push, jobs: Jobs) {
    this.#id = id
    this.#store = store
    this.#push = push
    this.#jobs = jobs
    this.#sender = new ColumnSender(push)
  }

  /** The graph that was sent last, or is being sent; undefined before the first. */
  get state(): GraphState | undefined {
    return this.#state
  }

  /** Counts what was sent: another number, and what the window has is no longer what it was. */
  get generation(): number {
    return this.#generation
  }

  /**
   * Sends what differs from the generation before, and says so.
   * @param folded the layout with copies folded, where it is known or being made
   * @param drawn the layout that the window has, as far as it is known
   */
  async show(
    state: GraphState,
    folded?: LayoutUnderWay,
    drawn: Partial<CanvasLayout> = {}
  ): Promise<Result<null, StoreError>> {
    const before = this.#state
    this.#state = state
    const generation = ++this.#generation
    // no row is known to be a copy before all are verified
    const unfolds = this.#showCopies && state.likeness !== undefined
    const layout = unfolds || folded === undefined ? this.layOut(state.index) : folded
    const known = before === undefined ? {} : sentColumns(before, state)
    await this.#sender.send(this.#about('nodes'), nodeColumns(state.index), known)
    return this.#finish(state, generation, layout, drawn)
  }

  /** Sends the rows from `from` on, which hang below the leaf that the window knows; all where it has no whole graph. */
  async grow(state: GraphState, from: number): Promise<Result<null, StoreError>> {
    const generation = this.#generation + 1
    const ready = await this.#ready(state, generation)
    if (!ready.ok || this.#closing.signal.aborted) return ready.ok ? ok(null) : ready
    // a layout is on its way that knows nothing of these rows
    if (this.#announced !== this.#generation || generation !== this.#generation + 1) return this.show(state)
    this.#state = state
    this.#generation = generation
    this.#announced = generation
    this.#push('index/grown', { ...ready.value, rows: columnsFrom(state.index, from) })
    return ok(null)
  }

  /** Says that the graph is still the one that was sent; where that is still on its way, it says so itself. */
  async confirm(state: GraphState): Promise<Result<null, StoreError>> {
    return this.#announced === this.#generation ? this.#announce(state, ++this.#generation) : ok(null)
  }

  /** Folds or shows copies, and sends the layout anew. */
  async showCopies(showCopies: boolean): Promise<Result<null, StoreError>> {
    if (this.#showCopies === showCopies) return ok(null)
    this.#showCopies = showCopies
    const state = this.#state
    if (state === undefined) return ok(null)
    const generation = ++this.#generation
    return this.#finish(state, generation, this.layOut(state.index))
  }

  /** Lays a graph out for this window, by default as copies are to be drawn in it. */
  layOut(graph: LinkedGraph, showCopies = this.#showCopies): LayoutUnderWay {
    const leaf = graph.leafRow < 0 ? null : graph.leafRow
    return layOut(this.#jobs, this.#store.path, graph, { leaf, showCopies }, this.#closing.signal)
  }

  /** The window has taken in one message of columns. */
  taken(): void {
    this.#sender.taken()
  }

  /** Nobody listens any more: what is left of a layout under way is called off. */
  close(): void {
    this.#closing.abort()
    this.#sender.close()
  }

  /** Sends the layout of a generation and says that it is whole, unless another one comes between. */
  async #finish(
    state: GraphState,
    generation: number,
    layout: LayoutUnderWay,
    drawn: Partial<CanvasLayout> = {}
  ): Promise<Result<null, StoreError>> {
    const laid = await this.#sendLayout(layout, generation, drawn)
    return laid.ok ? this.#announce(state, generation) : laid
  }

  /** Each distance is sent as soon as it is there; once what both have in common. */
  async #sendLayout(
    layout: LayoutUnderWay,
    generation: number,
    drawn: Partial<CanvasLayout>
  ): Promise<Result<null, StoreError>> {
    const wanted = () => generation === this.#generation
    const read = await layout.read
    if (!read.ok) return read
    if (wanted()) await this.#sender.send(this.#about('layout/read'), read.value, drawn.read, wanted)
    const runs = await layout.runs
    if (!runs.ok) return runs
    const { kind: _kind, fork: _fork, head: _head, folded: _folded, children: _children, ...own } = runs.value
    if (wanted()) await this.#sender.send(this.#about('layout/runs'), own, drawn.runs, wanted)
    return ok(null)
  }

  /** Says that a generation has been sent whole, unless another one has begun. */
  async #announce(state: GraphState, generation: number): Promise<Result<null, StoreError>> {
    const ready = await this.#ready(state, generation)
    if (!ready.ok) return ready
    if (this.#closing.signal.aborted || generation !== this.#generation) return ok(null)
    this.#announced = generation
    this.#push(state.likeness === undefined ? 'index/ready' : 'verify/ready', ready.value)
    return ok(null)
  }

  async #ready(state: GraphState, generation: number): Promise<Result<GenerationReady, StoreError>> {
    const summary = await this.#store.read((db) => this.#summary(state, db))
    return summary.ok ? ok({ store: this.#id, generation, summary: summary.value }) : summary
  }

  #summary({ index, likeness }: GraphState, db: Connection): GraphSummary {
    const { layout } = this.#store
    const reader = new NodeReader(db, layout, index)
    const idsOf = (rows: readonly number[]) => rows.map((row) => reader.idOf(row))
    return summarise(index, namesOf(reader, db, layout, index), idsOf, likeness !== undefined)
  }

  #about(set: string) {
    return { store: this.#id, generation: this.#generation, set }
  }
}
