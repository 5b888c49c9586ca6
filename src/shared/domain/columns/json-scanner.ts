import { utf8Bytes } from '@shared/hash/utf8'

/** Nested containers a scanned text may have; deeper ones go to the full decoder (its limit is 127). */
const DEEPEST = 60

/** ASCII text to compare with: its bytes, and as many of them as fit as little-endian words. */
export interface Literal {
  readonly bytes: Uint8Array
  readonly words: Int32Array
}

export function literal(text: string): Literal {
  const bytes = utf8Bytes(text)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const words = Int32Array.from({ length: bytes.length >> 2 }, (_, at) => view.getInt32(at * 4, true))
  return { bytes, words }
}

const RESERVED_KEY = literal('$lash_tool_value"')

/**
 * Reads JSON as serde_json writes it, straight from bytes (store-format.md §4): compact, keys of free values sorted,
 * each character in its one escaped form. In that form equal values are equal bytes. Everything else is refused, not
 * because it is wrong but because it needs the full decoder. Bytes must be valid UTF-8.
 */
export class JsonScanner {
  /** Takes text that our own writer made: floats, reserved keys and unsorted keys are let through. */
  trusted = false
  bytes: Uint8Array = new Uint8Array(0)
  /** The same bytes, to be read as words. */
  view: DataView = new DataView(this.bytes.buffer)
  at = 0
  end = 0
  /** The last string, without its quotes. */
  from = 0
  to = 0

  /** Begins to read `bytes[from, to)`; rows mostly share one block of bytes. */
  start(bytes: Uint8Array, from: number, to: number): void {
    if (bytes !== this.bytes) this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.bytes = bytes
    this.at = from
    this.end = to
  }

  /** Steps over `expected` if it comes next. */
  take({ bytes: expected, words }: Literal): boolean {
    const { bytes, view, at } = this
    const { length } = expected
    if (at + length > this.end) return false
    for (let word = 0; word < words.length; word++) {
      if (view.getInt32(at + word * 4, true) !== words[word]) return false
    }
    for (let i = words.length * 4; i < length; i++) if (bytes[at + i] !== expected[i]) return false
    this.at = at + length
    return true
  }

  /** Steps over one byte if it comes next. */
  skipByte(expected: number): boolean {
    if (this.at >= this.end || this.bytes[this.at] !== expected) return false
    this.at++
    return true
  }

  /** Reads a string; `from` and `to` then bound its inside, still escaped. */
  string(): boolean {
    const { bytes, view, end } = this
    let at = this.at
    if (bytes[at] !== QUOTE) return false
    this.from = ++at
    for (;;) {
      at = plainUntil(bytes, view, at, end)
      if (at >= end) return false
      const byte = bytes[at]
      if (byte === QUOTE) break
      const size = byte === BACKSLASH ? escapeSize(bytes, at + 1) : 0
      if (size === 0) return false
      at += size + 1
    }
    this.to = at
    this.at = at + 1
    return true
  }

  /** Reads a string that holds no escape, so that its bytes are its text. */
  plainString(): boolean {
    const { bytes, end } = this
    let at = this.at
    if (bytes[at] !== QUOTE) return false
    this.from = ++at
    while (at < end) {
      const byte = bytes[at] ?? 0
      if (byte === QUOTE) {
        this.to = at
        this.at = at + 1
        return true
      }
      if (byte < 0x20 || byte === BACKSLASH) return false
      at++
    }
    return false
  }

  /** Reads a non-negative integer of at most 15 digits without leading zeros, up to `most`. */
  unsigned(most: number): boolean {
    const { bytes, end } = this
    const start = this.at
    let at = start
    let value = 0
    while (at < end && isDigit(bytes[at])) value = value * 10 + (bytes[at++] ?? 0) - ZERO
    const digits = at - start
    if (digits === 0) return false
    this.at = at
    if (this.trusted) return true
    return digits <= 15 && (digits === 1 || bytes[start] !== ZERO) && value <= most
  }

  /** Reads any JSON value; `reserved` = refuse the reserved key of tool values (store-format.md §6.2). */
  value(reserved: boolean, depth = 0): boolean {
    if (depth > DEEPEST && !this.trusted) return false
    switch (this.bytes[this.at]) {
      case QUOTE:
        return this.string()
      case OPEN_BRACE:
        return this.#object(reserved, depth)
      case OPEN_BRACKET:
        return this.#array(reserved, depth)
      case 0x74:
        return this.take(TRUE)
      case 0x66:
        return this.take(FALSE)
      case 0x6e:
        return this.take(NULL)
      default:
        return this.#number()
    }
  }

