import { GridPart } from '../ui/GridPart'
import { formatMicroUsd } from '../ui/money'
import { formatTokens } from '../ui/tokens'
import { type ColumnId, tokenColumns } from './columns'
import { costWords } from './export'
import type { OpenFigure } from './FigurePopover'
import { type FigureLine, labelWords, shareWords } from './lines'
import type { CellWalk } from './useCellWalk'

/** The cells of one line; each figure opens the rows or the arithmetic behind it. */
export function LineCells({
  line,
  at,
  walk,
  opened,
  onOpen
}: {
  readonly line: FigureLine
  readonly at: number
  readonly walk: CellWalk
  readonly opened: OpenFigure | null
  readonly onOpen: (line: FigureLine, view: OpenFigure['view'], anchor: HTMLElement) => void
}) {
  const figure = (id: ColumnId, column: number, view: OpenFigure['view'], text: string, hint: string) => {
    const anchor = opened?.anchor
    const isOpen = opened?.line.key === line.key && anchor?.dataset.figure === `${line.key} ${id}`
    return (
      <GridPart
        role="gridcell"
        className={isOpen ? 'ledger-cell number figure open' : 'ledger-cell number figure'}
        title={hint}
        data-figure={`${line.key} ${id}`}
        aria-haspopup="dialog"
        {...walk.cell(at, column)}
        onClick={({ currentTarget }) => onOpen(line, view, currentTarget)}
      >
        <span className="cut">{text}</span>
      </GridPart>
    )
  }
  const { stored, tokens, cost, countedIn } = line
  return (
    <>
      {line.names.map((name, column) => (
        <GridPart
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has exactly two names, in a fixed order
          key={column}
          role={column === 0 ? 'rowheader' : 'gridcell'}
          className="ledger-cell"
          title={name}
          {...walk.cell(at, column)}
        >
          <span className="cut" dir="auto">
            {at >= 0 && column < 2 && line.key !== 'total' ? labelWords(name) : name}
          </span>
        </GridPart>
      ))}
      {figure('rows', 2, 'rows', stored.toLocaleString('en-US'), 'Stored rows that are added up here')}
      {tokenColumns.map(([id], index) =>
        figure(
          id,
          3 + index,
          'rows',
          formatTokens(tokens[id]),
          `${tokens[id].toLocaleString('en-US')} tokens`
        )
      )}
      {figure(
        'cost',
        7,
        'sum',
        costWords(line),
        countedIn === null
          ? formatMicroUsd(cost)
          : 'These tokens are in the sum already: a mirror row repeats them'
      )}
      <ShareCell line={line} at={at} walk={walk} />
    </>
  )
}

function ShareCell({
  line,
  at,
  walk
}: {
  readonly line: FigureLine
  readonly at: number
  readonly walk: CellWalk
}) {
  const { countedIn, share } = line
  const words = line.shareWords ?? shareWords(line)
  return (
    <GridPart role="gridcell" className="ledger-cell share" title={words} {...walk.cell(at, 8)}>
      {line.shareWords === undefined && countedIn === null && (
        <span className={words === 'unknown' ? 'share-bar unknown' : 'share-bar'} aria-hidden="true">
          <i style={{ width: `${(share ?? 0) * 100}%` }} />
        </span>
      )}
      <span className="cut">{words}</span>
    </GridPart>
  )
}
