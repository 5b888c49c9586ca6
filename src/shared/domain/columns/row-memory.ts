import { start } from '@shared/assembly/index?compiled'

/** The key under which an index hashes, as four words. */
export type HashKey = readonly [number, number, number, number]

/** Words of `Found` (assembly/found.ts) in their order; `time` follows them. */
const WORDS = [
  'idFrom',
  'idTo',
  'parentFrom',
  'parentTo',
  'kind',
  'flags',
  'lines',
  'textBytes',
  'tag',
  'role',
  'identityFrom',
  'identityTo',
  'contentFrom',
  'contentTo',
  'idLow',
  'idHigh',
  'parentLow',
  'parentHigh',
  'identityLow',
  'identityHigh',
  'contentLow',
  'contentHigh'
] as const
type WordName = (typeof WORDS)[number]

/** Where each word of what was found stands. */
export const Word = Object.fromEntries(WORDS.map((name, at) => [name, at])) as Record<WordName, number>

/** Room that is made beyond what is needed, at most: for the longer text that comes next. */
const MORE = 2 ** 24

/** Places come out of the program as signed numbers, though memory goes on behind 2 GiB. */
const unsigned = (place: number): number => place >>> 0

/**
 * The memory that rows are read in, with the compiled program that reads them where they lie (`assembly/`). Places are
 * indices into `bytes`.
 */
export class RowMemory {
  /** The whole memory; another array after `makeRoom`. */
  bytes: Uint8Array<ArrayBuffer>
  /** What was found in the last row: `words[Word.kind]`. */
  words: Uint32Array<ArrayBuffer>
  readonly #program = start()
  #time: Float64Array<ArrayBuffer>
  #scratch = 0
  #scratchSize = 0

  /** @param key under which ids and contents are hashed; may be left out where no hash is looked at */
  constructor(key: HashKey = [0, 0, 0, 0]) {
    this.setKey(key)
    ;[this.bytes, this.words, this.#time] = this.#views()
  }

  /** Sets the key under which ids and contents are hashed from now on. */
  setKey(key: HashKey): void {
    this.#program.setKey(...key)
  }

  /** Milliseconds since 1970 of the last row's own timestamp; NaN where it cannot be read. */
  get time(): number {
    return this.#time[0] ?? Number.NaN
  }

  /**
   * The place of room for `bytes`; what was placed before stays where it is.
   * @param before room that has become too small: it is made larger where nothing lies behind it, else left
   */
  makeRoom(bytes: number, before = 0): number {
    const at = unsigned(this.#program.makeRoom(bytes, before))
    if (at === 0) throw new RangeError(`no memory for a row of ${bytes} bytes`)
    ;[this.bytes, this.words, this.#time] = this.#views()
    return at
  }

  /** Copies texts in, each right behind the one before. @returns the place of the first, until others are put */
  put(...texts: readonly Uint8Array[]): number {
    const size = texts.reduce((sum, { length }) => sum + length, 0)
    if (size > this.#scratchSize) {
      this.#scratchSize = size + Math.min(size, MORE)
      this.#scratch = this.makeRoom(this.#scratchSize, this.#scratch)
    }
    let at = this.#scratch
    for (const text of texts) {
      this.bytes.set(text, at)
      at += text.length
    }
    return this.#scratch
  }

  /** A copy of what lies at a place. */
  copy(from: number, to: number): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(from, to)
  }

  /** The place of `byte` in `from … to`, else `to`. */
  find(byte: number, from: number, to: number): number {
    return unsigned(this.#program.find(byte, from, to))
  }

  /**
   * Reads a row and hashes its ids.
   * @param ours our own writer made the text
   * @returns whether it is written exactly as lash writes it
   */
  readRow(from: number, to: number, ours: boolean): boolean {
    return this.#program.readRow(from, to, ours ? 1 : 0) !== 0
  }

  /** Sets the key of the id at a place, as it stands in JSON. */
  keyOf(from: number, to: number): void {
    this.#program.keyOf(from, to)
  }

  /** Whether the text at a place is the id of the last row, and holds no escape. */
  isId(from: number, to: number): boolean {
    return this.#program.isId(from, to) !== 0
  }

  /** Sets the hashes of what the last row is and what it says (orphans.md). */
  hashLikeness(): void {
    this.#program.hashLikeness()
  }

  #views(): [Uint8Array<ArrayBuffer>, Uint32Array<ArrayBuffer>, Float64Array<ArrayBuffer>] {
    const { memory, found } = this.#program
    const { buffer } = memory
    const words = WORDS.length
    return [
      new Uint8Array(buffer),
      new Uint32Array(buffer, found.value, words),
      new Float64Array(buffer, found.value + words * 4, 1)
    ]
  }
}
