import type { TokenUsage } from '../model/head'

/**
 * Token counts of ledger rows under one set of names for all eras, as stored. What a column means depends on the
 * layout and on the adapter (token-semantics.md); `cacheWrite` is 0 where the layout has no such column.
 */
export interface TokenCounts {
  readonly input: bigint
  readonly output: bigint
  readonly cachedInput: bigint
  readonly cacheWrite: bigint
  readonly reasoning: bigint
}

/**
 * `cached-inside`: `cached_input_tokens`, written up to a78, where input contains what was cached.
 * `disjoint`: `cache_read_input_tokens`, from a79 on, where no bucket contains another (token-semantics.md §1, §2).
 */
export type CounterLayout = 'cached-inside' | 'disjoint'

/** One row of a session's ledger, merged by source and model. */
export interface UsageRow {
  readonly source: string
  readonly model: string
  readonly counts: TokenCounts
  /** Rows of `usage_deltas` that these counts sum up. */
  readonly stored: number
}

export const NO_COUNTS: TokenCounts = {
  input: 0n,
  output: 0n,
  cachedInput: 0n,
  cacheWrite: 0n,
  reasoning: 0n
}

const COUNT_FIELDS = ['input', 'output', 'cachedInput', 'cacheWrite', 'reasoning'] as const

/** Sum, field by field, in tokens. */
export function addCounts(a: TokenCounts, b: TokenCounts): TokenCounts {
  return combineCounts(a, b, (left, right) => left + right)
}

/** Difference, field by field, in tokens; a field may be negative. */
export function subtractCounts(a: TokenCounts, b: TokenCounts): TokenCounts {
  return combineCounts(a, b, (left, right) => left - right)
}

/** Applies `combine` field by field. */
export function combineCounts(
  a: TokenCounts,
  b: TokenCounts,
  combine: (a: bigint, b: bigint) => bigint
): TokenCounts {
  return {
    input: combine(a.input, b.input),
    output: combine(a.output, b.output),
    cachedInput: combine(a.cachedInput, b.cachedInput),
    cacheWrite: combine(a.cacheWrite, b.cacheWrite),
    reasoning: combine(a.reasoning, b.reasoning)
  }
}

/** Whether all fields are equal. */
export function sameCounts(a: TokenCounts, b: TokenCounts): boolean {
  return COUNT_FIELDS.every((field) => a[field] === b[field])
}

/** Whether something holds for every field. */
export function everyCount(counts: TokenCounts, holds: (count: bigint) => boolean): boolean {
  return COUNT_FIELDS.every((field) => holds(counts[field]))
}

/** Whether all fields are 0. */
export function isNothing(counts: TokenCounts): boolean {
  return everyCount(counts, (count) => count === 0n)
}

/** The counts of an era A row (store-format.md §3, `usage_deltas`). */
export function countsOf(usage: TokenUsage): TokenCounts {
  return {
    input: usage.input_tokens,
    output: usage.output_tokens,
    cachedInput: usage.cached_input_tokens,
    cacheWrite: 0n,
    reasoning: usage.reasoning_tokens
  }
}
