import type { UsageTotals } from '@shared/domain/model/usage'
import { addCounts, NO_COUNTS, type TokenCounts } from '@shared/domain/usage/counts'
import { withTotals } from '@shared/domain/usage/report'
import type { PricedRow } from '@shared/domain/usage/review'
import { type CostSum, sumRows } from '@shared/domain/usage/sums'
import type { UsageReviewAnswer } from '@shared/ipc/usage'
import type { LedgerScope } from '../state/usage'

/** One line of the ledger: what a source used of a model. */
export interface LedgerLine {
  readonly key: string
  readonly row: PricedRow
  readonly cost: CostSum | null
  /** Own costs only: a mirror row repeats what a child's own rows say. */
  readonly mirror: boolean
}

/** The ledger of a session or family: its lines and what they come to. */
export interface LedgerTable {
  readonly lines: readonly LedgerLine[]
  /** The runtime's usage report: every row of the session's ledger, mirror rows too; null for a family. */
  readonly report: UsageTotals | null
  /** Every row once: what mirror rows repeat is left out. */
  readonly own: { readonly tokens: TokenCounts; readonly cost: CostSum | null }
  readonly sessions: number
}

/** @returns the lines to show: those of the store that was asked for, or of all stores of its family */
export function ledgerTable({ review, asked }: UsageReviewAnswer, scope: LedgerScope): LedgerTable {
  const rows = scope === 'family' ? review.rows : review.rows.filter(({ store }) => asked.includes(store))
  const lines = rows.map((row) => ({
    key: JSON.stringify([row.store, row.session, row.source, row.model, row.mirrorOf.length]),
    row,
    cost: costOf(row),
    mirror: row.mirrorOf.length > 0
  }))
  const { tokens, cost } = sumRows(rows)
  return {
    lines,
    report: scope === 'family' ? null : reportOf(rows),
    own: { tokens, cost },
    sessions: new Set(review.rows.map(({ session }) => session)).size
  }
}

const costOf = ({ cost }: PricedRow): CostSum | null =>
  cost === null ? null : { low: cost.low.total, high: cost.high.total, complete: true }

function reportOf(rows: readonly PricedRow[]): UsageTotals {
  const sum = rows.reduce((total, { counts }) => addCounts(total, counts), NO_COUNTS)
  return withTotals({
    input_tokens: sum.input,
    output_tokens: sum.output,
    cached_input_tokens: sum.cachedInput,
    reasoning_tokens: sum.reasoning
  })
}

/** @returns the ledger in one line, for its folded head */
export function ledgerWords({ lines, own }: LedgerTable): string {
  if (lines.length === 0) return 'no rows: nothing was used, or nothing was booked'
  const sources = new Set(lines.map(({ row }) => row.source))
  const models = new Set(lines.map(({ row }) => row.model))
  const [source] = sources
  const [model] = models
  const what =
    sources.size === 1 && models.size === 1
      ? `${source} × ${model}`
      : `${counted(sources.size, 'source')} × ${counted(models.size, 'model')}`
  const { input, cachedInput, output } = own.tokens
  return `${what} · ${grouped(input)} in · ${grouped(cachedInput)} cached · ${grouped(output)} out`
}

const grouped = (count: bigint): string => count.toLocaleString('en-US')
const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
