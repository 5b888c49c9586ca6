import { longer } from './room'

/**
 * What the verification pass finds in a run of rows: keyed 64-bit hashes of each node's identity, and of identity and
 * content together (orphans.md). 0, 0 stands for rows that do not decode.
 */
export interface LikenessPart {
  readonly count: number
  /** `seq` of the first row, to put parts in order. */
  readonly first: number
  readonly identityLow: Uint32Array<ArrayBuffer>
  readonly identityHigh: Uint32Array<ArrayBuffer>
  readonly contentLow: Uint32Array<ArrayBuffer>
  readonly contentHigh: Uint32Array<ArrayBuffer>
  /** Bytes of what each node says, as its JSON writes it: the measure of work (`estimateWork`). */
  readonly textBytes: Uint32Array<ArrayBuffer>
  /** Rows whose id in the JSON is not the one in the column, with the former. */
  readonly renamed: readonly (readonly [row: number, id: string])[]
}

const COLUMNS = ['identityLow', 'identityHigh', 'contentLow', 'contentHigh', 'textBytes'] as const

const empty = (rows: number): Omit<LikenessPart, 'count' | 'first' | 'renamed'> => ({
  identityLow: new Uint32Array(rows),
  identityHigh: new Uint32Array(rows),
  contentLow: new Uint32Array(rows),
  contentHigh: new Uint32Array(rows),
  textBytes: new Uint32Array(rows)
})

/** One row as the builder takes it. */
export interface LikenessRow {
  readonly identityLow: number
  readonly identityHigh: number
  readonly contentLow: number
  readonly contentHigh: number
  readonly textBytes: number
  /** The id in the JSON where it is not the one in the column. */
  readonly renamed: string | undefined
}

/** Collects the likenesses of rows as they are read. */
export class LikenessBuilder {
  #columns: ReturnType<typeof empty>
  #count = 0
  #first = 0
  readonly #renamed: [number, string][] = []

  /** @param rows how many are expected, at least 1 */
  constructor(rows = 4096) {
    this.#columns = empty(rows)
  }

  /** @param row undefined = a row that does not decode */
  add(seq: number, row: LikenessRow | undefined): void {
    if (this.#count === 0) this.#first = seq
    if (this.#count === this.#columns.identityLow.length) this.#grow()
    const at = this.#count++
    if (row === undefined) return
    if (row.renamed !== undefined) this.#renamed.push([at, row.renamed])
    for (const name of COLUMNS) this.#columns[name][at] = row[name]
  }

  finish(): LikenessPart {
    return { ...this.#columns, count: this.#count, first: this.#first, renamed: this.#renamed }
  }

  #grow(): void {
    const larger = empty(this.#count * 2)
    for (const name of COLUMNS) larger[name].set(this.#columns[name])
    this.#columns = larger
  }
}

/** Joins parts that follow each other. */
export function joinLikenesses(parts: readonly LikenessPart[]): LikenessPart {
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  const joined = empty(count)
  const renamed: [number, string][] = []
  let at = 0
  for (const part of parts) {
    for (const name of COLUMNS) joined[name].set(part[name].subarray(0, part.count), at)
    for (const [row, id] of part.renamed) renamed.push([at + row, id])
    at += part.count
  }
  return { ...joined, count, first: parts[0]?.first ?? 0, renamed }
}

/** A part with another behind it, in the room that its columns have (`longer`). */
export function appendLikeness(part: LikenessPart, news: LikenessPart): LikenessPart {
  const grow = (name: (typeof COLUMNS)[number]) => longer(part[name], news[name].subarray(0, news.count))
  return {
    count: part.count + news.count,
    first: part.first,
    identityLow: grow('identityLow'),
    identityHigh: grow('identityHigh'),
    contentLow: grow('contentLow'),
    contentHigh: grow('contentHigh'),
    textBytes: grow('textBytes'),
    renamed: [...part.renamed, ...news.renamed.map(([row, id]) => [part.count + row, id] as const)]
  }
}

/** The memory of a part, to be handed to another thread. */
export const likenessBuffers = (part: LikenessPart): ArrayBuffer[] => COLUMNS.map((name) => part[name].buffer)
