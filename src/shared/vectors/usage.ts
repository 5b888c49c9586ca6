import { diffTokenLedger, diffUsageReports, type LedgerDecreased } from '@shared/domain/usage/diff'
import {
  mergeIntoLedger,
  mergeRecordingRule,
  mergeRuntimeRule,
  mergeStoreRule
} from '@shared/domain/usage/ledger'
import { normalizePromptUsage } from '@shared/domain/usage/prompt-usage'
import { usageReport, withTotals } from '@shared/domain/usage/report'
import { ledgerJson, usageReportJson } from '@shared/domain/usage/report-json'
import { subtractUsage } from '@shared/domain/usage/token-math'
import type { Json, JsonObject } from '@shared/json/value'
import type { Result } from '@shared/result'
import type { LedgerEntry, PromptUsage, TokenUsage } from '../domain/model/head'
import type { UsageReportRow } from '../domain/model/usage'
import { asArray, asObject, BadCase, member, object, text, type VectorRunner } from './case'

/** Cases of ledger merges, reports and differences, by `op` (vectors/README.md). */
export const usageRunner: VectorRunner = (input) => {
  const op = text(input, 'op')
  switch (op) {
    case 'merge':
      return mergeCase(entries(input, 'entries'))
    case 'usage_report':
      return object({ report: usageReportJson(usageReport(entries(input, 'entries'))) })
    case 'merge_into_ledger':
      return object({
        ledger: ledgerJson(mergeIntoLedger(entries(input, 'ledger'), entries(input, 'entries')))
      })
    case 'diff_token_ledger':
      return diffJson(diffTokenLedger(entries(input, 'before'), entries(input, 'after')))
    case 'diff_usage_reports':
      return diffJson(diffUsageReports(reportRows(input, 'before'), reportRows(input, 'after')))
    case 'normalize_prompt_usage':
      return promptCase(usageOf(input, 'usage'))
    case 'subtract_usage': {
      const delta = subtractUsage(usageOf(input, 'cumulative'), usageOf(input, 'reported'))
      return object({ delta: delta === null ? null : object({ ...delta }) })
    }
    default:
      return undefined
  }
}

function mergeCase(rows: readonly LedgerEntry[]): Json {
  return object({
    store_rule: ledgerJson(mergeStoreRule(rows)),
    runtime_rule: ledgerJson(mergeRuntimeRule(rows)),
    recording_rule: ledgerJson(mergeRecordingRule(rows))
  })
}

function promptCase(usage: TokenUsage): Json {
  return object({
    input_includes_cached: promptJson(normalizePromptUsage(usage, false)),
    input_excludes_cached: promptJson(normalizePromptUsage(usage, true))
  })
}

function diffJson(diff: Result<LedgerEntry[], LedgerDecreased>): Json {
  return object(diff.ok ? { delta: ledgerJson(diff.value) } : { error: diff.error.message })
}

function promptJson(usage: PromptUsage | null): Json {
  return usage === null ? null : object({ ...usage })
}

function reportRows(input: JsonObject, key: string): { by_source_model: readonly UsageReportRow[] } {
  const rows = entries(asObject(member(input, key), key), 'by_source_model')
  return { by_source_model: rows.map((row) => ({ ...row, usage: withTotals(row.usage) })) }
}

function entries(input: JsonObject, key: string): LedgerEntry[] {
  return asArray(member(input, key), key).map((item) => {
    const entry = asObject(item, key)
    return {
      source: text(entry, 'source'),
      model: text(entry, 'model'),
      usage: usageOf(entry, 'usage')
    }
  })
}

function usageOf(input: JsonObject, key: string): TokenUsage {
  const usage = asObject(member(input, key), key)
  return {
    input_tokens: count(usage, 'input_tokens'),
    output_tokens: count(usage, 'output_tokens'),
    cached_input_tokens: count(usage, 'cached_input_tokens'),
    reasoning_tokens: count(usage, 'reasoning_tokens')
  }
}

function count(input: JsonObject, key: string): bigint {
  const value = member(input, key)
  if (typeof value !== 'bigint') throw new BadCase(`${key} is not an integer`)
  return value
}
