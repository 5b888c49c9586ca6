import { ChevronLeft } from 'lucide-react'
import { useStore } from 'zustand'
import { Inspector } from '../inspector/Inspector'
import { costState, passSelection } from '../state/cost'
import { openStoreState } from '../state/open-store'
import { selectionState } from '../state/selection'
import { Door } from '../ui/Controls'
import { CostPanel } from './CostPanel'

/** Beside the canvas of the Cost lens: what the family cost, and what is selected once something is. */
export function CostInspector() {
  const store = useStore(openStoreState)
  const selection = useStore(selectionState, (state) => state.selection)
  const passed = useStore(costState, (state) => state.passed)
  if (store.kind !== 'open' || selection.kind === 'none' || selection === passed) {
    return <CostPanel key={store.kind === 'open' ? store.path : ''} />
  }
  return (
    <div className="cost-detail">
      <Door className="cost-back" onClick={passSelection}>
        <ChevronLeft size={14} aria-hidden="true" />
        Cost
      </Door>
      <Inspector />
    </div>
  )
}
