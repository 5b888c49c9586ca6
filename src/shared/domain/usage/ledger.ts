import type { LedgerEntry, TokenUsage } from '../model/head'
import { PairMap } from './pair-map'
import { addUsage, isAllZero, totalTokens } from './token-math'

/**
 * The three merges of lash (store-format.md §12). All key rows by (source, model), keep the order of first
 * appearance and add field by field; they differ in the rows they skip before merging.
 */

/** Loading a store: a row whose total is 0 is lost, also when it holds cached tokens. */
export function mergeStoreRule(rows: Iterable<LedgerEntry>): LedgerEntry[] {
  return mergeRows(rows, (usage) => totalTokens(usage) === 0n)
}

/** The runtime's turn end: a row is skipped when its total and its cached tokens are 0. */
export function mergeRuntimeRule(rows: Iterable<LedgerEntry>): LedgerEntry[] {
  return mergeRows(rows, skippedByRuntime)
}

/** Recording one call: only a row of four zeros is skipped. */
export function mergeRecordingRule(rows: Iterable<LedgerEntry>): LedgerEntry[] {
  return mergeRows(rows, isAllZero)
}

/** Adds `rows` to a ledger that is already merged, by the runtime rule; what the ledger holds is never skipped. */
export function mergeIntoLedger(ledger: Iterable<LedgerEntry>, rows: Iterable<LedgerEntry>): LedgerEntry[] {
  const merged = new PairMap<TokenUsage>()
  for (const row of ledger) addRow(merged, row)
  for (const row of rows) if (!skippedByRuntime(row.usage)) addRow(merged, row)
  return toEntries(merged)
}

function skippedByRuntime(usage: TokenUsage): boolean {
  return totalTokens(usage) === 0n && usage.cached_input_tokens === 0n
}

function mergeRows(rows: Iterable<LedgerEntry>, skips: (usage: TokenUsage) => boolean): LedgerEntry[] {
  const merged = new PairMap<TokenUsage>()
  for (const row of rows) if (!skips(row.usage)) addRow(merged, row)
  return toEntries(merged)
}

function addRow(merged: PairMap<TokenUsage>, row: LedgerEntry): void {
  merged.upsert(row.source, row.model, row.usage, (sum) => addUsage(sum, row.usage))
}

function toEntries(merged: PairMap<TokenUsage>): LedgerEntry[] {
  return merged.entries().map(({ source, model, value }) => ({ source, model, usage: value }))
}
