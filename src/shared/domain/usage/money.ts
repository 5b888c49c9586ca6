/** Money is counted in pico-dollars (10⁻¹² USD), an integer, so that no sum is ever rounded on the way. */
export type Pico = bigint

const PICO_PER_MICRO = 1_000_000n
const DECIMAL = /^(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/

/** Rounds half up to whole µUSD. Done once, for a figure that is shown, from its exact sum. */
export function toMicroUsd(amount: Pico): bigint {
  const shifted = amount + PICO_PER_MICRO / 2n
  const quotient = shifted / PICO_PER_MICRO
  return shifted < 0n && shifted % PICO_PER_MICRO !== 0n ? quotient - 1n : quotient
}

/**
 * Pico-dollars per token, from the decimal text of a price in dollars per million tokens. Exact up to six decimals,
 * half up beyond. `null` when the text is not a plain, non-negative decimal number.
 */
export function picoPerToken(dollarsPerMillion: string): Pico | null {
  const match = DECIMAL.exec(dollarsPerMillion.trim())
  if (match === null) return null
  const [, whole = '', fraction = '', exponent = '0'] = match
  const digits = BigInt(whole + fraction)
  const shift = 6 - fraction.length + Number(exponent)
  if (shift >= 0) return digits * 10n ** BigInt(shift)
  const divisor = 10n ** BigInt(-shift)
  return (digits + divisor / 2n) / divisor
}

/** Dollars per million tokens as decimal text, the inverse of `picoPerToken`. */
export function dollarsPerMillion(pico: Pico): string {
  return decimalText(pico, 6)
}

/** `value / 10^decimals` as decimal text without trailing zeros. */
export function decimalText(value: bigint, decimals: number): string {
  const sign = value < 0n ? '-' : ''
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, -decimals)
  const fraction = digits.slice(-decimals).replace(/0+$/, '')
  return fraction === '' ? `${sign}${whole}` : `${sign}${whole}.${fraction}`
}
