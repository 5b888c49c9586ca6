/**
 * HalfSipHash-1-3 with 64 bits of output: a keyed hash on 32-bit words. The key is random per index, so that no one
 * can craft a store whose ids or contents collide; by chance one pair in 2^64 does.
 */
export class KeyedHash {
  /** The two halves of the last result. */
  low = 0
  high = 0

  readonly #key0: number
  readonly #key1: number
  #v0 = 0
  #v1 = 0
  #v2 = 0
  #v3 = 0
  #length = 0

  constructor(key0: number, key1: number) {
    this.#key0 = key0 | 0
    this.#key1 = key1 | 0
  }

  /** Begins a hash; `tag` separates uses of the same bytes. */
  begin(tag: number): void {
    this.#v0 = this.#key0
    this.#v1 = this.#key1 ^ 0xee
    this.#v2 = 0x6c796765 ^ this.#key0
    this.#v3 = 0x74656462 ^ this.#key1
    this.#length = 0
    this.#word(tag | 0)
  }

  /** Takes in `bytes[from, to)`. Where ranges meet is part of the hash: "ab","c" and "a","bc" differ. */
  add(view: DataView, from: number, to: number): void {
    // the state in local variables: this loop sees every byte of a store
    let v0 = this.#v0
    let v1 = this.#v1
    let v2 = this.#v2
    let v3 = this.#v3
    const whole = to - ((to - from) & 3)
    for (let at = from; at <= whole; at += 4) {
      const word = at < whole ? view.getInt32(at, true) : restOf(view, at, to)
      v3 ^= word
      v0 = (v0 + v1) | 0
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
      v0 = (v0 << 16) | (v0 >>> 16)
      v2 = (v2 + v3) | 0
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
      v0 = (v0 + v3) | 0
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
      v2 = (v2 + v1) | 0
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
      v2 = (v2 << 16) | (v2 >>> 16)
      v0 ^= word
    }
    this.#v0 = v0
    this.#v1 = v1
    this.#v2 = v2
    this.#v3 = v3
    this.#length += to - from
  }

  /** Ends the hash and sets `low` and `high`. */
  end(): void {
    this.#word(this.#length | 0)
    this.#v2 ^= 0xee
    for (let i = 0; i < 3; i++) this.#round()
    this.low = (this.#v1 ^ this.#v3) >>> 0
    this.#v1 ^= 0xdd
    for (let i = 0; i < 3; i++) this.#round()
    this.high = (this.#v1 ^ this.#v3) >>> 0
  }

  /** One range, begun and ended. */
  of(tag: number, view: DataView, from: number, to: number): void {
    this.begin(tag)
    this.add(view, from, to)
    this.end()
  }

  #word(word: number): void {
    this.#v3 ^= word
    this.#round()
    this.#v0 ^= word
  }

  #round(): void {
    let v0 = this.#v0
    let v1 = this.#v1
    let v2 = this.#v2
    let v3 = this.#v3
    v0 = (v0 + v1) | 0
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
    v0 = (v0 << 16) | (v0 >>> 16)
    v2 = (v2 + v3) | 0
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
    v0 = (v0 + v3) | 0
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
    v2 = (v2 + v1) | 0
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
    v2 = (v2 << 16) | (v2 >>> 16)
    this.#v0 = v0
    this.#v1 = v1
    this.#v2 = v2
    this.#v3 = v3
  }
}

/** The last word of a range: up to three bytes, and how many they are of four. */
function restOf(view: DataView, from: number, to: number): number {
  let rest = (to - from) << 24
  for (let at = from, shift = 0; at < to; at++, shift += 8) rest |= view.getUint8(at) << shift
  return rest
}
