import { crc32 } from 'node:zlib'
import { type GraphIndex, rowOfSeq } from '@shared/domain/columns/graph-index'
import type { AppError } from '@shared/ipc/request'
import { INDEXED_FROM_BYTES, type TextIndexState } from '@shared/ipc/text-index'
import { err, ok, type Result } from '@shared/result'
import type { RowRange } from '../../store/scan-rows'
import type { StoreError } from '../../store/store-error'
import type { Push } from '../engine-port'
import { indexStamp } from '../index-stamp'
import type { StoreSession } from '../store-session'
import { rowsNow } from '../store-start'
import {
  dropIndex,
  dropOldestIndexes,
  indexBytes,
  keptBytes,
  lookUpWords,
  newFacts,
  readFacts,
  type TextIndexFacts
} from './text-index'

/** When an index is built unasked. */
export interface IdleRules {
  /** Nothing has been asked of the engine for so long, ms. */
  readonly quietMs: number
  /** Of less text all rows are searched at once anyway. */
  readonly fromBytes: number
}
const RULES: IdleRules = { quietMs: 5000, fromBytes: INDEXED_FROM_BYTES }

/** An index whose rows are known to be the first ones of the store. */
interface Known {
  readonly facts: TextIndexFacts
  /** The graph at which they were compared last, and what it was then. */
  readonly index: GraphIndex
  readonly rows: number
  readonly print: number
}

/**
 * The text index of one store: whether it can be trusted, and building it step by step, when asked for or while nothing
 * else is asked. It only ever hints at rows, which are looked at again, so that no hit comes from it alone.
 */
export class TextIndexKeeper {
  readonly #session: StoreSession
  readonly #push: Push
  readonly #rules: IdleRules
  readonly #isBusy: () => boolean
  #whenIdle = false
  #quiet: NodeJS.Timeout | undefined
  #known: Known | undefined
  /** The work under way; `stop` ends it after the step that is being made. */
  #work: Promise<Result<null, AppError>> | undefined
  #stop = false
  /** How far it has come. */
  #making: TextIndexFacts | undefined
  /** Work that was asked for is not put off by other work. */
  #asked = false

  /** @param isBusy whether something is under way that was asked for; `makeWay` is to be called when it has ended */
  constructor(session: StoreSession, push: Push, isBusy = () => false, rules: IdleRules = RULES) {
    this.#session = session
    this.#push = push
    this.#isBusy = isBusy
    this.#rules = rules
  }

