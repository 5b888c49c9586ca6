import type { AdapterGuess } from './adapters'
import { type CounterLayout, everyCount, type TokenCounts } from './counts'
import type { Pico } from './money'
import type { PriceLine, PriceSet, TieredPrice } from './prices'
import {
  type AdapterId,
  BILLING,
  type Bucket,
  type BucketDoubt,
  type BucketRule,
  bucketTokens,
  type PriceKind,
  promptTokens
} from './semantics'
import { overflowsInt64 } from './token-math'
import { isFree } from './user-prices'

/** What a cost rests on, or why it is a range; stable codes, in words in `words.ts`. */
export type Assumption =
  | AdapterGuess['basis']
  | BucketDoubt
  | 'prompt-length-tier-unknown'
  | 'time-of-day-unknown'
  | 'cache-read-price-missing'
  | 'cache-write-price-missing'
  | 'cached-exceeds-input'
  | 'negative-count'
  | 'beyond-64-bit'
  | 'price-set-by-user'
  | 'alias-set-by-user'
  | 'free-by-user'
  | 'priced-at-session-day'
  | 'priced-at-chosen-day'
  | 'session-day-unknown'

/** One line of the arithmetic: tokens × price = amount, exact. */
export interface CostLine {
  readonly bucket: Bucket
  readonly tokens: bigint
  readonly kind: PriceKind
  /** Pico-dollars per token. */
  readonly price: Pico
  readonly amount: Pico
}

/** One end of a cost: the adapter it supposes, the arithmetic and its sum. */
export interface CostSide {
  readonly adapter: AdapterId
  readonly lines: readonly CostLine[]
  readonly total: Pico
}

export interface RowCost {
  readonly low: CostSide
  readonly high: CostSide
  readonly assumptions: readonly Assumption[]
}

interface Bounds {
  readonly low: readonly [PriceKind, Pico]
  readonly high: readonly [PriceKind, Pico]
}

/**
 * The cost of a row: the hull over the adapters possible and over what the store does not tell (token-semantics.md).
 * `null` when a count is negative: such a row cannot be defended at any price.
 */
export function rowCost(
  counts: TokenCounts,
  layout: CounterLayout,
  guess: AdapterGuess,
  line: PriceLine
): RowCost | null {
  if (!everyCount(counts, (count) => count >= 0n)) return null
  const assumptions = new Set<Assumption>([guess.basis])
  for (const mark of priceMarks(line)) assumptions.add(mark)
  let low: CostSide | null = null
  let high: CostSide | null = null
  for (const adapter of guess.adapters) {
    const cost = adapterCost(counts, layout, adapter, line, assumptions)
    if (low === null || cost.low.total < low.total) low = cost.low
    if (high === null || cost.high.total > high.total) high = cost.high
  }
  return low === null || high === null ? null : { low, high, assumptions: [...assumptions] }
}

/** What is odd about the counts themselves, whatever the price. */
export function countMarks(counts: TokenCounts, layout: CounterLayout): Assumption[] {
  const marks: Assumption[] = []
  if (!everyCount(counts, (count) => count >= 0n)) marks.push('negative-count')
  if (!everyCount(counts, (count) => !overflowsInt64(count))) marks.push('beyond-64-bit')
  if (layout === 'cached-inside' && counts.cachedInput > counts.input) marks.push('cached-exceeds-input')
  return marks
}

function priceMarks(line: PriceLine): Assumption[] {
  if (line.matchedBy === 'user-alias') return ['alias-set-by-user']
  if (line.matchedBy !== 'user-price') return []
  return isFree(line) ? ['price-set-by-user', 'free-by-user'] : ['price-set-by-user']
}

function adapterCost(
  counts: TokenCounts,
  layout: CounterLayout,
  adapter: AdapterId,
  line: PriceLine,
  assumptions: Set<Assumption>
): { low: CostSide; high: CostSide } {
  const prompt = promptTokens(layout, counts)
  const low: CostLine[] = []
  const high: CostLine[] = []
  for (const rule of BILLING[layout][adapter]) {
    const tokens = bucketTokens(rule, counts)
    if (tokens === 0n) continue
    const bounds = priceBounds(rule, prompt, line.alternatives, assumptions)
    low.push(costLine(rule.bucket, tokens, bounds.low))
    high.push(costLine(rule.bucket, tokens, bounds.high))
  }
  return { low: costSide(adapter, low), high: costSide(adapter, high) }
}

function costLine(bucket: Bucket, tokens: bigint, [kind, price]: readonly [PriceKind, Pico]): CostLine {
  return { bucket, tokens, kind, price, amount: tokens * price }
}

function costSide(adapter: AdapterId, lines: readonly CostLine[]): CostSide {
  return { adapter, lines, total: lines.reduce((sum, line) => sum + line.amount, 0n) }
}

/** The lowest and the highest price that a bucket's tokens may have had, with the kinds they come from. */
function priceBounds(
  rule: BucketRule,
  prompt: bigint,
  alternatives: PriceLine['alternatives'],
  assumptions: Set<Assumption>
): Bounds {
  const [first, ...others] = alternatives
  const candidates = kindPrices(rule, prompt, first, assumptions)
  for (const set of others) candidates.push(...kindPrices(rule, prompt, set, assumptions))
  let low = candidates[0]
  let high = candidates[0]
  for (const candidate of candidates) {
    if (candidate.price < low.price) low = candidate
    if (candidate.price > high.price) high = candidate
  }
  if (low.price !== high.price) noteDoubts(rule, candidates, alternatives, assumptions)
  return { low: [low.kind, low.price], high: [high.kind, high.price] }
}

interface Candidate {
  readonly kind: PriceKind
  readonly price: Pico
  readonly tiered: boolean
}

function kindPrices(
  rule: BucketRule,
  prompt: bigint,
  set: PriceSet,
  assumptions: Set<Assumption>
): [Candidate, ...Candidate[]] {
  const candidates: Candidate[] = []
  for (const kind of rule.kinds) {
    const price = set[kind]
    if (price !== undefined) candidates.push(...reachablePrices(kind, price, prompt))
  }
  const [first, ...others] = candidates
  if (first !== undefined) return [first, ...others]
  assumptions.add(missingPrice(rule.kinds[0]))
  return reachablePrices('input', set.input, prompt)
}

function missingPrice(kind: PriceKind | undefined): Assumption {
  return kind === 'cache-read' ? 'cache-read-price-missing' : 'cache-write-price-missing'
}

/** A tier applies per call while a row sums calls: once the sum passes the threshold either price is possible. */
function reachablePrices(kind: PriceKind, price: TieredPrice, prompt: bigint): [Candidate, ...Candidate[]] {
  const candidates: [Candidate, ...Candidate[]] = [{ kind, price: price.base, tiered: false }]
  for (const tier of price.tiers) {
    if (prompt > tier.above) candidates.push({ kind, price: tier.price, tiered: true })
  }
  return candidates
}

function noteDoubts(
  rule: BucketRule,
  candidates: readonly Candidate[],
  alternatives: readonly PriceSet[],
  assumptions: Set<Assumption>
): void {
  const kinds = new Set(candidates.map((candidate) => candidate.kind))
  if (rule.doubt !== undefined && kinds.size > 1) assumptions.add(rule.doubt)
  if (kinds.has('cache-write-1h')) assumptions.add('cache-write-lifetime-not-stored')
  if (candidates.some((candidate) => candidate.tiered)) assumptions.add('prompt-length-tier-unknown')
  if (alternatives.length > 1) assumptions.add('time-of-day-unknown')
}
