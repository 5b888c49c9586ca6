import './ledger.css'
import { rowsCsv } from '@shared/domain/usage/review-csv'
import { ChevronDown, ChevronRight, Copy, Download } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { requestMain } from '../bridge/main'
import { copyText, notify } from '../state/notice'
import { openLedger, paneState } from '../state/panes'
import { chooseLedgerScope, ledgerState, usageResource } from '../state/usage'
import { Button, Segments } from '../ui/Controls'
import { ErrorNote } from '../ui/ErrorNote'
import { formatCost, formatMicroUsd } from '../ui/money'
import { ContextNote } from './ContextNote'
import { LedgerTableView } from './LedgerTableView'
import { type LedgerTable, ledgerTable, ledgerWords } from './lines'

const scopes = [
  ['session', 'This session'],
  ['family', 'Family']
] as const

/** The token ledger under the canvas: one line while folded, source × model while open. */
export function LedgerDock() {
  const open = useStore(paneState, (panes) => panes.ledgerOpen)
  const usage = useStore(usageResource.state)
  const scope = useStore(ledgerState, (ledger) => ledger.scope)
  useEffect(usageResource.load)
  const table = useMemo(
    () => (usage.kind === 'ready' ? ledgerTable(usage.value, scope) : null),
    [usage, scope]
  )
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <section className={open ? 'ledger open' : 'ledger'} aria-label="Ledger">
      <div className="ledger-head">
        <button type="button" className="ledger-fold" aria-expanded={open} onClick={() => openLedger(!open)}>
          <Chevron size={14} aria-hidden="true" />
          <h2>Ledger</h2>
          {!open && <span className="quiet cut">{table === null ? '' : ledgerWords(table)}</span>}
        </button>
        {open && table !== null && <OpenTools table={table} />}
        {!open && table !== null && (
          <span className="figures quiet ledger-cost" title={formatMicroUsd(table.own.cost)}>
            {formatCost(table.own.cost)}
          </span>
        )}
      </div>
      {open && usage.kind === 'loading' && <p className="ledger-empty faint">Reading the ledger…</p>}
      {open && usage.kind === 'failed' && <ErrorNote error={usage.error} />}
      {open && table !== null && <LedgerTableView table={table} />}
    </section>
  )
}

function OpenTools({ table }: { readonly table: LedgerTable }) {
  const scope = useStore(ledgerState, (ledger) => ledger.scope)
  const csv = (): string => rowsCsv(table.lines.map(({ row }) => row))
  return (
    <>
      {table.sessions > 1 && (
        <Segments bar label="Ledger of" options={scopes} value={scope} onChange={chooseLedgerScope} />
      )}
      <span className="spacer" />
      <ContextNote />
      <Button className="compact" icon={Copy} onClick={() => void copyText(csv(), 'the ledger as CSV')}>
        Copy CSV
      </Button>
      <Button className="compact" icon={Download} onClick={() => void saveCsv(csv())}>
        Save…
      </Button>
    </>
  )
}

async function saveCsv(text: string): Promise<void> {
  const answer = await requestMain('dialog/save', { name: 'ledger.csv', text })
  if (!answer.ok) notify(answer.error.message)
  else if (answer.value !== null) notify(`Saved ${answer.value}`)
}
