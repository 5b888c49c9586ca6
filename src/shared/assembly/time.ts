import { isDigit, ZERO } from './json'
import { isText, Place, text } from './text'

/*
 * Times as the rows of a store hold them, one after the other; date, hour and minute are worked out only where they are
 * not those of the time before.
 */

/** "dddd-dd-ddTdd:dd": sixteen bytes that rows which follow each other mostly have in common. */
const MINUTE: usize = 16
const kept = heap.alloc(MINUTE)
/** ms since 1970 of the minute that is kept; NaN where it is no time. */
let minute: f64 = NaN

memory.fill(kept, 0, MINUTE)

/**
 * Milliseconds since 1970 of an RFC 3339 time in UTC ("2026-05-17T08:01:02.5+00:00" or with "Z") at `from … to`; NaN for
 * anything else. The runtime treats the text as opaque (store-format.md §4), so any text may stand there.
 */
export function readTime(from: Place, to: Place): f64 {
  if (to - from < 20) return NaN
  if (v128.any_true(v128.xor(v128.load(from), v128.load(kept)))) keepMinute(from)
  if (load<u8>(from, 16) !== COLON || !isDigit(load<u8>(from + 17)) || !isDigit(load<u8>(from + 18)))
    return NaN
  let at = from + 19
  let fraction: f64 = 0
  if (load<u8>(at) === DOT) {
    let scale: f64 = 100
    for (at++; at < to && isDigit(load<u8>(at)); at++) {
      if (scale >= 1) fraction += <f64>number(at, 1) * scale
      scale /= 10
    }
  }
  return isUtc(at, to) ? minute + <f64>(number(from + 17, 2) * 1000) + fraction : NaN
}

function keepMinute(from: Place): void {
  v128.store(kept, v128.load(from))
  minute = minuteOf(from)
}

function minuteOf(from: Place): f64 {
  for (let i: usize = 0; i < MINUTE; i++) {
    const mark: u8 = i === 4 || i === 7 ? HYPHEN : i === 10 ? LETTER_T : i === 13 ? COLON : 0
    if (mark === 0 ? !isDigit(load<u8>(from + i)) : load<u8>(from + i) !== mark) return NaN
  }
  const month = number(from + 5, 2)
  if (month < 1 || month > 12) return NaN
  const days = daysOf(number(from, 4), month, number(from + 8, 2))
  return (<f64>days * 1440 + <f64>(number(from + 11, 2) * 60 + number(from + 14, 2))) * 60_000
}

function number(from: Place, digits: usize): i32 {
  let value = 0
  for (let i: usize = 0; i < digits; i++) value = value * 10 + load<u8>(from + i) - ZERO
  return value
}

function isUtc(at: Place, to: Place): bool {
  return isText(at, to, Z) || isText(at, to, NO_OFFSET)
}

/** Days since 1970-01-01 in the Gregorian calendar. */
function daysOf(year: i32, month: i32, day: i32): i32 {
  const shifted = month <= 2 ? year - 1 : year
  const era = shifted < 0 ? -1 : shifted / 400
  const yearOfEra = shifted - era * 400
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468
}

const HYPHEN: u8 = 0x2d
const LETTER_T: u8 = 0x54
const COLON: u8 = 0x3a
const DOT: u8 = 0x2e
const Z = text('Z')
const NO_OFFSET = text('+00:00')
