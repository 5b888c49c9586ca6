import './ledger.css'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useDeferredValue, useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { costState, reviewResource } from '../state/cost'
import { openLedger, paneState } from '../state/panes'
import { ErrorNote } from '../ui/ErrorNote'
import { formatCost, formatMicroUsd } from '../ui/money'
import { LedgerGrid } from './LedgerGrid'
import { LedgerTools } from './LedgerTools'
import { defaultScope, filterLines, type LedgerTable, ledgerTable, ledgerWords } from './lines'
import { useLedgerTable } from './useLedgerTable'

/** The token ledger under the canvas: one line while folded, a table of sums while open. */
export function LedgerDock() {
  const open = useStore(paneState, (panes) => panes.ledgerOpen)
  const usage = useStore(reviewResource.state)
  const { scope, by } = useStore(costState)
  useEffect(reviewResource.load)
  const table = useMemo(
    () => (usage.kind === 'ready' ? ledgerTable(usage.value, scope ?? defaultScope(usage.value), by) : null),
    [usage, scope, by]
  )
  return (
    <section className={open ? 'ledger open' : 'ledger'} aria-label="Ledger">
      {open ? <OpenLedger table={table} /> : <FoldedLedger table={table} />}
      {usage.kind === 'failed' && open && <ErrorNote error={usage.error} />}
    </section>
  )
}

function Fold({ open, children }: { readonly open: boolean; readonly children?: React.ReactNode }) {
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <button type="button" className="ledger-fold" aria-expanded={open} onClick={() => openLedger(!open)}>
      <Chevron size={14} aria-hidden="true" />
      <h2>Ledger</h2>
      {children}
    </button>
  )
}

function FoldedLedger({ table }: { readonly table: LedgerTable | null }) {
  return (
    <div className="ledger-head">
      <Fold open={false}>
        <span className="quiet cut">{table === null ? '' : ledgerWords(table)}</span>
      </Fold>
      {table !== null && table.lines.length > 0 && (
        <span className="figures quiet ledger-cost" title={formatMicroUsd(table.total.cost)}>
          {formatCost(table.total.cost)}
        </span>
      )}
    </div>
  )
}

function OpenLedger({ table }: { readonly table: LedgerTable | null }) {
  return table === null ? (
    <div className="ledger-head">
      <Fold open />
    </div>
  ) : (
    <LoadedLedger table={table} />
  )
}

function LoadedLedger({ table }: { readonly table: LedgerTable }) {
  const filter = useDeferredValue(useStore(costState, (state) => state.filter))
  const lines = useMemo(() => filterLines(table.lines, filter), [table, filter])
  const sorted = useLedgerTable(table.headings, lines)
  const shown = sorted.getRowModel().rows
  return (
    <>
      <div className="ledger-head">
        <Fold open />
        <LedgerTools table={table} lines={shown.map(({ original }) => original)} />
      </div>
      {table.lines.length === 0 ? (
        <p className="ledger-empty quiet">No usage has been booked in this session yet.</p>
      ) : (
        <LedgerGrid key={table.scope} ledger={table} table={sorted} />
      )}
    </>
  )
}
