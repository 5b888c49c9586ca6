import type { CostLine, RowCost } from './cost'
import type { Pico } from './money'
import type { PriceLine } from './prices'
import type { PricedRow } from './review'
import type { Bucket, PriceKind } from './semantics'

/** A line of the arithmetic behind a sum: tokens × price, for the low end, the high end or both. */
export interface SumLine {
  readonly bucket: Bucket
  readonly kind: PriceKind
  /** Pico-dollars per token. */
  readonly price: Pico
  /** Null = this end of the range has no such line. */
  readonly low: { readonly tokens: bigint; readonly amount: Pico } | null
  readonly high: { readonly tokens: bigint; readonly amount: Pico } | null
}

const BUCKETS: readonly Bucket[] = ['input', 'cached-input', 'cache-write', 'output', 'reasoning']

/**
 * The arithmetic of rows added up: one line per part of the tokens and price, by part. The amounts of all lines of an
 * end add up to that end of the rows' cost exactly; rows without a cost have no lines.
 */
export function sumArithmetic(rows: readonly PricedRow[]): SumLine[] {
  const lines = new Map<string, SumLine>()
  for (const { cost } of rows) if (cost !== null) addRow(lines, cost)
  return [...lines.values()].sort(
    (a, b) => BUCKETS.indexOf(a.bucket) - BUCKETS.indexOf(b.bucket) || Number(b.price - a.price)
  )
}

function addRow(lines: Map<string, SumLine>, cost: RowCost): void {
  for (const line of cost.low.lines) addLine(lines, line, 'low')
  for (const line of cost.high.lines) addLine(lines, line, 'high')
}

function addLine(lines: Map<string, SumLine>, line: CostLine, end: 'low' | 'high'): void {
  const { bucket, kind, price, tokens, amount } = line
  const key = `${bucket} ${kind} ${price}`
  const known = lines.get(key) ?? { bucket, kind, price, low: null, high: null }
  const before = known[end]
  const sum = { tokens: (before?.tokens ?? 0n) + tokens, amount: (before?.amount ?? 0n) + amount }
  lines.set(key, { ...known, [end]: sum })
}

/** The one price line of all rows, or null where they have different ones or none. */
export function commonPrice(rows: readonly PricedRow[]): PriceLine | null {
  const [first] = rows
  if (first === undefined || first.price === null) return null
  const same = rows.every(
    ({ price }) =>
      price !== null &&
      price.provider === first.price?.provider &&
      price.model === first.price.model &&
      price.matchedBy === first.price.matchedBy &&
      price.validFrom === first.price.validFrom
  )
  return same ? first.price : null
}
