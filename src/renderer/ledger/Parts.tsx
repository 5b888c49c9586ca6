import type { PricedRow } from '@shared/domain/usage/review'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronLeft } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { type Member, shortName } from '../state/family'
import { Door } from '../ui/Controls'
import { countOf } from '../ui/format'
import { formatCost } from '../ui/money'
import { labelWords } from './lines'

const partHeight = 28
const shownHeight = 224

/** The rows that a figure sums, one to be chosen; where there is only one it is shown at once. */
export function Parts({
  rows,
  members,
  children
}: {
  readonly rows: readonly PricedRow[]
  readonly members: readonly Member[]
  readonly children: (row: PricedRow) => ReactNode
}) {
  const [chosen, setChosen] = useState<PricedRow | null>(null)
  const [only] = rows
  if (only === undefined) return <p className="figure-note faint">No rows.</p>
  if (rows.length === 1) return children(only)
  if (chosen === null) return <PartList rows={rows} members={members} onChoose={setChosen} />
  return (
    <>
      <Door className="figure-back small" onClick={() => setChosen(null)}>
        <ChevronLeft size={12} aria-hidden="true" />
        All {rows.length} parts
      </Door>
      <p className="figure-note small quiet cut">{partName(chosen, members)}</p>
      {children(chosen)}
    </>
  )
}

const partName = (row: PricedRow, members: readonly Member[]): string =>
  [members.length > 1 ? shortName(row.session, members) : '', labelWords(row.source), labelWords(row.model)]
    .filter((name) => name !== '')
    .join(' · ')

function PartList({
  rows,
  members,
  onChoose
}: {
  readonly rows: readonly PricedRow[]
  readonly members: readonly Member[]
  readonly onChoose: (row: PricedRow) => void
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => partHeight
  })
  return (
    <>
      <p className="figure-note small quiet">Added up from {countOf(rows.length, 'part')}:</p>
      <div ref={scroller} className="sum-part-list" style={{ maxHeight: shownHeight }}>
        <ul style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index]
            if (row === undefined) return null
            const { cost } = row
            const sum = cost && { low: cost.low.total, high: cost.high.total, complete: true }
            return (
              <li key={index} style={{ transform: `translateY(${start}px)`, height: partHeight }}>
                <button type="button" className="sum-part" onClick={() => onChoose(row)}>
                  <span className="cut" dir="auto" title={partName(row, members)}>
                    {partName(row, members)}
                  </span>
                  <span className="figures">{row.mirrorOf.length > 0 ? 'mirror row' : formatCost(sum)}</span>
                </button>
              </li>
            )
          })}
        </ul>
      </div>
    </>
  )
}
