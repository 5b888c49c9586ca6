import { appendBelowLeaf, type GraphState, type NewRows } from '@shared/domain/columns/append'
import { cutBranches, type GraphIndex, linkGraph } from '@shared/domain/columns/graph-index'
import type { LikenessPart } from '@shared/domain/columns/likeness-part'
import { RowScanner } from '@shared/domain/columns/row-scanner'
import type { CanvasLayout } from '@shared/domain/layout/layout'
import type { StoreOverview } from '@shared/ipc/store'
import { err, ok, type Result } from '@shared/result'
import type { Connection } from '../store/connection'
import { fullDecoder } from '../store/full-decoder'
import { randomKey } from '../store/hash-key'
import type { Store } from '../store/open-store'
import { type RowRange, readVerified } from '../store/scan-rows'
import { type StoreError, storeError } from '../store/store-error'
import { indexFiles } from './data-files'
import type { Push } from './engine-port'
import { Follower } from './follower'
import { graphState, grownState, hasCopies, hasLeaf, relinked, verifiedState } from './graph-state'
import { KEPT_FROM_ROWS, keepGraph, readKeptGraph } from './index-cache'
import { type LayoutUnderWay, laidOut, wholeLayout } from './layout-job'
import { NodeReader } from './node-reader'
import { hasSameRows, takeMarks } from './outline-job'
import { readOverview } from './overview'
import { firstPass, type PassOptions, verificationPass } from './passes'
import { releaseMemory } from './release-memory'
import { ShownGraph } from './shown-graph'
import { readStart, rowsNow, type Start } from './store-start'
import type { Jobs } from './worker-pool'

/** After so many ms without a further commit the graph is brought up to date. */
const SETTLE_MS = 120

/** After so many ms without an update the rows that are known are looked over. */
const QUIET_MS = 2000

/** So few new rows are read where we are, sooner than threads would have them. */
const FEW_ROWS = 2000

/** A program that has met a row so large is not kept: its memory never shrinks. Bytes. */
const LARGE_MEMORY = 2 ** 24

/** One open store: its index, and everything that is asked about it. */
export class StoreSession {
  readonly id: number
  readonly store: Store
  readonly jobs: Jobs
  readonly #push: Push
  readonly #shown: ShownGraph
  readonly #follower: Follower
  /** Reads the few rows that are new; kept, since starting its program takes longer than they do. */
  #scanner: RowScanner
  #key = randomKey()
  #stopped = false
  #closed = false
  /** The whole graph has been asked for. */
  #begun = false
  /** Passes over all rows have left memory behind. */
  #littered = false
  /** The reading under way; the next one waits for it. */
  #reading: Promise<void> = Promise.resolve()
  #refresh: NodeJS.Timeout | undefined
  #quiet: NodeJS.Timeout | undefined

  constructor(id: number, store: Store, push: Push, jobs: Jobs) {
    this.id = id
    this.store = store
    this.jobs = jobs
    this.#scanner = this.#newScanner()
    this.#push = push
    this.#shown = new ShownGraph(id, store, push, jobs)
    this.#follower = new Follower(store.path, () => this.#changed())
  }

  get index(): GraphIndex | undefined {
    return this.#shown.state?.index
  }

  /** Hashes of identities and contents; there once every row has been verified. */
  get likeness(): LikenessPart | undefined {
    return this.#shown.state?.likeness
  }

  get textIndexFile(): string {
    return indexFiles(this.store.path).text
  }

  /** Rows with the same identity as `row` (orphans.md), itself included; none before verification. */
  sameThing(row: number): number[] {
    const { identityLow, identityHigh } = this.likeness ?? {}
    if (identityLow === undefined || identityHigh === undefined || row < 0) return []
    const low = identityLow[row] ?? 0
    const high = identityHigh[row]
    if (low === 0 && high === 0) return []
    const rows: number[] = []
    for (let other = identityLow.indexOf(low); other >= 0; other = identityLow.indexOf(low, other + 1)) {
      if (identityHigh[other] === high) rows.push(other)
    }
    return rows
  }

  overview(): Promise<Result<StoreOverview, StoreError>> {
    const { layout, path } = this.store
    return this.store.read((db) => readOverview(db, layout, this.store.facts, path, this.id))
  }

  /** Runs `body` with a reader of single rows. */
  readNodes<T>(body: (reader: NodeReader, db: Connection) => T): Promise<Result<T, StoreError>> {
    return this.store.read((db) => body(new NodeReader(db, this.store.layout, this.index), db))
  }

  /** Where other threads find the rows that the store holds now. */
  range(): Promise<Result<RowRange, StoreError>> {
    return this.store.read((db) => rowsNow(this.store, db))
  }

