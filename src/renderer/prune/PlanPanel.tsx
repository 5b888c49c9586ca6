import './plan.css'
import { useStore } from 'zustand'
import { planState } from '../state/plan'
import { PlanSheet } from './PlanSheet'
import { ReceiptCard } from './ReceiptCard'
import { SpacePanel } from './SpacePanel'

/** What is planned, and after it what was done; with nothing planned, where the bytes are. */
export function PlanPanel() {
  const asked = useStore(planState, ({ ask }) => ask !== null)
  const applied = useStore(planState, (plan) => plan.applied)
  if (applied !== null) return <ReceiptCard applied={applied} />
  return asked ? <PlanSheet /> : <SpacePanel />
}
