import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { CuratePanel } from '../curate/CuratePanel'
import { HealPanel } from '../heal/HealPanel'
import { HistoryPanel } from '../history/HistoryPanel'
import { PlanPanel } from '../prune/PlanPanel'
import { isStoreOpen, openStoreState } from '../state/open-store'
import { type Side, showSide, sideState } from '../state/side'
import { viewState } from '../state/view'
import { Segments } from '../ui/Controls'

const names: Readonly<Record<Side, string>> = {
  details: 'Details',
  plan: 'Plan',
  heal: 'Doctor',
  curate: 'Context',
  history: 'History'
}

/**
 * The pane beside the canvas. `details` is what the lens shows of the selection; in the prune lens, and while
 * anything is planned, it shares its place with the plan, the head doctor and the receipts.
 */
export function SidePanel({ details }: { readonly details: ReactNode }) {
  const side = useStore(sideState, (state) => state.side)
  const pruning = useStore(viewState, ({ lens }) => lens === 'prune')
  const open = useStore(openStoreState, isStoreOpen)
  if (!open || (side === 'details' && !pruning)) return details
  const asked: readonly Side[] = side === 'heal' || side === 'curate' ? [side] : []
  const options = (['plan', ...asked, 'details', 'history'] as const).map(
    (option) => [option, names[option]] as const
  )
  return (
    <div className="side-panel">
      <div className="lens-bar">
        <Segments bar label="Beside the canvas" options={options} value={side} onChange={showSide} />
      </div>
      <div className="side-body">
        <SideBody side={side} details={details} />
      </div>
    </div>
  )
}

function SideBody({ side, details }: { readonly side: Side; readonly details: ReactNode }) {
  switch (side) {
    case 'details':
      return details
    case 'plan':
      return <PlanPanel />
    case 'heal':
      return <HealPanel />
    case 'history':
      return <HistoryPanel />
    case 'curate':
      return <CuratePanel />
  }
}
