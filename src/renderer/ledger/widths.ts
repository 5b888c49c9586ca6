import { formatCost } from '../ui/money'
import { formatTokens } from '../ui/tokens'
import { rowsHeading, tokenColumns } from './columns'
import { costWords, reportName, totalNames } from './export'
import { type LedgerTable, labelWords } from './lines'

/** A figure of the monospace face at 11 px, and the space around one. */
const figure = 6.7
const aroundFigure = 14
/** The space around a name. */
const aroundName = 16
/** The space behind the heading of figures; before it stands that of its neighbour. */
const aroundHeading = 4
/** The sign of a heading that sorts, and the space before it. */
const sortSign = 12
const shareWidth = 106
const costLeast = 120
const mostLooked = 2000

type Face = '400 13px' | '600 13px' | '400 11px' | '600 11px'

/**
 * The tracks of the grid: figures and money get what their longest needs, and so do names where there is room. What is
 * left over stands behind the names (the second spans that track too), so that it is never a gap amid the figures.
 */
export function columnWidths(ledger: LedgerTable): string {
  const { total, stored, scope, headings } = ledger
  const looked = ledger.lines.slice(0, mostLooked)
  const px = measuring()
  const figures = (words: readonly string[], floor: number): number =>
    Math.max(floor, ...words.map((word) => Math.ceil(word.length * figure + aroundFigure)))
  const heading = (words: string): number => Math.ceil(px(words, '600 11px') + sortSign)
  const names = (column: 0 | 1): string => {
    const foot = totalNames(ledger)[column]
    const needs = [
      heading(headings[column]),
      px(foot, column === 0 ? '600 13px' : '400 13px'),
      ...(column === 0 && scope === 'session' ? [px(reportName, '400 13px')] : []),
      ...looked.map((line) => px(labelWords(line.names[column]), '400 13px'))
    ]
    return `minmax(64px, ${Math.ceil(Math.max(...needs)) + aroundName}px)`
  }
  const counts = tokenColumns.map(([id, words]) =>
    figures(
      [...looked.map(({ tokens }) => formatTokens(tokens[id])), formatTokens(total.tokens[id])],
      heading(words) + aroundHeading
    )
  )
  const money = looked.filter(({ countedIn }) => countedIn === null).map(costWords)
  const mirrors = looked.filter(({ countedIn }) => countedIn !== null).map(costWords)
  const inWords = mirrors.map((words) => Math.ceil(px(words, '400 11px')) + aroundFigure)
  const cost = figures([...money, formatCost(total.cost)], Math.max(costLeast, ...inWords))
  const rows = figures([stored.toLocaleString('en-US')], heading(rowsHeading) + aroundHeading)
  const fixed = [rows, ...counts, cost, shareWidth].map((width) => `${width}px`)
  return [names(0), names(1), 'minmax(0, 1fr)', ...fixed].join(' ')
}

/** A letter at 13 px on average, for a page that cannot measure. */
const letter = 7

/** @returns how wide words are in the interface's own face, px; which face that is depends on the system */
function measuring(): (words: string, face: Face) => number {
  const context = document.createElement('canvas').getContext('2d')
  if (context === null) return (words) => words.length * letter
  const { fontFamily } = getComputedStyle(document.body)
  return (words, face) => {
    context.font = `${face} ${fontFamily}`
    return context.measureText(words).width
  }
}
