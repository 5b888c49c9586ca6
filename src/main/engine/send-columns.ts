import type { GraphState } from '@shared/domain/columns/append'
import type { GraphIndex } from '@shared/domain/columns/graph-index'
import type { ColumnData } from '@shared/ipc/store'
import type { Push } from './engine-port'

/** Bytes of one message: what the window takes in within a few milliseconds. */
const CHUNK_BYTES = 1024 * 1024

/** Messages under way: one that the window is taking in, and one that it finds then. */
const UNDER_WAY = 2

/** What columns belong to. */
interface About {
  readonly store: number
  readonly generation: number
  readonly set: string
}

/** Sends columns no faster than the window takes them in, so that it can always answer its user in between. */
export class ColumnSender {
  readonly #push: Push
  #underWay = 0
  #closed = false
  #goOn: (() => void) | undefined
  /** One set of columns after the other. */
  #sending: Promise<void> = Promise.resolve()

  constructor(push: Push) {
    this.#push = push
  }

  /** The window has taken in one message. */
  taken(): void {
    this.#underWay--
    this.#goOn?.()
  }

  /** Nobody listens any more: what is still to be sent is left. */
  close(): void {
    this.#closed = true
    this.#goOn?.()
  }

  /**
   * Sends the typed arrays of `columns` in chunks, after what was to be sent before; everything else in it is left out.
   * @param before what the window has already: only that is sent which differs
   * @param wanted asked before each chunk; false leaves the rest
   */
  send(about: About, columns: object, before: object = {}, wanted = () => true): Promise<void> {
    this.#sending = this.#sending.then(() => this.#sendSet(about, columns, before, wanted))
    return this.#sending
  }

  async #sendSet(about: About, columns: object, before: object, wanted: () => boolean): Promise<void> {
    for (const chunk of chunksOf(columns, before)) {
      while (this.#underWay >= UNDER_WAY && !this.#closed) await this.#nextTaken()
      if (this.#closed || !wanted()) return
      this.#underWay++
      this.#push('index/chunk', { ...about, ...chunk })
    }
  }

  #nextTaken(): Promise<void> {
    return new Promise((resolve) => {
      this.#goOn = resolve
    })
  }
}

/** The parts of the columns that differ; nothing of a column that is the same. */
function* chunksOf(columns: object, before: object) {
  const known = new Map<string, unknown>(Object.entries(before))
  for (const [name, data] of Object.entries(columns)) {
    if (!isColumn(data)) continue
    const old = known.get(name)
    const same = isColumn(old) ? firstDifference(old, data) : 0
    if (isColumn(old) && same === data.length && old.length === data.length) continue
    const step = Math.max(1, Math.floor(CHUNK_BYTES / data.BYTES_PER_ELEMENT))
    const first = Math.min(same, Math.max(0, data.length - 1))
    for (let offset = first; offset === first || offset < data.length; offset += step) {
      // a slice, since sending a view would copy the whole array behind it
      yield { name, offset, total: data.length, data: data.slice(offset, offset + step) }
    }
  }
}

function firstDifference(before: ColumnData, after: ColumnData): number {
  if (before === after) return after.length
  const shared = Math.min(before.length, after.length)
  let at = 0
  while (at < shared && Object.is(before[at], after[at])) at++
  return at
}

const isColumn = (data: unknown): data is ColumnData =>
  data instanceof Int32Array ||
  data instanceof Uint8Array ||
  data instanceof Uint16Array ||
  data instanceof Uint32Array ||
  data instanceof Float64Array

/** What the window gets of an index (`NodeColumns`). */
export function nodeColumns({ seq, parent, kind, flags, bytes, time, lines }: GraphIndex) {
  return { seq, parent, kind, flags, bytes, time, lines }
}

/** What the window has; the flags of one and the same index were changed in place, so those it has no longer. */
export function sentColumns(before: GraphState, now: GraphState): object {
  const { flags, ...others } = nodeColumns(before.index)
  return before.index.flags === now.index.flags ? others : { ...others, flags }
}
