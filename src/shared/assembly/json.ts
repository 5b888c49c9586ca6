import { Place, REFUSED, take, takeByte, text } from './text'

/*
 * Reads JSON as serde_json writes it, straight from bytes (store-format.md §4): compact, keys of free values sorted,
 * each character in its one escaped form. In that form equal values are equal bytes. Everything else is refused, not
 * because it is wrong but because it needs the full decoder. Bytes must be valid UTF-8. Every function takes the place
 * to read at and gives the place behind what it has read, or REFUSED.
 */

/** Nested containers a scanned text may have; deeper ones go to the full decoder (its limit is 127). */
const DEEPEST: i32 = 60

/** Text that our own writer made: floats, reserved keys and unsorted keys are let through. */
let trusted: bool = false
/** Where the text ends; other bytes lie behind it. */
let end: Place = 0

/** Begins to read a text that ends at `to`. */
export function begin(to: Place, ours: bool): void {
  end = to
  trusted = ours
}

export function isTrusted(): bool {
  return trusted
}

/** Reads a string; its inside, still escaped, lies between `at + 1` and the place behind it, less 1. */
export function string(at: Place): Place {
  if (load<u8>(at) !== QUOTE) return REFUSED
  at++
  while (true) {
    at = plainUntil(at)
    if (at >= end) return REFUSED
    const byte = load<u8>(at)
    if (byte === QUOTE) return at + 1
    const size = byte === BACKSLASH ? escapeSize(at + 1) : 0
    if (size === 0) return REFUSED
    at += size + 1
  }
}

/** Reads a string that holds no escape, so that its bytes are its text. */
function plainString(at: Place): Place {
  if (load<u8>(at) !== QUOTE) return REFUSED
  at = plainUntil(at + 1)
  return at < end ? takeByte(at, QUOTE) : REFUSED
}

/** The end of a run of plain characters: a quote, a backslash, a control character, or somewhere behind `end`. */
function plainUntil(at: Place): Place {
  const quote = i8x16.splat(QUOTE)
  const backslash = i8x16.splat(BACKSLASH)
  const space = i8x16.splat(0x20)
  while (at < end) {
    const bytes = v128.load(at)
    const ends = v128.or(
      v128.or(i8x16.eq(bytes, quote), i8x16.eq(bytes, backslash)),
      i8x16.lt_u(bytes, space)
    )
    const found = i8x16.bitmask(ends)
    if (found !== 0) return at + ctz(found)
    at += 16
  }
  return at
}

/** Bytes after the backslash of an escape that serde_json itself would write; 0 = another spelling. */
function escapeSize(at: Place): usize {
  switch (load<u8>(at)) {
    case QUOTE:
    case BACKSLASH:
    case 0x62:
    case 0x66:
    case 0x6e:
    case 0x72:
    case 0x74:
      return 1
    case 0x75:
      return isControlEscape(at) ? 5 : 0
    default:
      return 0
  }
}

/** `u00xx` for a character below 0x20 that has no short form, in lower-case hex. */
function isControlEscape(at: Place): bool {
  if (load<u8>(at, 1) !== ZERO || load<u8>(at, 2) !== ZERO) return false
  const high = load<u8>(at, 3)
  const low = load<u8>(at, 4)
  const hex = isDigit(low) || (low >= 0x61 && low <= 0x66)
  if (high === 0x31) return hex
  // 08, 09, 0a, 0c and 0d have short forms
  return high === ZERO && hex && low !== 0x38 && low !== 0x39 && low !== 0x61 && low !== 0x63 && low !== 0x64
}

/** Reads a non-negative integer of at most 15 digits without leading zeros, up to `most`. */
export function unsigned(at: Place, most: u64): Place {
  const start = at
  let value: u64 = 0
  while (at < end && isDigit(load<u8>(at))) value = value * 10 + load<u8>(at++) - ZERO
  const digits = at - start
  if (digits === 0) return REFUSED
  if (trusted) return at
  return digits <= 15 && (digits === 1 || load<u8>(start) !== ZERO) && value <= most ? at : REFUSED
}

/** Reads any JSON value; `reserved` = refuse the reserved key of tool values (store-format.md §6.2). */
export function value(at: Place, reserved: bool, depth: i32 = 0): Place {
  if (at >= end || (depth > DEEPEST && !trusted)) return REFUSED
  switch (load<u8>(at)) {
    case QUOTE:
      return string(at)
    case OPEN_BRACE:
      return object(at, reserved, depth)
    case OPEN_BRACKET:
      return array(at, reserved, depth)
    case 0x74:
      return take(at, TRUE)
    case 0x66:
      return take(at, FALSE)
    case 0x6e:
      return take(at, NULL)
    default:
      return trusted ? writtenNumber(at) : plainNumber(at)
  }
}

