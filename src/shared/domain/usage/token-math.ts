import type { TokenUsage } from '../model/head'

const I64_MAX = (1n << 63n) - 1n
const I64_MIN = -(1n << 63n)

export const NO_USAGE: TokenUsage = {
  input_tokens: 0n,
  output_tokens: 0n,
  cached_input_tokens: 0n,
  reasoning_tokens: 0n
}

/** Sum, field by field, in tokens. Exact: a sum beyond 64 bits stays right here, where lash would wrap around. */
export function addUsage(a: TokenUsage, b: TokenUsage): TokenUsage {
  return {
    input_tokens: a.input_tokens + b.input_tokens,
    output_tokens: a.output_tokens + b.output_tokens,
    cached_input_tokens: a.cached_input_tokens + b.cached_input_tokens,
    reasoning_tokens: a.reasoning_tokens + b.reasoning_tokens
  }
}

/** lash's `total`: input + output + reasoning, cached not included (store-format.md §12). Not a figure to price. */
export function totalTokens(usage: TokenUsage): bigint {
  return usage.input_tokens + usage.output_tokens + usage.reasoning_tokens
}

/** lash's `context_total`: total + cached (store-format.md §12). */
export function contextTotalTokens(usage: TokenUsage): bigint {
  return totalTokens(usage) + usage.cached_input_tokens
}

/** Whether all four counts are 0. */
export function isAllZero(usage: TokenUsage): boolean {
  return (
    usage.input_tokens === 0n &&
    usage.output_tokens === 0n &&
    usage.cached_input_tokens === 0n &&
    usage.reasoning_tokens === 0n
  )
}

/** True when a count does not fit the signed 64 bits that lash keeps it in. */
export function overflowsInt64(count: bigint): boolean {
  return count > I64_MAX || count < I64_MIN
}

function saturate(count: bigint): bigint {
  if (count > I64_MAX) return I64_MAX
  return count < I64_MIN ? I64_MIN : count
}

/**
 * What a child used since it last reported: `cumulative - reported`, field by field, saturating at the 64-bit
 * limits, so a field may be negative. `null` when nothing changed (vectors `usage`, op `subtract_usage`).
 */
export function subtractUsage(cumulative: TokenUsage, reported: TokenUsage): TokenUsage | null {
  const delta = {
    input_tokens: saturate(cumulative.input_tokens - reported.input_tokens),
    output_tokens: saturate(cumulative.output_tokens - reported.output_tokens),
    cached_input_tokens: saturate(cumulative.cached_input_tokens - reported.cached_input_tokens),
    reasoning_tokens: saturate(cumulative.reasoning_tokens - reported.reasoning_tokens)
  }
  return isAllZero(delta) ? null : delta
}
