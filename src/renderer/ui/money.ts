import { type CostSum, microUsd } from '@shared/domain/usage/sums'

/** @returns µUSD as dollars: $0.0123 below a dollar, $1.23 above, "<$0.0001" for the smallest */
export function formatDollars(micro: bigint): string {
  if (micro > 0n && micro < 100n) return '<$0.0001'
  const dollars = Number(micro) / 1e6
  return `$${dollars.toFixed(Math.abs(dollars) < 1 ? 4 : 2)}`
}

/** @returns a sum of money: both ends of a range, `≥` where something in it has no price, "no price" where nothing has */
export function formatCost(cost: CostSum | null): string {
  if (cost === null) return 'no price'
  const { low, high } = microUsd(cost)
  const range = low === high ? formatDollars(low) : `${formatDollars(low)} – ${formatDollars(high)}`
  return cost.complete ? range : `≥ ${range}`
}

/** @returns the same in µUSD, for a hover */
export function formatMicroUsd(cost: CostSum | null): string {
  if (cost === null) return 'no price is known for this model'
  const { low, high } = microUsd(cost)
  const text =
    low === high
      ? low.toLocaleString('en-US')
      : `${low.toLocaleString('en-US')} – ${high.toLocaleString('en-US')}`
  return `${text} µUSD`
}
