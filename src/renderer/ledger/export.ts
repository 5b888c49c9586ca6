import { csvLabel, csvText } from '@shared/domain/usage/csv'
import { reviewJson } from '@shared/domain/usage/review-json'
import { type Grouping, microUsd } from '@shared/domain/usage/sums'
import type { UsageReviewAnswer } from '@shared/ipc/usage'
import { indentJson } from '@shared/json/indent'
import { writeJson } from '@shared/json/write'
import type { LedgerGrouping } from '../state/cost'
import { formatCost } from '../ui/money'
import { type LedgerLine, type LedgerTable, shareWords } from './lines'

/** What stands in the cost column: a sum of money, "no price", or who counts the tokens already. */
export const costWords = ({ countedIn, cost }: LedgerLine): string =>
  countedIn === null ? formatCost(cost) : `counted in ${countedIn}`

/** The lines on screen as CSV, in their order and with the total below; figures exact and without separators. */
export function screenCsv(table: LedgerTable, lines: readonly LedgerLine[]): string {
  const headings = [
    ...table.headings,
    'Rows',
    'Input',
    'Cached',
    'Output',
    'Reasoning',
    'Cost',
    'Low µUSD',
    'High µUSD',
    'Share'
  ]
  const { total } = table
  const all = lines.length === table.lines.length
  const totalLine = {
    names: totalNames(table),
    stored: table.stored,
    tokens: total.tokens,
    cost: total.cost
  }
  return csvText([
    headings,
    ...lines.map((line) => cells(line, costWords(line), shareWords(line))),
    ...(all ? [cells(totalLine, formatCost(total.cost), unpricedWords(table))] : [])
  ])
}

type Counted = Pick<LedgerLine, 'names' | 'stored' | 'tokens' | 'cost'>

function cells({ names, stored, tokens, cost }: Counted, money: string, share: string): string[] {
  const { input, cachedInput, output, reasoning } = tokens
  const ends = cost === null ? null : microUsd(cost)
  return [
    ...names.map(csvLabel),
    String(stored),
    ...[input, cachedInput, output, reasoning].map(String),
    money,
    ends === null ? '' : String(ends.low),
    ends === null ? '' : String(ends.high),
    share
  ]
}

/** The first two cells of the total. */
export function totalNames({ scope, members }: LedgerTable): readonly [string, string] {
  if (scope === 'session') return ['This session', '']
  return ['Family', `${members.length} ${members.length === 1 ? 'session' : 'sessions'}`]
}

/** The first cell of lash’s own report, below the total of a session. */
export const reportName = 'Usage report'

/** What the total says of lines without a price. */
export function unpricedWords({ unpriced, total }: LedgerTable): string {
  if (total.cost?.complete === true) return ''
  return `${unpriced.toLocaleString('en-US')} unknown`
}

/** The whole review as JSON for a file: versioned, without a word of the conversation. */
export function reviewExport(answer: UsageReviewAnswer, by: LedgerGrouping, pricesAt: string | null): string {
  const { review, asked, table } = answer
  const grouping: Grouping = by === 'source-model' ? 'source' : by
  const json = reviewJson(review, { table, by: grouping, pricesAt, asked: new Set(asked) })
  return `${indentJson(writeJson(json))}\n`
}
