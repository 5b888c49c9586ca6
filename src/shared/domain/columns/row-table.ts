/**
 * Rows by 64-bit key, in open addressing: 10 to 20 bytes a row, no objects. A byte beside each slot holds a few bits of
 * its key, so that most looks for what is not there end in a small array that stays in the cache.
 */
export class RowTable {
  readonly #slots: Int32Array
  /** 0 where the slot is empty. */
  readonly #tags: Uint8Array
  readonly #mask: number
  readonly #low: Uint32Array
  readonly #high: Uint32Array

  /** `low` and `high` hold the keys by row; at most `capacity` rows will be put in. */
  constructor(capacity: number, low: Uint32Array, high: Uint32Array) {
    let size = 16
    while (size < capacity * 2) size *= 2
    this.#slots = new Int32Array(size)
    this.#tags = new Uint8Array(size)
    this.#mask = size - 1
    this.#low = low
    this.#high = high
  }

  /** Puts in `row`; the last row with a key wins. @returns the row it takes the place of, or -1 */
  put(row: number): number {
    const slot = this.#slot(this.#low[row] ?? 0, this.#high[row] ?? 0)
    const before = this.#rowIn(slot)
    this.#fill(slot, row)
    return before
  }

  /** Puts in `row` unless another one with its key is there. @returns the row that is there now */
  keep(row: number): number {
    const slot = this.#slot(this.#low[row] ?? 0, this.#high[row] ?? 0)
    const before = this.#rowIn(slot)
    if (before >= 0) return before
    this.#fill(slot, row)
    return row
  }

  /** The row with this key, or -1. */
  find(low: number, high: number): number {
    return this.#rowIn(this.#slot(low, high))
  }

  #rowIn(slot: number): number {
    return this.#tags[slot] === 0 ? -1 : (this.#slots[slot] ?? 0)
  }

  #fill(slot: number, row: number): void {
    this.#slots[slot] = row
    this.#tags[slot] = tagOf(this.#high[row] ?? 0)
  }

  /** The slot that holds this key, or the empty one that it belongs into. */
  #slot(low: number, high: number): number {
    const slots = this.#slots
    const tags = this.#tags
    const mask = this.#mask
    const tag = tagOf(high)
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const held = tags[slot] ?? 0
      if (held === 0) return slot
      if (held !== tag) continue
      const row = slots[slot] ?? 0
      if (this.#low[row] === low && this.#high[row] === high) return slot
    }
  }
}

/** Never 0. */
const tagOf = (high: number): number => (high & 0x7f) | 0x80
