import { X } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { isStoreOpen, openStoreState } from '../state/open-store'
import { openInspector, paneState } from '../state/panes'
import { sideState } from '../state/side'
import { IconButton } from '../ui/Controls'
import { SideOfLens } from './late-parts'

/** What the lens puts beside the canvas. */
export function InspectorPane() {
  const open = useStore(openStoreState, isStoreOpen)
  return (
    <section className="inspector-pane" aria-label="Inspector">
      {open ? <SideOfLens /> : <p className="inspector-none quiet">Nothing is open.</p>}
    </section>
  )
}

/** Height of a folded dock, and what floats keeps clear of the edges, px. */
const FOLDED = 36
const GAP = 8

/**
 * In a small window the same floats over the canvas, and leaves with Escape. What is read step by step, such as a plan,
 * may cover the dock of the lens as well.
 */
export function InspectorOverlay({ docked }: { readonly docked: boolean }) {
  const open = useStore(paneState, (panes) => panes.small && panes.inspectorOpen)
  const dock = useStore(paneState, ({ ledgerHeight }) => (docked ? ledgerHeight : FOLDED))
  const tall = useStore(sideState, ({ side }) => side !== 'details')
  useEffect(() => {
    if (!open) return
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) openInspector(false)
    }
    window.addEventListener('keydown', close)
    return () => window.removeEventListener('keydown', close)
  }, [open])
  if (!open) return null
  return (
    <div className="inspector-overlay" style={{ insetBlockEnd: GAP + (tall ? 0 : dock) }}>
      <InspectorPane />
      <IconButton
        icon={X}
        className="inspector-close"
        label="Close the inspector"
        onClick={() => openInspector(false)}
      />
    </div>
  )
}
