import type { TokenUsage } from './head'

/** Token sums of a usage report (store-format.md §12); `total_tokens` leaves cached input out. */
export interface UsageTotals extends TokenUsage {
  readonly total_tokens: bigint
  readonly context_total_tokens: bigint
}

export interface UsageReportRow {
  readonly source: string
  readonly model: string
  readonly usage: UsageTotals
}

/** The runtime's session usage report: sums over ledger rows, and the rows themselves in ledger order, not merged. */
export interface UsageReport {
  readonly entry_count: bigint
  readonly usage: UsageTotals
  readonly by_source: ReadonlyMap<string, UsageTotals>
  readonly by_model: ReadonlyMap<string, UsageTotals>
  readonly by_source_model: readonly UsageReportRow[]
}