function array(at: Place, reserved: bool, depth: i32): Place {
  at++
  if (load<u8>(at) === CLOSE_BRACKET) return at + 1
  while (true) {
    at = value(at, reserved, depth + 1)
    if (load<u8>(at) !== COMMA) return takeByte(at, CLOSE_BRACKET)
    at++
  }
}

function object(at: Place, reserved: bool, depth: i32): Place {
  at++
  if (load<u8>(at) === CLOSE_BRACE) return at + 1
  let last: Place = 0
  let lastEnd: Place = 0
  while (true) {
    const key = at
    at = trusted ? string(at) : plainString(at)
    if (at === REFUSED) return REFUSED
    if (!trusted) {
      if (reserved && take(key, RESERVED_KEY) !== REFUSED) return REFUSED
      if (last !== 0 && !ascending(last + 1, lastEnd - 1, key + 1, at - 1)) return REFUSED
    }
    last = key
    lastEnd = at
    at = value(takeByte(at, COLON), reserved, depth + 1)
    if (load<u8>(at) !== COMMA) return takeByte(at, CLOSE_BRACE)
    at++
  }
}

/** Whether the key `a … aEnd` sorts before `b … bEnd`. */
function ascending(a: Place, aEnd: Place, b: Place, bEnd: Place): bool {
  for (; a < aEnd && b < bEnd; a++, b++) {
    const ours = load<u8>(a)
    const theirs = load<u8>(b)
    if (ours !== theirs) return ours < theirs
  }
  return b < bEnd
}

/** An integer of at most 15 digits, or a decimal number of as many that has one spelling only. */
function plainNumber(at: Place): Place {
  const negative = load<u8>(at) === MINUS
  if (negative) at++
  const first = at
  at = digits(at)
  const whole = at - first
  if (whole === 0 || whole > 15 || (whole > 1 && load<u8>(first) === ZERO)) return REFUSED
  if (negative && whole === 1 && load<u8>(first) === ZERO) return REFUSED
  const next = load<u8>(at)
  if (isExponent(next)) return REFUSED
  return next === DOT ? fraction(first, whole, at + 1) : at
}

/** Reads the digits behind the point of a number that begins at `first` with `whole` digits. */
function fraction(first: Place, whole: usize, from: Place): Place {
  const at = digits(from)
  const places = at - from
  if (places === 0 || whole + places > 15 || isExponent(load<u8>(at))) return REFUSED
  if (load<u8>(at - 1) === ZERO && places > 1) return REFUSED
  // numbers so small are written with an exponent
  if (load<u8>(first) === ZERO && allZeros(from, min(from + 4, at))) return places === 1 ? at : REFUSED
  return at
}

function writtenNumber(at: Place): Place {
  const start = at
  while (at < end && isNumberByte(load<u8>(at))) at++
  return at > start ? at : REFUSED
}

function digits(at: Place): Place {
  while (at < end && isDigit(load<u8>(at))) at++
  return at
}

function allZeros(from: Place, to: Place): bool {
  for (let at = from; at < to; at++) if (load<u8>(at) !== ZERO) return false
  return true
}

export function isDigit(byte: u8): bool {
  return byte >= ZERO && byte <= 0x39
}

function isExponent(byte: u8): bool {
  return byte === 0x65 || byte === 0x45
}

function isNumberByte(byte: u8): bool {
  return isDigit(byte) || byte === MINUS || byte === DOT || byte === 0x2b || isExponent(byte)
}

/** The largest integer that JavaScript holds exactly. */
export const MOST_SAFE: u64 = 0x1fffffffffffff
export const QUOTE: u8 = 0x22
export const COMMA: u8 = 0x2c
export const CLOSE_BRACE: u8 = 0x7d
export const OPEN_BRACKET: u8 = 0x5b
export const CLOSE_BRACKET: u8 = 0x5d
export const BACKSLASH: u8 = 0x5c
const OPEN_BRACE: u8 = 0x7b
const COLON: u8 = 0x3a
const MINUS: u8 = 0x2d
const DOT: u8 = 0x2e
export const ZERO: u8 = 0x30
export const TRUE = text('true')
const FALSE = text('false')
export const NULL = text('null')
/** The end of two objects. */
export const CLOSE_TWO = text('}}')
const RESERVED_KEY = text('"$lash_tool_value"')
