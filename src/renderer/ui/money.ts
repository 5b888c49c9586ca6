import { type CostSum, microUsd } from '@shared/domain/usage/sums'
import { formatCount, formatLarge } from './format'

/** From here on cents tell nothing, and digits are no longer taken in: ten thousand million dollars, in µUSD. */
const LARGE = 10n ** 16n

/**
 * @returns µUSD as dollars, half up: $0.0123 below a dollar, $1.23 above, "<$0.0001" for the smallest, $12.35 bn for
 *   the largest
 */
export function formatDollars(micro: bigint): string {
  if (micro > 0n && micro < 100n) return '<$0.0001'
  if (micro >= LARGE) return `$${formatLarge(micro / 1_000_000n)}`
  const digits = micro < 1_000_000n && micro > -1_000_000n ? 4 : 2
  const step = 10n ** BigInt(6 - digits)
  const units = (micro + step / 2n) / step
  const scale = 10n ** BigInt(digits)
  const whole = formatCount(units / scale)
  return `$${whole}.${String(units % scale).padStart(digits, '0')}`
}

/** @returns a sum of money: both ends of a range, `≥` where something in it has no price, "no price" where nothing has */
export function formatCost(cost: CostSum | null): string {
  if (cost === null) return 'no price'
  const { low, high } = microUsd(cost)
  return atLeast(cost, range(formatDollars(low), formatDollars(high), ' – '))
}

/** @returns the same for a narrow place, with two or three digits: $0.03–0.05, <$0.001, $1,235 */
export function formatShortCost(cost: CostSum | null): string {
  if (cost === null) return 'no price'
  const { low, high } = microUsd(cost)
  const [from, to] = [shortDollars(low), shortDollars(high)]
  return atLeast(cost, from === to ? from : `${from}–${to.replace('$', '')}`)
}

function shortDollars(micro: bigint): string {
  if (micro > 0n && micro < 1000n) return '<$0.001'
  if (micro >= 1_000_000_000n) return `$${formatLarge((micro + 500_000n) / 1_000_000n)}`
  const dollars = Number(micro) / 1e6
  return `$${dollars > 0 && dollars < 0.01 ? dollars.toFixed(3) : dollars.toFixed(2)}`
}

const range = (low: string, high: string, dash: string): string =>
  low === high ? low : `${low}${dash}${high}`
const atLeast = ({ complete }: CostSum, text: string): string => (complete ? text : `≥ ${text}`)

/** @returns the same in µUSD, for a hover */
export function formatMicroUsd(cost: CostSum | null): string {
  if (cost === null) return 'no price is known for this model'
  const { low, high } = microUsd(cost)
  return `${range(formatCount(low), formatCount(high), ' – ')} µUSD`
}