  /** Something else is asked of the engine: unasked work makes way, until all has been quiet for a while. */
  makeWay(): void {
    if (!this.#asked) this.#stop = true
    clearTimeout(this.#quiet)
    if (this.#whenIdle && !this.#isBusy())
      this.#quiet = setTimeout(() => void this.#idle(), this.#rules.quietMs)
  }

  /** Allows or forbids building unasked. */
  setIdle(on: boolean): void {
    this.#whenIdle = on
    this.makeWay()
  }

  /** Takes up an index that was kept, if the store's files are as they were when it was finished. */
  async takeUp(): Promise<void> {
    if (this.#known !== undefined || this.#work !== undefined) return
    const facts = readFacts(this.#file)
    if (facts === undefined || facts.stamp === null) return
    const now = await this.#begin()
    if (now.ok && now.value.stamp === facts.stamp && facts.first === now.value.range.after + 1)
      this.#setKnown(facts)
  }

  /** Rows that may say `text`, the newest first; none while no whole index is known to be of this store. */
  lookUp(text: string, limit: number): readonly number[] {
    if (this.#work !== undefined || !this.#isKnown() || this.#known?.facts.whole !== true) return []
    const found = lookUpWords(this.#file, text, limit)
    if (found === undefined) this.#forget()
    return found ?? []
  }

  /** Builds what is missing of the index, or all of it, and says how long that took. */
  async build(): Promise<Result<TextIndexState, AppError>> {
    this.#asked = true
    if (this.#work !== undefined) await this.#work
    const done = await this.#run()
    this.#asked = false
    return done.ok ? ok(this.state()) : done
  }

  async drop(): Promise<TextIndexState> {
    await this.#end()
    this.#forget()
    return this.state()
  }

  async close(): Promise<void> {
    this.#whenIdle = false
    await this.#end()
  }

  state(): TextIndexState {
    const facts = this.#making ?? this.#known?.facts ?? readFacts(this.#file)
    return {
      state:
        this.#work !== undefined
          ? 'building'
          : facts === undefined
            ? 'none'
            : facts.whole
              ? 'ready'
              : 'partial',
      done: facts === undefined ? 0 : this.#rowsThrough(facts.through),
      total: this.#session.index?.count ?? 0,
      bytes: indexBytes(this.#file),
      allBytes: keptBytes(this.#file),
      ms: Math.round(facts?.ms ?? 0)
    }
  }

  get #file(): string {
    return this.#session.textIndexFile
  }

  /** Until whatever is under way has stopped. */
  async #end(): Promise<void> {
    clearTimeout(this.#quiet)
    this.#asked = false
    this.#stop = true
    await this.#work
  }

  async #idle(): Promise<void> {
    const { index, likeness } = this.#session
    if (!this.#whenIdle || index === undefined || likeness === undefined) return
    if (textBytes(index) < this.#rules.fromBytes || this.#isUpToDate(index)) return
    await this.#run()
  }

  /** One run at a time. What goes wrong with the index costs the index, nothing else. */
  #run(): Promise<Result<null, AppError>> {
    this.#stop = false
    this.#work ??= this.#bringUpToDate()
      .catch((cause: unknown): Result<null, AppError> => {
        this.#forget()
        return err(notWritten(this.#file, cause))
      })
      .finally(() => {
        this.#work = undefined
        this.#making = undefined
        this.#push('search/index-state', { store: this.#session.id, state: this.state() })
      })
    return this.#work
  }

  async #bringUpToDate(): Promise<Result<null, StoreError>> {
    const begun = await this.#begin()
    if (!begun.ok) return begun
    const { range, stamp } = begun.value
    const kept = readFacts(this.#file)
    const fits = kept !== undefined && (await this.#fits(kept, begun.value))
    if (this.#stop) return ok(null)
    if (!fits) this.#forget()
    let facts = fits ? kept : newFacts(range.after + 1)
    for (let now = range; facts.through < now.through && !this.#stop; ) {
      const made = await this.#step(now, facts, this.#file)
      if (!made.ok) return made
      // somebody may have begun to write: then the rows are to be read in another way, or others stand there
      const next = await this.#session.range()
      if (!next.ok) return next
      now = next.value
      if (now.after !== range.after) return this.#bringUpToDate()
      facts = made.value
      this.#making = facts
      this.#push('search/index-state', { store: this.#session.id, state: this.state() })
    }
    if (this.#stop) {
      this.#setKnown(facts)
      return ok(null)
    }
    return this.#seal(facts, stamp)
  }

  /** Only what is known to be of one state of the store gets its stamp; the rows of any other are compared again. */
  async #seal(facts: TextIndexFacts, stamp: string | null): Promise<Result<null, StoreError>> {
    const now = await this.#begin()
    if (!now.ok) return now
    const sealed = { ...facts, stamp: now.value.stamp === stamp ? stamp : null }
    const made = await this.#step({ ...now.value.range, through: facts.through }, sealed, this.#file)
    if (!made.ok) return made
    this.#setKnown(made.value)
    dropOldestIndexes(this.#file)
    return ok(null)
  }

  /** Whether the rows that an index speaks of are those of the store: by the stamp of its files, else row by row. */
  async #fits(facts: TextIndexFacts, { range, stamp }: Begun): Promise<boolean> {
    if (facts.first !== range.after + 1 || facts.through > range.through) return false
    if (stamp !== null && facts.stamp === stamp) return true
    if (this.#known?.facts.through === facts.through && this.#isKnown()) return true
    let seen = newFacts(facts.first)
    while (seen.through < facts.through && !this.#stop) {
      const made = await this.#step({ ...range, through: facts.through }, seen, null)
      if (!made.ok) return false
      seen = made.value
    }
    return seen.check === facts.check
  }

  async #step(
    range: RowRange,
    facts: TextIndexFacts,
    file: string | null
  ): Promise<Result<TextIndexFacts, StoreError>> {
    return this.#session.jobs.run({ job: 'text-index', ...range, facts, file })
  }

  #begin(): Promise<Result<Begun, StoreError>> {
    const { store } = this.#session
    return store.read((db) => ({ range: rowsNow(store, db), stamp: indexStamp(store, db) ?? null }))
  }

  #setKnown(facts: TextIndexFacts): void {
    const { index } = this.#session
    const rows = this.#rowsThrough(facts.through)
    this.#known = index === undefined ? undefined : { facts, index, rows, print: printOf(index, rows) }
  }

  /** Whether the rows of the index are still the first ones of the graph, which grows and may be another. */
  #isKnown(): boolean {
    const { index } = this.#session
    const known = this.#known
    if (index === undefined || known === undefined) return false
    if (known.index === index) return true
    const same = index.count >= known.rows && printOf(index, known.rows) === known.print
    this.#known = same ? { ...known, index } : undefined
    return same
  }

  #isUpToDate({ count }: GraphIndex): boolean {
    return this.#isKnown() && this.#known?.facts.whole === true && this.#known.rows === count
  }

  #rowsThrough(seq: number): number {
    const { index } = this.#session
    return index === undefined ? 0 : rowOfSeq(index, seq) + 1
  }

  #forget(): void {
    this.#known = undefined
    dropIndex(this.#file)
  }
}

const notWritten = (file: string, cause: unknown): AppError => ({
  code: 'index-not-written',
  path: file,
  message: 'The text index could not be written.',
  advice: "Look whether there is room in the app's own folder. Searching works without it.",
  detail: cause instanceof Error ? cause.message : String(cause)
})

interface Begun {
  readonly range: RowRange
  readonly stamp: string | null
}

/** Tells the first rows of one graph from those of another, by what costs nothing to compare. */
function printOf({ seq, bytes, idLow }: GraphIndex, rows: number): number {
  return [seq, bytes, idLow].reduce(
    (sum, { buffer, byteOffset, BYTES_PER_ELEMENT }) =>
      crc32(new Uint8Array(buffer, byteOffset, rows * BYTES_PER_ELEMENT), sum),
    0
  )
}

function textBytes({ bytes, count }: GraphIndex): number {
  let sum = 0
  for (let row = 0; row < count; row++) sum += bytes[row] ?? 0
  return sum
}
