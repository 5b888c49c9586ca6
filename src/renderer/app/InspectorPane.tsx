import { X } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { isStoreOpen, openStoreState } from '../state/open-store'
import { openInspector, paneState } from '../state/panes'
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

/** In a small window the same floats over the canvas, and leaves with Escape. */
export function InspectorOverlay() {
  const open = useStore(paneState, (panes) => panes.small && panes.inspectorOpen)
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
    <div className="inspector-overlay">
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