  #array(reserved: boolean, depth: number): boolean {
    this.at++
    if (this.skipByte(CLOSE_BRACKET)) return true
    do {
      if (!this.value(reserved, depth + 1)) return false
    } while (this.skipByte(COMMA))
    return this.skipByte(CLOSE_BRACKET)
  }

  #object(reserved: boolean, depth: number): boolean {
    this.at++
    if (this.skipByte(CLOSE_BRACE)) return true
    let lastFrom = 0
    let lastTo = -1
    do {
      if (!(this.trusted ? this.string() : this.plainString())) return false
      if (!this.trusted) {
        if (reserved && this.bytes[this.from] === DOLLAR && this.#isReserved()) return false
        if (lastTo >= 0 && !ascending(this.bytes, lastFrom, lastTo, this.from, this.to)) return false
      }
      lastFrom = this.from
      lastTo = this.to
      if (!this.skipByte(COLON) || !this.value(reserved, depth + 1)) return false
    } while (this.skipByte(COMMA))
    return this.skipByte(CLOSE_BRACE)
  }

  #isReserved(): boolean {
    const after = this.at
    this.at = this.from
    const found = this.take(RESERVED_KEY)
    this.at = after
    return found
  }

  /** An integer of at most 18 digits, or a decimal number that has one spelling only (at most 15 digits). */
  #number(): boolean {
    const { bytes, end } = this
    let at = this.at
    if (this.trusted) {
      while (at < end && isNumberByte(bytes[at])) at++
      const some = at > this.at
      this.at = at
      return some
    }
    const negative = bytes[at] === MINUS
    if (negative) at++
    const first = at
    while (at < end && isDigit(bytes[at])) at++
    const whole = at - first
    if (whole === 0 || whole > 15 || (whole > 1 && bytes[first] === ZERO)) return false
    if (negative && whole === 1 && bytes[first] === ZERO) return false
    const next = bytes[at]
    if (next === DOT) {
      const fraction = ++at
      while (at < end && isDigit(bytes[at])) at++
      const places = at - fraction
      if (places === 0 || whole + places > 15 || isExponent(bytes[at])) return false
      if (bytes[at - 1] === ZERO && places > 1) return false
      if (bytes[first] === ZERO && allZeros(bytes, fraction, Math.min(fraction + 4, at)))
        return places === 1 && this.#ends(at)
    } else if (isExponent(next)) return false
    this.at = at
    return true
  }

  #ends(at: number): boolean {
    this.at = at
    return true
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const COMMA = 0x2c
const COLON = 0x3a
/** Bytes at which a run of plain characters ends: quote, backslash, control characters. */
const ENDS_PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte === QUOTE || byte === BACKSLASH || byte < 0x20 ? 1 : 0
)
/**
 * The end of a run of plain characters, looked at four bytes a time: a byte of a word is zero where subtracting one
 * from it sets its highest bit, and it was not set before. Only the lowest byte found so is sure to be one, as what it
 * borrows can make the next look like one.
 */
function plainUntil(bytes: Uint8Array, view: DataView, from: number, end: number): number {
  let at = from
  while (at + 4 <= end) {
    const word = view.getInt32(at, true)
    const quote = word ^ 0x22222222
    const backslash = word ^ 0x5c5c5c5c
    const ends =
      (((quote - 0x01010101) & ~quote) |
        ((backslash - 0x01010101) & ~backslash) |
        ((word - 0x20202020) & ~word)) &
      0x80808080
    if (ends !== 0) return at + ((31 - Math.clz32(ends & -ends)) >> 3)
    at += 4
  }
  while (at < end && ENDS_PLAIN[bytes[at] ?? 0] === 0) at++
  return at
}

const DOLLAR = 0x24
const MINUS = 0x2d
const DOT = 0x2e
const ZERO = 0x30
const TRUE = literal('true')
const FALSE = literal('false')
const NULL = literal('null')

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= ZERO && byte <= 0x39
const isExponent = (byte: number | undefined): boolean => byte === 0x65 || byte === 0x45
const isNumberByte = (byte: number | undefined): boolean =>
  isDigit(byte) || byte === MINUS || byte === DOT || byte === 0x2b || isExponent(byte)

function allZeros(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== ZERO) return false
  return true
}

/** Bytes after the backslash of an escape that serde_json itself would write; 0 = another spelling. */
function escapeSize(bytes: Uint8Array, at: number): number {
  switch (bytes[at]) {
    case QUOTE:
    case BACKSLASH:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return 1
    case 0x75:
      return isControlEscape(bytes, at) ? 5 : 0
    default:
      return 0
  }
}

/** `u00xx` for a character below 0x20 that has no short form, in lower-case hex. */
function isControlEscape(bytes: Uint8Array, at: number): boolean {
  if (bytes[at + 1] !== ZERO || bytes[at + 2] !== ZERO) return false
  const high = bytes[at + 3]
  const low = bytes[at + 4] ?? 0
  const hex = isDigit(low) || (low >= 0x61 && low <= 0x66)
  if (high === 0x31) return hex
  // 08, 09, 0a, 0c and 0d have short forms
  return high === ZERO && hex && low !== 0x38 && low !== 0x39 && low !== 0x61 && low !== 0x63 && low !== 0x64
}

function ascending(bytes: Uint8Array, aFrom: number, aTo: number, bFrom: number, bTo: number): boolean {
  const shared = Math.min(aTo - aFrom, bTo - bFrom)
  for (let i = 0; i < shared; i++) {
    const difference = (bytes[bFrom + i] ?? 0) - (bytes[aFrom + i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return bTo - bFrom > aTo - aFrom
}
