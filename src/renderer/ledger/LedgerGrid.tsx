import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { type CSSProperties, useMemo, useRef, useState } from 'react'
import { GridPart } from '../ui/GridPart'
import { totalNames, unpricedWords } from './export'
import { FigurePopover, type OpenFigure } from './FigurePopover'
import { LineCells } from './LineCells'
import type { FigureLine, LedgerTable } from './lines'
import { ReportRow } from './ReportRow'
import { useCellWalk } from './useCellWalk'
import type { SortedTable } from './useLedgerTable'
import { columnWidths } from './widths'

const rowHeight = 28
const ariaSort = { asc: 'ascending', desc: 'descending', false: 'none' } as const

/**
 * The lines, however many, as a grid: one stop of the Tab key, arrows walk its cells, Enter opens a figure or sorts by
 * a heading. Only the lines in sight are in the page.
 */
export function LedgerGrid({ ledger, table }: { readonly ledger: LedgerTable; readonly table: SortedTable }) {
  const scroller = useRef<HTMLDivElement>(null)
  const [figure, setFigure] = useState<OpenFigure | null>(null)
  const rows = table.getRowModel().rows
  const headers = table.getHeaderGroups()[0]?.headers ?? []
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    scrollPaddingStart: rowHeight,
    scrollPaddingEnd: rowHeight * (ledger.scope === 'session' ? 2 : 1),
    overscan: 6
  })
  const walk = useCellWalk(scroller, rows.length, headers.length, virtual.scrollToIndex)
  const open = (line: FigureLine, view: OpenFigure['view'], anchor: HTMLElement): void =>
    setFigure({ line, view, anchor })
  const total = useMemo(() => totalLine(ledger), [ledger])
  const widths = useMemo(() => ({ '--ledger-columns': columnWidths(ledger) }) as CSSProperties, [ledger])
  return (
    <GridPart
      ref={scroller}
      className="ledger-grid"
      style={widths}
      role="grid"
      aria-label={ledger.scope === 'family' ? 'Ledger of the family' : 'Ledger of this session'}
      aria-rowcount={rows.length + 2}
      tabIndex={-1}
      onKeyDown={walk.onKeyDown}
    >
      <GridPart className="ledger-row head" role="row" aria-rowindex={1} tabIndex={-1}>
        {headers.map(({ id, column }, at) => {
          const sorted = column.getIsSorted()
          return (
            <GridPart
              key={id}
              role="columnheader"
              className={at < 2 || id === 'share' ? 'ledger-cell' : 'ledger-cell number'}
              aria-sort={ariaSort[`${sorted}`]}
              {...walk.cell(-1, at)}
              onClick={column.getToggleSortingHandler()}
            >
              <span className="cut">{String(column.columnDef.header)}</span>
              {sorted === 'asc' && <ArrowUp size={10} aria-hidden="true" />}
              {sorted === 'desc' && <ArrowDown size={10} aria-hidden="true" />}
            </GridPart>
          )
        })}
      </GridPart>
      <GridPart role="rowgroup" className="ledger-lines" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = rows[index]?.original
          if (line === undefined) return null
          return (
            <GridPart
              key={line.key}
              role="row"
              aria-rowindex={index + 2}
              tabIndex={-1}
              className={line.countedIn === null ? 'ledger-row' : 'ledger-row mirror'}
              data-mirror={line.countedIn !== null || undefined}
              style={{ transform: `translateY(${start}px)` }}
            >
              <LineCells line={line} at={index} walk={walk} opened={figure} onOpen={open} />
            </GridPart>
          )
        })}
      </GridPart>
      <GridPart role="rowgroup" className="ledger-foot">
        <GridPart
          className="ledger-row total"
          role="row"
          aria-rowindex={rows.length + 2}
          tabIndex={-1}
          data-total={ledger.scope}
        >
          <LineCells line={total} at={rows.length} walk={walk} opened={figure} onOpen={open} />
        </GridPart>
        {ledger.scope === 'session' && <ReportRow at={rows.length + 1} walk={walk} />}
      </GridPart>
      <FigurePopover figure={figure} members={ledger.members} onClose={() => setFigure(null)} />
    </GridPart>
  )
}

function totalLine(ledger: LedgerTable): FigureLine {
  const { total, lines } = ledger
  return {
    key: 'total',
    names: totalNames(ledger),
    rows: lines.filter(({ countedIn }) => countedIn === null).flatMap((line) => line.rows),
    stored: ledger.stored,
    tokens: total.tokens,
    cost: total.cost,
    countedIn: null,
    share: null,
    shareWords: unpricedWords(ledger)
  }
}
