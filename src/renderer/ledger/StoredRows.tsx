import type { PricedRow } from '@shared/domain/usage/review'
import type { LedgerRow } from '@shared/ipc/usage'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { ErrorNote } from '../ui/ErrorNote'
import { countOf, formatCount } from '../ui/format'
import { GridPart } from '../ui/GridPart'
import { Tokens } from '../ui/Tokens'
import { tokenColumns } from './columns'
import { useStoredRows } from './useStoredRows'

const rowHeight = 24

/** The rows of `usage_deltas` behind a figure in the order in which they were booked, however many. */
export function StoredRows({ row }: { readonly row: PricedRow }) {
  const scroller = useRef<HTMLDivElement>(null)
  const { total, rowAt, want, error } = useStoredRows(row)
  const virtual = useVirtualizer({
    count: total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    onChange: ({ range }) => {
      if (range !== null) want(range.startIndex, range.endIndex)
    }
  })
  if (error !== null) return <ErrorNote error={error} />
  if (total === null) return <p className="figure-note faint">Reading the rows…</p>
  return (
    <>
      <div className="stored-row head small" aria-hidden="true">
        <span>seq</span>
        {tokenColumns.map(([id, name]) => (
          <span key={id}>{name}</span>
        ))}
      </div>
      <GridPart
        ref={scroller}
        className="stored-rows"
        role="table"
        aria-label="Stored rows"
        aria-rowcount={total}
        tabIndex={0}
      >
        <GridPart role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <StoredRow key={index} row={rowAt(index)} index={index} start={start} />
          ))}
        </GridPart>
      </GridPart>
      <p className="figure-note small faint">
        {countOf(total, 'row')} of usage_deltas
        {row.mirrorOf.length > 0 ? ', as the parent booked them' : ''}
      </p>
    </>
  )
}

function StoredRow({
  row,
  index,
  start
}: {
  readonly row: LedgerRow | null
  readonly index: number
  readonly start: number
}) {
  const counts = row?.counts
  return (
    <GridPart
      role="row"
      aria-rowindex={index + 1}
      className="stored-row"
      style={{ transform: `translateY(${start}px)`, height: rowHeight }}
    >
      <GridPart role="cell">{row === null ? '…' : formatCount(row.seq)}</GridPart>
      {counts === null ? (
        <GridPart role="cell" className="stored-odd">
          not whole numbers: passed over
        </GridPart>
      ) : (
        tokenColumns.map(([id]) => (
          <GridPart key={id} role="cell">
            {counts === undefined ? '' : <Tokens count={counts[id]} />}
          </GridPart>
        ))
      )}
    </GridPart>
  )
}
