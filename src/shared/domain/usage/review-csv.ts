import type { TokenCounts } from './counts'
import { csvLabel, csvText } from './csv'
import type { PricedRow } from './review'
import { microUsd, type UsageGroup } from './sums'

const TOKEN_HEADINGS = ['input', 'output', 'cached_input', 'cache_write', 'reasoning']
const COST_HEADINGS = ['low_micro_usd', 'high_micro_usd']

/** The rows of a review as CSV (RFC 4180): one line per row, mirror rows named as such, empty cost = no price. */
export function rowsCsv(rows: readonly PricedRow[]): string {
  const headings = [
    'store',
    'session',
    'family',
    'day',
    'source',
    'model',
    'mirror_of',
    ...TOKEN_HEADINGS,
    ...COST_HEADINGS,
    'price_provider',
    'price_model',
    'matched_by',
    'valid_from',
    'assumptions'
  ]
  return csvText([headings, ...rows.map(rowCells)])
}

/** The groups of a review as CSV; `complete` is `no` where a row of the group has no price. */
export function groupsCsv(groups: readonly UsageGroup[]): string {
  const headings = ['key', ...TOKEN_HEADINGS, ...COST_HEADINGS, 'complete']
  const lines = groups.map((group) => [
    csvLabel(group.key),
    ...tokenCells(group.tokens),
    ...costCells(group.cost),
    group.cost?.complete ? 'yes' : 'no'
  ])
  return csvText([headings, ...lines])
}

function rowCells(row: PricedRow): string[] {
  const price = row.cost === null ? null : row.price
  const cost = row.cost === null ? null : { low: row.cost.low.total, high: row.cost.high.total }
  return [
    csvLabel(row.store),
    csvLabel(row.session),
    csvLabel(row.family),
    row.day ?? '',
    csvLabel(row.source),
    csvLabel(row.model),
    csvLabel(row.mirrorOf.join(' ')),
    ...tokenCells(row.counts),
    ...costCells(cost),
    csvLabel(price?.provider ?? ''),
    csvLabel(price?.model ?? ''),
    price?.matchedBy ?? '',
    price?.validFrom ?? '',
    row.assumptions.join(' ')
  ]
}

function tokenCells(counts: TokenCounts): string[] {
  const { input, output, cachedInput, cacheWrite, reasoning } = counts
  return [input, output, cachedInput, cacheWrite, reasoning].map(String)
}

function costCells(cost: { readonly low: bigint; readonly high: bigint } | null): string[] {
  if (cost === null) return ['', '']
  const { low, high } = microUsd(cost)
  return [String(low), String(high)]
}
