import { formatCost } from '../ui/money'
import { formatTokens } from '../ui/tokens'
import { tokenColumns } from './columns'
import { costWords } from './export'
import type { LedgerTable } from './lines'

/** A figure of the monospace face at 11 px, and the space around a cell. */
const figure = 6.7
/** A letter of the interface's face at 13 px, on average. */
const letter = 6.2
const around = 14
/** Room for the headings. */
const least = { rows: 46, input: 52, cachedInput: 58, output: 54, reasoning: 74 } as const
const shareWidth = 106
const costLeast = 120
const mostLooked = 2000

/** The tracks of the grid: figures get what their longest needs, names share the rest. */
export function columnWidths({ lines, total, stored }: LedgerTable): string {
  const looked = lines.slice(0, mostLooked)
  const widest = (words: readonly string[], floor: number): string => {
    const longest = words.reduce((length, word) => Math.max(length, word.length), 0)
    return `${Math.max(floor, Math.ceil(longest * figure + around))}px`
  }
  const counts = tokenColumns.map(([id]) =>
    widest(
      [...looked.map(({ tokens }) => formatTokens(tokens[id])), formatTokens(total.tokens[id])],
      least[id]
    )
  )
  const rows = widest([stored.toLocaleString('en-US')], least.rows)
  const money = looked.filter(({ countedIn }) => countedIn === null).map(costWords)
  const mirrors = looked.filter(({ countedIn }) => countedIn !== null).map((line) => costWords(line).length)
  const inWords = Math.max(costLeast, Math.ceil(Math.max(0, ...mirrors) * letter + around))
  const cost = widest([...money, formatCost(total.cost)], inWords)
  return ['minmax(64px, 1fr)', 'minmax(64px, 1.5fr)', rows, ...counts, cost, `${shareWidth}px`].join(' ')
}
