import '../ui/popover.css'
import './figure.css'
import { Popover } from 'radix-ui'
import { type KeyboardEvent, useMemo, useState } from 'react'
import type { Member } from '../state/family'
import { Segments } from '../ui/Controls'
import { formatCost, formatMicroUsd } from '../ui/money'
import { type FigureLine, labelWords } from './lines'
import { Parts } from './Parts'
import { StoredRows } from './StoredRows'
import { SumView } from './SumView'

/** A figure that has been opened, and what is shown of it first. */
export interface OpenFigure {
  readonly line: FigureLine
  readonly view: 'sum' | 'rows'
  readonly anchor: HTMLElement
}

/** What a figure is made of: its arithmetic, or the stored rows. It floats over the cell that was opened. */
export function FigurePopover({
  figure,
  members,
  onClose
}: {
  readonly figure: OpenFigure | null
  readonly members: readonly Member[]
  readonly onClose: () => void
}) {
  const anchor = useMemo(() => ({ current: figure?.anchor ?? null }), [figure])
  if (figure === null) return null
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={anchor as { current: HTMLElement }} />
      <Popover.Portal>
        <Popover.Content
          className="popover figure-popover"
          side="top"
          sideOffset={6}
          collisionPadding={12}
          aria-label="What this figure is made of"
          onKeyDown={keepKeys}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            figure.anchor.focus()
          }}
        >
          <div className="figure-scroll">
            <Figure key={figure.line.key} line={figure.line} start={figure.view} members={members} />
          </div>
          <Popover.Arrow className="popover-arrow" width={16} height={8} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

/** The single keys of the window mean nothing in here: End goes to the last row, not to the leaf. */
const keepKeys = (event: KeyboardEvent): void => {
  if (event.key !== 'Escape' && !event.ctrlKey && !event.metaKey) event.stopPropagation()
}

const views = [
  ['sum', 'Arithmetic'],
  ['rows', 'Stored rows']
] as const

function Figure({
  line,
  start,
  members
}: {
  readonly line: FigureLine
  readonly start: OpenFigure['view']
  readonly members: readonly Member[]
}) {
  const [view, setView] = useState(start)
  const isTotal = line.key === 'total'
  const title = (isTotal ? line.names.filter((name) => name !== '') : line.names.map(labelWords)).join(' × ')
  return (
    <>
      <div className="figure-head">
        <h3 className="cut" title={title} dir="auto">
          {title}
        </h3>
        <Segments bar label="Show" options={views} value={view} onChange={setView} />
      </div>
      {line.countedIn !== null && (
        <p className="figure-note quiet">
          These tokens are counted in {line.countedIn}: the row here is a mirror row, which repeats them, and
          is in no sum.
        </p>
      )}
      {view === 'sum' && line.countedIn === null && (
        <div className="figure-sum">
          <span className="figures strong">{formatCost(line.cost)}</span>
          {line.cost !== null && <span className="figures quiet">{formatMicroUsd(line.cost)}</span>}
        </div>
      )}
      {view === 'sum' && line.countedIn === null ? (
        <SumView line={line} members={members} onRows={() => setView('rows')} />
      ) : (
        <Parts rows={line.rows} members={members}>
          {(row) => <StoredRows row={row} />}
        </Parts>
      )}
    </>
  )
}
