import type { TokenCounts } from './counts'
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
  return csv([headings, ...rows.map(rowCells)])
}

/** The groups of a review as CSV; `complete` is `no` where a row of the group has no price. */
export function groupsCsv(groups: readonly UsageGroup[]): string {
  const headings = ['key', ...TOKEN_HEADINGS, ...COST_HEADINGS, 'complete']
  const lines = groups.map((group) => [
    text(group.key),
    ...tokenCells(group.tokens),
    ...costCells(group.cost),
    group.cost?.complete ? 'yes' : 'no'
  ])
  return csv([headings, ...lines])
}

function rowCells(row: PricedRow): string[] {
  const price = row.cost === null ? null : row.price
  const cost = row.cost === null ? null : { low: row.cost.low.total, high: row.cost.high.total }
  return [
    text(row.store),
    text(row.session),
    text(row.family),
    row.day ?? '',
    text(row.source),
    text(row.model),
    text(row.mirrorOf.join(' ')),
    ...tokenCells(row.counts),
    ...costCells(cost),
    text(price?.provider ?? ''),
    text(price?.model ?? ''),
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

/** Labels and names come from stores: a leading sign that a spreadsheet would run as a formula is defused. */
function text(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
}

function csv(lines: readonly (readonly string[])[]): string {
  return lines.map((cells) => `${cells.map(quote).join(',')}\r\n`).join('')
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
