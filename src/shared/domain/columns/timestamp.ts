/** "dddd-dd-ddTdd:dd", the part that rows which follow each other mostly have in common. */
const MINUTE = 16

/**
 * Reads times as the rows of a store hold them, one after the other, and works out date, hour and minute only where
 * they are not those of the time before.
 */
export class TimeReader {
  readonly #words = new Int32Array(MINUTE / 4)
  /** ms since 1970 of the minute in `#words`; NaN where they are no time. */
  #minute = Number.NaN

  /**
   * Milliseconds since 1970 of an RFC 3339 time in UTC ("2026-05-17T08:01:02.5+00:00" or with "Z") in `view[from, to)`;
   * NaN for anything else. The runtime treats the text as opaque (store-format.md §4), so any text may stand there.
   */
  read(view: DataView, from: number, to: number): number {
    if (to - from < 20) return Number.NaN
    if (!this.#isMinuteOfBefore(view, from)) this.#keepMinute(view, from)
    if (view.getUint8(from + 16) !== COLON || !isDigit(view, from + 17) || !isDigit(view, from + 18))
      return Number.NaN
    let after = from + 19
    let fraction = 0
    if (view.getUint8(after) === DOT) {
      let scale = 100
      for (after++; after < to && isDigit(view, after); after++, scale /= 10) {
        if (scale >= 1) fraction += number(view, after, 1) * scale
      }
    }
    if (!isUtc(view, after, to)) return Number.NaN
    return this.#minute + number(view, from + 17, 2) * 1000 + fraction
  }

  #isMinuteOfBefore(view: DataView, from: number): boolean {
    // the last word first: it changes most often
    for (let word = MINUTE / 4 - 1; word >= 0; word--)
      if (this.#words[word] !== view.getInt32(from + word * 4, true)) return false
    return true
  }

  #keepMinute(view: DataView, from: number): void {
    for (let word = 0; word < MINUTE / 4; word++) this.#words[word] = view.getInt32(from + word * 4, true)
    this.#minute = minuteOf(view, from)
  }
}

/** What `TimeReader` reads, for text. */
export function timeOfText(text: string): number {
  const view = new DataView(new ArrayBuffer(text.length))
  for (let i = 0; i < text.length; i++) view.setUint8(i, Math.min(text.charCodeAt(i), 0xff))
  return new TimeReader().read(view, 0, text.length)
}

function minuteOf(view: DataView, from: number): number {
  for (let i = 0; i < MINUTE; i++) {
    const mark = i === 4 || i === 7 ? HYPHEN : i === 10 ? LETTER_T : i === 13 ? COLON : 0
    if (mark === 0 ? !isDigit(view, from + i) : view.getUint8(from + i) !== mark) return Number.NaN
  }
  const at = (offset: number, digits: number) => number(view, from + offset, digits)
  return (daysOf(at(0, 4), at(5, 2), at(8, 2)) * 1440 + at(11, 2) * 60 + at(14, 2)) * 60_000
}

function isDigit(view: DataView, at: number): boolean {
  const byte = view.getUint8(at)
  return byte >= ZERO && byte <= NINE
}

function number(view: DataView, from: number, digits: number): number {
  let value = 0
  for (let i = 0; i < digits; i++) value = value * 10 + view.getUint8(from + i) - ZERO
  return value
}

function isUtc(view: DataView, at: number, to: number): boolean {
  if (to - at === 1) return view.getUint8(at) === LETTER_Z
  return (
    to - at === 6 &&
    view.getUint8(at) === PLUS &&
    number(view, at + 1, 2) === 0 &&
    number(view, at + 4, 2) === 0
  )
}

/** Days since 1970-01-01 in the Gregorian calendar. */
function daysOf(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return (
    era * 146097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719468
  )
}

const ZERO = 0x30
const NINE = 0x39
const HYPHEN = 0x2d
const LETTER_T = 0x54
const LETTER_Z = 0x5a
const COLON = 0x3a
const DOT = 0x2e
const PLUS = 0x2b
