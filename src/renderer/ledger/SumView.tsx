import { commonPrice, sumArithmetic } from '@shared/domain/usage/arithmetic'
import type { PricedRow } from '@shared/domain/usage/review'
import { sumRows } from '@shared/domain/usage/sums'
import { ASSUMPTION_WORDS } from '@shared/domain/usage/words'
import { Copy, Info } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { reviewResource, setPriceOf } from '../state/cost'
import type { Member } from '../state/family'
import { copyText } from '../state/notice'
import { Button, Door } from '../ui/Controls'
import { countOf } from '../ui/format'
import { formatCost } from '../ui/money'
import { priceWords } from './arithmetic-words'
import type { FigureLine } from './lines'
import { Parts } from './Parts'
import { SumTable } from './SumTable'
import { sumText } from './sum-text'

/** The arithmetic of a figure; where its rows have different prices, that of each. */
export function SumView({
  line,
  members,
  onRows
}: {
  readonly line: FigureLine
  readonly members: readonly Member[]
  readonly onRows: () => void
}) {
  if (line.rows.length <= 1 || commonPrice(line.rows) !== null) {
    return <OneSum title={line.names.join(' × ')} rows={line.rows} onRows={onRows} />
  }
  return (
    <Parts rows={line.rows} members={members}>
      {(row) => <OneSum title={`${row.source} × ${row.model}`} rows={[row]} onRows={onRows} named />}
    </Parts>
  )
}

function OneSum({
  title,
  rows,
  onRows,
  named = false
}: {
  readonly title: string
  readonly rows: readonly PricedRow[]
  readonly onRows: () => void
  /** The sum of one part of many: its figure is not in the head. */
  readonly named?: boolean
}) {
  const [open, setOpen] = useState(false)
  const lines = sumArithmetic(rows)
  const { cost } = sumRows(rows)
  const price = commonPrice(rows)
  const assumptions = [...new Set(rows.flatMap((row) => row.assumptions))]
  const stored = rows.reduce((sum, row) => sum + row.stored, 0)
  const model = rows[0]?.model ?? ''
  return (
    <div className="one-sum">
      {named && <p className="figures strong">{formatCost(cost)}</p>}
      {lines.length > 0 && <SumTable rows={rows} lines={lines} />}
      {price === null && (
        <p className="quiet">
          No price is known for this model, so it is in no sum.{' '}
          <Door onClick={() => setPriceOf(model)}>Set a price…</Door>
        </p>
      )}
      {assumptions.length > 0 && (
        <ul className="assumptions">
          {assumptions.map((code) => (
            <li key={code} data-assumption={code}>
              <Info size={14} aria-hidden="true" />
              <span className="small quiet">{ASSUMPTION_WORDS[code]}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="figure-foot small">
        <Door onClick={onRows}>{countOf(stored, 'ledger row')}</Door>
        {price !== null && (
          <Door aria-expanded={open} onClick={() => setOpen(!open)}>
            Price used: {price.matchedBy === 'user-price' ? 'your own' : price.model}
          </Door>
        )}
        <span className="spacer" />
        <Button
          className="compact"
          icon={Copy}
          onClick={() => void copyText(sumText(title, rows, lines), 'the sum')}
        >
          Copy sum
        </Button>
      </div>
      {open && price !== null && (
        <p className="small quiet price-used">
          Priced by {priceWords(price)}. <TableWords />{' '}
          <Door onClick={() => setPriceOf(model)}>
            {price.matchedBy.startsWith('user-') ? 'Change or remove it…' : 'Set a price of your own…'}
          </Door>
        </p>
      )}
    </div>
  )
}

function TableWords() {
  const review = useStore(reviewResource.state)
  if (review.kind !== 'ready') return null
  const { table } = review.value
  return (
    <>
      Price table: {table.package} {table.version}, of {table.date}.
    </>
  )
}
