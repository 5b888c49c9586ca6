const ZERO = 0x30

/**
 * Milliseconds since 1970 of an RFC 3339 time in UTC ("2026-05-17T08:01:02.5+00:00" or with "Z") given as bytes;
 * NaN for anything else. The runtime treats the text as opaque (store-format.md §4), so any text may stand there.
 */
export function timeOfBytes(bytes: Uint8Array, from: number, to: number): number {
  if (to - from < 20 || !hasShape(bytes, from)) return Number.NaN
  const at = (offset: number, digits: number) => number(bytes, from + offset, digits)
  let after = from + 19
  let fraction = 0
  if (bytes[after] === 0x2e) {
    let scale = 100
    for (after++; after < to; after++, scale /= 10) {
      const digit = (bytes[after] ?? 0) - ZERO
      if (digit < 0 || digit > 9) break
      if (scale >= 1) fraction += digit * scale
    }
  }
  if (!isUtc(bytes, after, to)) return Number.NaN
  const seconds = at(11, 2) * 3600 + at(14, 2) * 60 + at(17, 2)
  return (daysOf(at(0, 4), at(5, 2), at(8, 2)) * 86400 + seconds) * 1000 + fraction
}

/** `timeOfBytes` for text. */
export function timeOfText(text: string): number {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = Math.min(text.charCodeAt(i), 0xff)
  return timeOfBytes(bytes, 0, bytes.length)
}

/** "dddd-dd-ddTdd:dd:dd" */
function hasShape(bytes: Uint8Array, from: number): boolean {
  for (let i = 0; i < 19; i++) {
    const byte = bytes[from + i] ?? 0
    const mark = i === 4 || i === 7 ? 0x2d : i === 10 ? 0x54 : i === 13 || i === 16 ? 0x3a : 0
    if (mark === 0 ? byte < ZERO || byte > 0x39 : byte !== mark) return false
  }
  return true
}

function number(bytes: Uint8Array, from: number, digits: number): number {
  let value = 0
  for (let i = 0; i < digits; i++) value = value * 10 + (bytes[from + i] ?? 0) - ZERO
  return value
}

function isUtc(bytes: Uint8Array, at: number, to: number): boolean {
  if (to - at === 1) return bytes[at] === 0x5a
  return (
    to - at === 6 && bytes[at] === 0x2b && number(bytes, at + 1, 2) === 0 && number(bytes, at + 4, 2) === 0
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
