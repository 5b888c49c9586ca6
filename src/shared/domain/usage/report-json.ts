import { jsonObject } from '@shared/json/object'
import type { Json, JsonObject } from '@shared/json/value'
import type { LedgerEntry } from '../model/head'
import type { UsageReport } from '../model/usage'

/** A usage report as lash writes it in JSON: its fields in lash's order, counts exact integers. */
export function usageReportJson(report: UsageReport): JsonObject {
  return jsonObject({
    entry_count: report.entry_count,
    usage: jsonObject({ ...report.usage }),
    by_source: sumsJson(report.by_source),
    by_model: sumsJson(report.by_model),
    by_source_model: ledgerJson(report.by_source_model)
  })
}

/** Ledger entries as lash writes them in JSON. */
export function ledgerJson(entries: readonly LedgerEntry[]): Json {
  return entries.map(({ source, model, usage }) =>
    jsonObject({ source, model, usage: jsonObject({ ...usage }) })
  )
}

function sumsJson(sums: UsageReport['by_source']): Json {
  return new Map([...sums].map(([key, totals]) => [key, jsonObject({ ...totals })]))
}
