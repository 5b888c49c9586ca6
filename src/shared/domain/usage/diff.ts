import { compareCodePoints } from '@shared/json/write'
import { err, ok, type Result } from '@shared/result'
import type { LedgerEntry, TokenUsage } from '../model/head'
import type { UsageReport } from '../model/usage'
import { PairMap } from './pair-map'
import { isAllZero, NO_USAGE } from './token-math'

/** A pair whose counts went down: the two ledgers are not one session at two times. */
export interface LedgerDecreased {
  readonly code: 'ledger-decreased'
  readonly source: string
  readonly model: string
  /** lash's own words for it. */
  readonly message: string
}

/**
 * What a ledger gained between two moments, in tokens, sorted by source and model in byte order (store-format.md
 * §12). A repeated pair counts with its last row, a missing one as 0; pairs that did not change are left out.
 * The first pair, in that order, of which a count decreased or which disappeared is the error.
 */
export function diffTokenLedger(
  before: readonly LedgerEntry[],
  after: readonly LedgerEntry[]
): Result<LedgerEntry[], LedgerDecreased> {
  const older = lastByPair(before)
  const newer = lastByPair(after)
  const delta: LedgerEntry[] = []
  for (const { source, model } of pairsOf(older, newer)) {
    const usage = difference(newer.get(source, model) ?? NO_USAGE, older.get(source, model) ?? NO_USAGE)
    if (hasNegative(usage)) return err(ledgerDecreased(source, model))
    if (!isAllZero(usage)) delta.push({ source, model, usage })
  }
  return ok(delta)
}

/** The same over the rows of two usage reports; their derived totals play no part (store-format.md §12). */
export function diffUsageReports(
  before: Pick<UsageReport, 'by_source_model'>,
  after: Pick<UsageReport, 'by_source_model'>
): Result<LedgerEntry[], LedgerDecreased> {
  return diffTokenLedger(before.by_source_model, after.by_source_model)
}

function lastByPair(entries: readonly LedgerEntry[]): PairMap<TokenUsage> {
  const last = new PairMap<TokenUsage>()
  for (const { source, model, usage } of entries) last.upsert(source, model, usage, () => usage)
  return last
}

function pairsOf(...maps: readonly PairMap<TokenUsage>[]): { source: string; model: string }[] {
  const pairs = new PairMap<true>()
  for (const map of maps) {
    for (const { source, model } of map.entries()) pairs.upsert(source, model, true, () => true)
  }
  return [...pairs.entries()].sort(
    (a, b) => compareCodePoints(a.source, b.source) || compareCodePoints(a.model, b.model)
  )
}

function difference(after: TokenUsage, before: TokenUsage): TokenUsage {
  return {
    input_tokens: after.input_tokens - before.input_tokens,
    output_tokens: after.output_tokens - before.output_tokens,
    cached_input_tokens: after.cached_input_tokens - before.cached_input_tokens,
    reasoning_tokens: after.reasoning_tokens - before.reasoning_tokens
  }
}

function hasNegative(usage: TokenUsage): boolean {
  return (
    usage.input_tokens < 0n ||
    usage.output_tokens < 0n ||
    usage.cached_input_tokens < 0n ||
    usage.reasoning_tokens < 0n
  )
}

function ledgerDecreased(source: string, model: string): LedgerDecreased {
  return {
    code: 'ledger-decreased',
    source,
    model,
    message: `token ledger decreased for source/model (${source}, ${model})`
  }
}
