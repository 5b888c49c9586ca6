import { compareCodePoints } from '@shared/json/write'
import type { LedgerEntry, TokenUsage } from '../model/head'
import type { UsageReport, UsageTotals } from '../model/usage'
import { addUsage, contextTotalTokens, NO_USAGE, totalTokens } from './token-math'

/** Counts with lash's two totals (store-format.md §12). */
export function withTotals(usage: TokenUsage): UsageTotals {
  return {
    input_tokens: usage.input_tokens,
    output_tokens: usage.output_tokens,
    cached_input_tokens: usage.cached_input_tokens,
    reasoning_tokens: usage.reasoning_tokens,
    total_tokens: totalTokens(usage),
    context_total_tokens: contextTotalTokens(usage)
  }
}

/** The usage report of a session, from its ledger as the store rule merged it (store-format.md §12). */
export function usageReport(ledger: readonly LedgerEntry[]): UsageReport {
  let sum = NO_USAGE
  const bySource = new Map<string, TokenUsage>()
  const byModel = new Map<string, TokenUsage>()
  for (const { source, model, usage } of ledger) {
    sum = addUsage(sum, usage)
    bySource.set(source, addUsage(bySource.get(source) ?? NO_USAGE, usage))
    byModel.set(model, addUsage(byModel.get(model) ?? NO_USAGE, usage))
  }
  return {
    entry_count: BigInt(ledger.length),
    usage: withTotals(sum),
    by_source: sortedTotals(bySource),
    by_model: sortedTotals(byModel),
    by_source_model: ledger.map(({ source, model, usage }) => ({ source, model, usage: withTotals(usage) }))
  }
}

function sortedTotals(sums: ReadonlyMap<string, TokenUsage>): Map<string, UsageTotals> {
  const keys = [...sums.keys()].sort(compareCodePoints)
  return new Map(keys.map((key) => [key, withTotals(sums.get(key) ?? NO_USAGE)]))
}
