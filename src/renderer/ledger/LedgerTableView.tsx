import { type Row, useTable } from '@tanstack/react-table'
import { ArrowDown, ArrowUp, ChevronDown, ChevronRight } from 'lucide-react'
import { Fragment } from 'react'
import { useStore } from 'zustand'
import { ledgerState, unfoldLedgerLine } from '../state/usage'
import { formatCount } from '../ui/format'
import { formatCost, formatMicroUsd } from '../ui/money'
import { type LedgerFeatures, ledgerColumns, ledgerFeatures, textColumns } from './columns'
import type { LedgerLine, LedgerTable } from './lines'
import { RawRows } from './RawRows'

const ariaSort = { asc: 'ascending', desc: 'descending', false: 'none' } as const

/** The ledger as a table; a line unfolds into the stored rows that it sums up. */
export function LedgerTableView({ table: ledger }: { readonly table: LedgerTable }) {
  const open = useStore(ledgerState, (state) => state.open)
  const table = useTable({
    features: ledgerFeatures,
    columns: ledgerColumns,
    data: ledger.lines as LedgerLine[],
    getRowId: ({ key }) => key
  })
  if (ledger.lines.length === 0) {
    return <p className="ledger-empty quiet">No usage has been booked in this session yet.</p>
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="ledger-scroll" aria-label="Rows of the ledger" tabIndex={0}>
      <table className="ledger-table">
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map(({ id, column }) => {
                const sorted = column.getIsSorted()
                return (
                  <th
                    key={id}
                    scope="col"
                    className={textColumns.has(id) ? '' : 'number'}
                    aria-sort={ariaSort[`${sorted}`]}
                  >
                    <button type="button" onClick={column.getToggleSortingHandler()}>
                      {String(column.columnDef.header)}
                      {sorted === 'asc' && <ArrowUp size={12} aria-hidden="true" />}
                      {sorted === 'desc' && <ArrowDown size={12} aria-hidden="true" />}
                    </button>
                  </th>
                )
              })}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <Fragment key={row.id}>
              <Line row={row} open={row.id === open} table={table} />
              {row.id === open && <RawRows line={row.original} columns={ledgerColumns.length} />}
            </Fragment>
          ))}
        </tbody>
        <Footer ledger={ledger} />
      </table>
    </section>
  )
}

type Table = ReturnType<typeof useTable<LedgerFeatures, LedgerLine>>

function Line({
  row,
  open,
  table
}: {
  readonly row: Row<LedgerFeatures, LedgerLine>
  readonly open: boolean
  readonly table: Table
}) {
  const { mirror, row: priced } = row.original
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <tr className={mirror ? 'mirror' : ''} data-mirror={mirror || undefined}>
      {row.getAllCells().map((cell) => (
        <td key={cell.id} className={textColumns.has(cell.column.id) ? 'cut' : 'number'}>
          {cell.column.id === 'source' ? (
            <button
              type="button"
              className="ledger-line"
              aria-expanded={open}
              title={mirror ? `Repeats the own rows of ${priced.mirrorOf.join(', ')}; in no sum` : undefined}
              onClick={() => unfoldLedgerLine(row.id)}
            >
              <Chevron size={12} aria-hidden="true" />
              {priced.source}
              {mirror && <span className="small faint"> mirror row</span>}
            </button>
          ) : (
            <table.FlexRender cell={cell} />
          )}
        </td>
      ))}
    </tr>
  )
}

/** What the lines come to: as the runtime reports it, and once each where mirror rows are among them. */
function Footer({ ledger }: { readonly ledger: LedgerTable }) {
  const { report, own, lines } = ledger
  const mirrors = lines.some(({ mirror }) => mirror)
  return (
    <tfoot>
      {report !== null && (
        <tr data-total="report">
          <th scope="row">Usage report</th>
          <td className="cut">
            <span className="small quiet">
              {formatCount(report.total_tokens)} total, {formatCount(report.context_total_tokens)} with cached
            </span>
          </td>
          <td className="number">{formatCount(report.input_tokens)}</td>
          <td className="number">{formatCount(report.cached_input_tokens)}</td>
          <td className="number">{formatCount(report.output_tokens)}</td>
          <td className="number">{formatCount(report.reasoning_tokens)}</td>
          <td className="number" title={formatMicroUsd(own.cost)}>
            {formatCost(own.cost)}
          </td>
        </tr>
      )}
      {(report === null || mirrors) && (
        <tr data-total="own">
          <th scope="row">{report === null ? 'Family' : 'Own rows'}</th>
          <td className="cut">
            <span className="small quiet">{mirrors ? 'without mirror rows' : ''}</span>
          </td>
          <td className="number">{formatCount(own.tokens.input)}</td>
          <td className="number">{formatCount(own.tokens.cachedInput)}</td>
          <td className="number">{formatCount(own.tokens.output)}</td>
          <td className="number">{formatCount(own.tokens.reasoning)}</td>
          <td className="number" title={formatMicroUsd(own.cost)}>
            {formatCost(own.cost)}
          </td>
        </tr>
      )}
    </tfoot>
  )
}
