import { addCounts, NO_COUNTS, type TokenCounts } from '@shared/domain/usage/counts'
import type { PricedRow } from '@shared/domain/usage/review'
import { type CostSum, sumRows, UNKNOWN_DAY, type UsageSum } from '@shared/domain/usage/sums'
import type { UsageReviewAnswer } from '@shared/ipc/usage'
import type { LedgerGrouping, LedgerScope } from '../state/cost'
import { familyMembers, type Member, namesOf, shortName } from '../state/family'
import { formatShare } from '../ui/format'

/** One line of the ledger: rows of one source and model, session or day, added up. */
export interface LedgerLine {
  readonly key: string
  /** The first two columns. */
  readonly names: readonly [string, string]
  readonly rows: readonly PricedRow[]
  /** Rows of `usage_deltas`. */
  readonly stored: number
  readonly tokens: TokenCounts
  /** Of a mirror line null: it is in no sum. */
  readonly cost: CostSum | null
  /** Who counts these tokens already, in words; null = they count here. */
  readonly countedIn: string | null
  /** Part of the high end of the whole, 0 to 1; null where it is not known. */
  readonly share: number | null
}

/** A line with figures that open: one of the ledger, or its total, which says something else of shares. */
export interface FigureLine extends LedgerLine {
  readonly shareWords?: string
}

export interface LedgerTable {
  readonly lines: readonly LedgerLine[]
  /** What the lines come to; mirror rows are left out. */
  readonly total: UsageSum
  readonly stored: number
  /** Own lines without a price. */
  readonly unpriced: number
  readonly scope: LedgerScope
  readonly members: readonly Member[]
  readonly headings: readonly [string, string]
}

const headings: Readonly<Record<LedgerGrouping, readonly [string, string]>> = {
  'source-model': ['Source', 'Model'],
  source: ['Source', 'Models'],
  model: ['Model', 'Sources'],
  session: ['Session', 'First words'],
  day: ['Day of session', 'Sessions']
}

/** @returns the family where it has more than one session and the shown store is its root, else the session */
export function defaultScope(answer: UsageReviewAnswer): LedgerScope {
  const { review, asked } = answer
  const root = review.sessions.find(({ parent }) => parent === null)
  return review.sessions.length > 1 && root !== undefined && asked.includes(root.store) ? 'family' : 'session'
}

/** The ledger of a session or a family, grouped; dearest lines first, mirror lines last. */
export function ledgerTable(answer: UsageReviewAnswer, scope: LedgerScope, by: LedgerGrouping): LedgerTable {
  const { review, asked } = answer
  const members = familyMembers(answer)
  const rows = scope === 'family' ? review.rows : review.rows.filter(({ store }) => asked.includes(store))
  const total = sumRows(rows)
  const groups = Map.groupBy(rows, (row) => `${row.mirrorOf.length > 0}${groupKey(row, by)}`)
  const lines = [...groups].map(([key, group]) => lineOf(key, group, by, members, total.cost?.high ?? 0n))
  return {
    lines: lines.sort(dearestFirst),
    total,
    stored: storedRows(rows.filter(({ mirrorOf }) => mirrorOf.length === 0)),
    unpriced: lines.filter(({ countedIn, cost }) => countedIn === null && cost?.complete !== true).length,
    scope,
    members,
    headings: headings[by]
  }
}

function groupKey({ source, model, session, day }: PricedRow, by: LedgerGrouping): string {
  if (by === 'source-model') return JSON.stringify([source, model])
  return by === 'day' ? (day ?? UNKNOWN_DAY) : { source, model, session }[by]
}

function lineOf(
  key: string,
  rows: readonly PricedRow[],
  by: LedgerGrouping,
  members: readonly Member[],
  whole: bigint
): LedgerLine {
  const mirrored = new Set(rows.flatMap(({ mirrorOf }) => mirrorOf))
  const isMirror = mirrored.size > 0
  const cost = isMirror ? null : sumRows(rows).cost
  return {
    key,
    names: namesOfLine(rows, by, members),
    rows,
    stored: storedRows(rows),
    tokens: rows.reduce((sum, { counts }) => addCounts(sum, counts), NO_COUNTS),
    cost,
    countedIn: isMirror ? namesOf([...mirrored], members) : null,
    share: cost === null || whole === 0n ? null : Number((cost.high * 1_000_000n) / whole) / 1e6
  }
}

const storedRows = (rows: readonly PricedRow[]): number => rows.reduce((sum, { stored }) => sum + stored, 0)

function namesOfLine(
  rows: readonly PricedRow[],
  by: LedgerGrouping,
  members: readonly Member[]
): readonly [string, string] {
  const [{ source, model, session, day } = { source: '', model: '', session: '', day: null }] = rows
  switch (by) {
    case 'source-model':
      return [source, model]
    case 'source':
      return [source, listed(rows.map((row) => row.model))]
    case 'model':
      return [model, listed(rows.map((row) => row.source))]
    case 'session':
      return [
        shortName(session, members),
        members.find((member) => member.session === session)?.title ?? session
      ]
    case 'day':
      return [day ?? UNKNOWN_DAY, listed(rows.map((row) => shortName(row.session, members)))]
  }
}

const listedNames = 3

function listed(names: readonly string[]): string {
  const different = [...new Set(names)]
  const more = different.length - listedNames
  return different.slice(0, listedNames).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

function dearestFirst(a: LedgerLine, b: LedgerLine): number {
  if ((a.countedIn === null) !== (b.countedIn === null)) return a.countedIn === null ? -1 : 1
  const left = a.cost?.high ?? -1n
  const right = b.cost?.high ?? -1n
  return left === right ? 0 : left > right ? -1 : 1
}

/** Keeps the lines whose names hold `text`. */
export function filterLines(lines: readonly LedgerLine[], text: string): readonly LedgerLine[] {
  const sought = text.trim().toLowerCase()
  if (sought === '') return lines
  return lines.filter(({ names }) => names.some((name) => name.toLowerCase().includes(sought)))
}

/** @returns the share of a line in words; a mirror row has none */
export function shareWords({ countedIn, share, cost }: LedgerLine): string {
  if (countedIn !== null) return 'not added again'
  if (cost !== null && cost.high === 0n) return cost.complete ? '0 %' : 'unknown'
  return share === null ? 'unknown' : formatShare(share, 1)
}

/** @returns a source or model as it is shown: an empty label is legal, and named as such */
export const labelWords = (label: string): string => (label === '' ? '(empty label)' : label)

/** @returns the ledger in one line, for its folded head */
export function ledgerWords({ lines, total }: LedgerTable): string {
  if (lines.length === 0) return 'no rows: nothing was used, or nothing was booked'
  const rows = lines.filter(({ countedIn }) => countedIn === null).flatMap((line) => line.rows)
  const sources = new Set(rows.map(({ source }) => source))
  const models = new Set(rows.map(({ model }) => model))
  const [source = ''] = sources
  const [model = ''] = models
  const what =
    sources.size === 1 && models.size === 1
      ? `${labelWords(source)} × ${labelWords(model)}`
      : `${counted(sources.size, 'source')} × ${counted(models.size, 'model')}`
  const { input, cachedInput, output } = total.tokens
  return `${what} · ${grouped(input)} in · ${grouped(cachedInput)} cached · ${grouped(output)} out`
}

const grouped = (count: bigint): string => count.toLocaleString('en-US')
const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
