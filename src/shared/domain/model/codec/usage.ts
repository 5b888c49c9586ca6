import type { UsageReport, UsageReportRow, UsageTotals } from '../usage'
import { array, i64, mapOf, string, u64 } from './basic'
import { defaulted, required, struct } from './struct'

/** The session usage report as JSON (store-format.md §12). */

const totals = struct<UsageTotals>({
  input_tokens: required(i64),
  output_tokens: required(i64),
  cached_input_tokens: required(i64),
  reasoning_tokens: defaulted(i64, 0n),
  total_tokens: required(i64),
  context_total_tokens: required(i64)
})

export const usageReport = struct<UsageReport>({
  entry_count: required(u64),
  usage: required(totals),
  by_source: required(mapOf(string, totals)),
  by_model: required(mapOf(string, totals)),
  by_source_model: required(
    array(
      struct<UsageReportRow>({ source: required(string), model: required(string), usage: required(totals) })
    )
  )
})
