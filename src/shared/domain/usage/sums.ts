import { compareCodePoints } from '@shared/json/write'
import { addCounts, isNothing, NO_COUNTS, type TokenCounts } from './counts'
import { type Pico, toMicroUsd } from './money'
import type { PricedRow } from './review'

/** A sum of money, exact. Null where something was used and nothing of it has a price. */
export interface CostSum {
  readonly low: Pico
  readonly high: Pico
  /** False when a row in the sum has no price: the true sum is higher than both ends may say. */
  readonly complete: boolean
}

export interface UsageSum {
  readonly tokens: TokenCounts
  readonly cost: CostSum | null
  readonly rows: number
}

export type Grouping = 'source' | 'model' | 'session' | 'family' | 'day'

export interface UsageGroup extends UsageSum {
  readonly key: string
}

/** The key of rows whose session does not tell its day of creation. */
export const UNKNOWN_DAY = 'unknown'

export const NO_SUM: UsageSum = { tokens: NO_COUNTS, cost: { low: 0n, high: 0n, complete: true }, rows: 0 }

/** Two sums as one; without any price only where neither part has one. */
export function addSums(a: UsageSum, b: UsageSum): UsageSum {
  return { tokens: addCounts(a.tokens, b.tokens), cost: addCosts(a, b), rows: a.rows + b.rows }
}

function addCosts(a: UsageSum, b: UsageSum): CostSum | null {
  if (a.cost === null) return b.rows === 0 ? null : incomplete(b.cost)
  if (b.cost === null) return a.rows === 0 ? null : incomplete(a.cost)
  return {
    low: a.cost.low + b.cost.low,
    high: a.cost.high + b.cost.high,
    complete: a.cost.complete && b.cost.complete
  }
}

function incomplete(cost: CostSum | null): CostSum | null {
  return cost === null ? null : { ...cost, complete: false }
}

/** Sums rows. Mirror rows are left out, so that no token is added twice. */
export function sumRows(rows: Iterable<PricedRow>): UsageSum {
  const sum = new Accumulator()
  for (const row of rows) sum.add(row)
  return sum.result()
}

/** Sums per key, the keys in byte order; the groups' sums add up to `sumRows` of the same rows. */
export function groupRows(rows: Iterable<PricedRow>, by: Grouping): UsageGroup[] {
  const groups = new Map<string, Accumulator>()
  for (const row of rows) {
    if (row.mirrorOf.length > 0) continue
    const key = groupKey(row, by)
    let sum = groups.get(key)
    if (sum === undefined) {
      sum = new Accumulator()
      groups.set(key, sum)
    }
    sum.add(row)
  }
  return [...groups]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([key, sum]) => ({ key, ...sum.result() }))
}

function groupKey(row: PricedRow, by: Grouping): string {
  return by === 'day' ? (row.day ?? UNKNOWN_DAY) : row[by]
}

/** Models that were used and have no price, with their tokens, in byte order; mirror rows left out. */
export function unpricedModels(rows: Iterable<PricedRow>): { model: string; tokens: TokenCounts }[] {
  const unpriced = new Map<string, TokenCounts>()
  for (const row of rows) {
    if (row.mirrorOf.length > 0 || row.cost !== null || isNothing(row.counts)) continue
    unpriced.set(row.model, addCounts(unpriced.get(row.model) ?? NO_COUNTS, row.counts))
  }
  return [...unpriced]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([model, tokens]) => ({ model, tokens }))
}

/** Both ends in whole µUSD, each rounded half up once. */
export function microUsd(cost: { readonly low: Pico; readonly high: Pico }): { low: bigint; high: bigint } {
  return { low: toMicroUsd(cost.low), high: toMicroUsd(cost.high) }
}

class Accumulator {
  #tokens = NO_COUNTS
  #low: Pico = 0n
  #high: Pico = 0n
  #priced = 0
  #unpriced = 0
  #rows = 0

  add(row: PricedRow): void {
    if (row.mirrorOf.length > 0) return
    this.#rows++
    this.#tokens = addCounts(this.#tokens, row.counts)
    if (row.cost === null) {
      if (!isNothing(row.counts)) this.#unpriced++
      return
    }
    this.#priced++
    this.#low += row.cost.low.total
    this.#high += row.cost.high.total
  }

  result(): UsageSum {
    const known = this.#priced > 0 || this.#unpriced === 0
    const cost = known ? { low: this.#low, high: this.#high, complete: this.#unpriced === 0 } : null
    return { tokens: this.#tokens, cost, rows: this.#rows }
  }
}
