import { HeartPulse, TriangleAlert } from 'lucide-react'
import { useStore } from 'zustand'
import { useCovered } from '../prune/useCovered'
import { needsHealing } from '../state/needs-healing'
import { openStoreState } from '../state/open-store'
import { openOverview, showSide, sideState } from '../state/side'
import { Button } from '../ui/Controls'

/** Over the canvas of a store of which only the end of the path could be read. */
export function UnreadBanner() {
  const error = useStore(openStoreState, (store) =>
    store.kind === 'open' && store.index === null ? store.error : null
  )
  const covered = useCovered()
  if (error === null) return null
  return (
    <section className={`hazard${covered}`} aria-label="Not all rows can be read">
      <TriangleAlert size={16} aria-hidden="true" />
      <p>{error.message} Only the end of the path is shown.</p>
      <Button onClick={openOverview}>What to do</Button>
    </section>
  )
}

/** Over the canvas of a store whose path does not resolve: healing is the first thing offered. */
export function HealBanner() {
  const sick = useStore(openStoreState, needsHealing)
  const end = useStore(openStoreState, (store) =>
    store.kind === 'open' ? store.index?.summary.path.kind : undefined
  )
  const healing = useStore(sideState, ({ side }) => side === 'heal')
  const covered = useCovered()
  if (!sick || healing) return null
  return (
    <section className={`hazard${covered}`} aria-label="No path resolves">
      <HeartPulse size={16} aria-hidden="true" />
      <p>{end === 'cycle' ? cyclic : end === 'no-leaf' ? headless : lost}</p>
      <Button tone="main" onClick={() => showSide('heal')}>
        Heal the head
      </Button>
    </section>
  )
}

const lost =
  'The head names a leaf that cannot be loaded: no path resolves, and opening the session may delete rows.'
const headless = 'The head names no leaf: the runtime would resume with an empty context.'
const cyclic = 'The head points into a loop: a runtime that loads this session never returns.'
