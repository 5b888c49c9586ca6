/** Rows by 64-bit key, in open addressing: 8 to 16 bytes a row, no objects. */
export class RowTable {
  readonly #slots: Int32Array
  readonly #mask: number
  readonly #low: Uint32Array
  readonly #high: Uint32Array

  /** `low` and `high` hold the keys by row; at most `capacity` rows will be put in. */
  constructor(capacity: number, low: Uint32Array, high: Uint32Array) {
    let size = 16
    while (size < capacity * 2) size *= 2
    this.#slots = new Int32Array(size)
    this.#mask = size - 1
    this.#low = low
    this.#high = high
  }

  /** Puts in `row`; the last row with a key wins. @returns the row it takes the place of, or -1 */
  put(row: number): number {
    const slot = this.#slot(this.#low[row] ?? 0, this.#high[row] ?? 0)
    const before = (this.#slots[slot] ?? 0) - 1
    this.#slots[slot] = row + 1
    return before
  }

  /** The row with this key, or -1. */
  find(low: number, high: number): number {
    return (this.#slots[this.#slot(low, high)] ?? 0) - 1
  }

  #slot(low: number, high: number): number {
    const slots = this.#slots
    const mask = this.#mask
    let slot = low & mask
    for (;;) {
      const held = slots[slot] ?? 0
      if (held === 0 || (this.#low[held - 1] === low && this.#high[held - 1] === high)) return slot
      slot = (slot + 1) & mask
    }
  }
}