  /** Reads the whole graph, sends it, then verifies every row. What goes wrong is pushed as `store/failed`. */
  async load(): Promise<void> {
    if (this.#begun) return
    this.#begun = true
    await this.#inTurn(() => this.#load())
  }

  /** Reads everything again, after we have changed the store ourselves: marks may be others, rows may be gone. */
  async reread(): Promise<void> {
    const overview = await this.overview()
    if (this.#closed || !overview.ok) return
    this.#push('store/changed', { store: this.id, overview: overview.value })
    if (!this.#begun) return
    await this.#inTurn(async () => {
      const start = await readStart(this.store, this.#key)
      return start.ok ? this.#readAgain(start.value) : start
    })
  }

  /** Stops loading; what has been read until then is kept and shown. */
  cancel(): void {
    this.#stopped = true
  }

  /** Folds or shows copies, and sends the layout anew. */
  setLayout(showCopies: boolean): Promise<Result<null, StoreError>> {
    return this.#shown.showCopies(showCopies)
  }

  /** Begins or ends to follow what another program writes. */
  follow(on: boolean): void {
    if (on) this.#follower.start(this.store.facts.files)
    else this.#follower.stop()
  }

  /** The window has taken in one message of columns. */
  taken(): void {
    this.#shown.taken()
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#shown.close()
    this.#stopped = true
    this.#follower.stop()
    clearTimeout(this.#refresh)
    clearTimeout(this.#quiet)
    await this.#reading
    await this.store.close()
  }

  /** One reading after the other; a failure, be it our own mistake, is told and ends that reading only. */
  #inTurn(read: () => Promise<Result<null, StoreError>>): Promise<void> {
    this.#reading = this.#reading.then(async () => {
      if (this.#closed) return
      const done = await read().catch((bug: unknown) => err(broken(this.store.path, bug)))
      if (this.#littered) releaseMemory()
      this.#littered = false
      if (!done.ok && !this.#closed) this.#push('store/failed', { store: this.id, error: done.error })
    })
    return this.#reading
  }

  async #load(): Promise<Result<null, StoreError>> {
    const start = await readStart(this.store, this.#key)
    if (!start.ok) return start
    const { ids, range, stamp } = start.value
    const kept =
      stamp === undefined ? undefined : await readKeptGraph(indexFiles(this.store.path).index, stamp)
    if (kept !== undefined) {
      this.#key = kept.key
      return this.#show(kept.state, laidOut(kept.layout))
    }
    const part = await firstPass(this.jobs, range, this.#pass('reading', range))
    if (!part.ok || this.#closed) return part.ok ? ok(null) : part
    const linked = linkGraph(part.value, ids)
    // other threads lay out meanwhile
    const layout = this.#shown.layOut(linked)
    const first: GraphState = { likeness: undefined, index: cutBranches(linked) }
    const generation = this.#shown.generation + 1
    const shown = await this.#show(first, layout)
    if (!shown.ok || this.#stopped) return shown
    const likeness = await verificationPass(this.jobs, range, this.#pass('verifying', range))
    if (!likeness.ok || this.#stopped) return likeness.ok ? ok(null) : likeness
    const now = await readStart(this.store, this.#key)
    if (!now.ok) return now
    // written to meanwhile: what the two passes saw is no one state of the store
    if (likeness.value.count !== part.value.count || now.value.stamp !== stamp) return this.#load()
    const state = verifiedState(first, likeness.value, ids)
    const drawn = await wholeLayout(layout)
    if (!drawn.ok) return drawn
    // without copies nothing is folded, and the graph stays as it is drawn
    const folded = hasCopies(state) ? this.#shown.layOut(state.index, false) : layout
    // another generation has come between: how much of this layout the window has is not known
    const verified = await this.#show(state, folded, generation === this.#shown.generation ? drawn.value : {})
    const made = await wholeLayout(folded)
    if (stamp !== undefined && made.ok) await this.#keep(stamp, state, made.value)
    return verified
  }

  /** The store's files have changed: the new leaf end at once, the rest when it has settled. */
  async #changed(): Promise<void> {
    const overview = await this.overview()
    if (this.#closed || !overview.ok) return
    this.#push('store/changed', { store: this.id, overview: overview.value })
    clearTimeout(this.#refresh)
    // what is read first holds what is new
    if (!this.#begun) return
    this.#refresh = setTimeout(() => void this.#inTurn(() => this.#update()), SETTLE_MS)
  }

  /** Reads what is new: rows behind those that are known, or else marks and the leaf. */
  async #update(): Promise<Result<null, StoreError>> {
    this.#stopped = false
    const start = await readStart(this.store, this.#key)
    if (!start.ok) return start
    const { range, ids } = start.value
    const before = this.#shown.state
    const last = before?.index.seq[before.index.count - 1] ?? -1
    const replaced = before?.index.seq[0] !== range.after + 1 || range.through < last
    if (before?.likeness === undefined || replaced) return this.#readAgain(start.value)
    if (range.through === last) return this.#review(before, start.value)
    const news = await this.#readNews({ ...range, after: last })
    if (!news.ok) return news
    const appended = appendBelowLeaf(before, news.value, ids.leaf)
    const grown =
      appended === undefined
        ? await this.#show(grownState(before, news.value, ids))
        : await this.#shown.grow(appended, before.index.count)
    // rows may have been marked by the same commits; looking at all of them waits until the writer rests
    clearTimeout(this.#quiet)
    this.#quiet = setTimeout(() => void this.#inTurn(() => this.#lookOver()), QUIET_MS)
    return grown
  }

  #newScanner(): RowScanner {
    return new RowScanner(fullDecoder(this.store.layout.era))
  }

  /** Both passes over rows that have been added: a few are read at once, many by the threads. */
  async #readNews(range: RowRange): Promise<Result<NewRows, StoreError>> {
    if (range.through - range.after <= FEW_ROWS) {
      this.#scanner.memory.setKey(this.#key)
      const news = await this.store.read((db) => readVerified(db, range, this.#scanner))
      if (this.#scanner.memory.bytes.length > LARGE_MEMORY) this.#scanner = this.#newScanner()
      return news
    }
    const pass = { ...this.#pass('reading', range), onProgress: () => undefined }
    const part = await firstPass(this.jobs, range, pass)
    if (!part.ok) return part
    const likeness = await verificationPass(this.jobs, range, pass)
    return likeness.ok ? ok({ part: part.value, likeness: likeness.value }) : likeness
  }

  async #lookOver(): Promise<Result<null, StoreError>> {
    const start = await readStart(this.store, this.#key)
    const { index } = this.#shown.state ?? {}
    if (!start.ok) return start
    // a newer commit has its own update coming
    if (this.#shown.state === undefined || start.value.range.through !== index?.seq[index.count - 1])
      return ok(null)
    return this.#review(this.#shown.state, start.value)
  }

  /** Takes over marks and leaf where no row is another; where one is, reads all again. */
  async #review(before: GraphState, start: Start): Promise<Result<null, StoreError>> {
    const outline = await this.jobs.run({ job: 'outline', ...start.range })
    if (!outline.ok) return outline
    if (!hasSameRows(before.index, outline.value)) return this.#readAgain(start)
    const marked = takeMarks(before.index, outline.value)
    if (marked || !hasLeaf(before, start.ids.leaf)) return this.#show(relinked(before, start.ids))
    return this.#shown.confirm(before)
  }

  /**
   * Reads all rows that there were at `start`. Where a commit has replaced them before the threads came to them, they
   * found few or none of them, or a mixture, which is no state of the store: it is looked at anew.
   */
  async #readAgain({ range, ids }: Start): Promise<Result<null, StoreError>> {
    const part = await firstPass(this.jobs, range, this.#pass('reading', range))
    if (!part.ok) return part
    const likeness = await verificationPass(this.jobs, range, this.#pass('verifying', range))
    if (!likeness.ok || this.#stopped) return likeness.ok ? ok(null) : likeness
    const now = await readStart(this.store, this.#key)
    if (!now.ok) return now
    const { after, through } = now.value.range
    if (after !== range.after || through < range.through || part.value.count !== likeness.value.count)
      return this.#readAgain(now.value)
    return this.#show(graphState(part.value, likeness.value, ids))
  }

  #show(state: GraphState, folded?: LayoutUnderWay, drawn?: Partial<CanvasLayout>) {
    this.#littered = true
    return this.#shown.show(state, folded, drawn)
  }

  /** Keeps the verified graph for the next time. */
  async #keep(stamp: string, state: GraphState, layout: CanvasLayout): Promise<void> {
    if (state.index.count < KEPT_FROM_ROWS) return
    try {
      await keepGraph(indexFiles(this.store.path).index, stamp, { key: this.#key, state, layout })
    } catch {
      // a full or read-only data folder costs speed the next time, nothing else
    }
  }

  #pass(phase: 'reading' | 'verifying', { after, through }: RowRange): PassOptions {
    const total = through - after
    return {
      key: this.#key,
      stopped: () => this.#stopped,
      onProgress: (done) => this.#push('index/progress', { store: this.id, phase, done, total })
    }
  }
}

const broken = (path: string, bug: unknown): StoreError =>
  storeError('failed', path, bug instanceof Error ? bug.message : String(bug))
