import { Unreadable, WholeFloat } from './raw'

/** What a number literal stands for; see `Raw` for how integers and floats are told apart. */
export type RawNumber = number | bigint | WholeFloat | Unreadable

const U64_MAX = 2n ** 64n - 1n
const I64_MIN = -(2n ** 63n)
const I32_MAX = 2 ** 31 - 1
const LITERAL = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?)(\d+))?$/
/** Powers of ten as doubles, correctly rounded; 308 is the largest. */
const POWERS = Array.from({ length: 309 }, (_, exponent) => Number(`1e${exponent}`))

const OUT_OF_RANGE = new Unreadable('number out of range')

/**
 * Reads one number literal as lash does (store-format.md §14.1): its reader is not built for exact floats, so a float
 * is the collected digits, as many as fit 64 bits, times or divided by one power of ten.
 * `undefined` when the text is not a JSON number.
 */
export function readNumber(literal: string): RawNumber | undefined {
  const match = LITERAL.exec(literal)
  if (match === null) return undefined
  const [, sign, whole = '', fraction, exponentSign, exponent] = match
  const negative = sign === '-'
  if (fraction === undefined && exponent === undefined) return readInteger(literal, whole, negative)
  const digits = collectDigits(whole, fraction ?? '')
  if (exponent === undefined) return scale(digits.significand, digits.exponent, negative)
  return applyExponent(digits, exponentSign === '-', exponent, negative)
}

function readInteger(literal: string, whole: string, negative: boolean): RawNumber {
  if (whole.length <= 15 && literal !== '-0') return Number(literal)
  const value = BigInt(literal)
  if (literal !== '-0' && value <= U64_MAX && value >= I64_MIN) return value
  const { significand, exponent } = collectDigits(whole, '')
  return scale(significand, exponent, negative)
}

interface Digits {
  readonly significand: bigint
  readonly exponent: number
}

/** Integer digits that no longer fit only raise the exponent; fraction digits that no longer fit are dropped. */
function collectDigits(whole: string, fraction: string): Digits {
  let significand = 0n
  let used = 0
  for (; used < whole.length; used++) {
    const next = significand * 10n + BigInt(whole.charCodeAt(used) - 48)
    if (next > U64_MAX) break
    significand = next
  }
  let exponent = whole.length - used
  for (let i = 0; i < fraction.length; i++) {
    const next = significand * 10n + BigInt(fraction.charCodeAt(i) - 48)
    if (next > U64_MAX) break
    significand = next
    exponent--
  }
  return { significand, exponent }
}

function applyExponent(digits: Digits, minus: boolean, text: string, negative: boolean): RawNumber {
  const written = Number(text)
  if (written > I32_MAX) {
    if (digits.significand !== 0n && !minus) return OUT_OF_RANGE
    return float(negative ? -0 : 0)
  }
  return scale(digits.significand, digits.exponent + (minus ? -written : written), negative)
}

function scale(significand: bigint, exponent: number, negative: boolean): RawNumber {
  let value = Number(significand)
  let rest = exponent
  while (value !== 0 && rest < -308) {
    value /= 1e308
    rest += 308
  }
  if (value !== 0) {
    if (rest > 308) return OUT_OF_RANGE
    value = rest < 0 ? value / power(-rest) : value * power(rest)
    if (!Number.isFinite(value)) return OUT_OF_RANGE
  }
  return float(negative ? -value : value)
}

function power(exponent: number): number {
  return POWERS[exponent] ?? Number.POSITIVE_INFINITY
}

function float(value: number): number | WholeFloat {
  return Number.isInteger(value) ? new WholeFloat(value) : value
}
