import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { isStoreOpen, openStoreState } from '../state/open-store'
import { untilIdle, WorkPane } from './late-parts'
import { StoreMessage } from './StoreMessage'

/**
 * The open store, or what stands in its place. The panes of a store are made when the page has nothing else to do,
 * and stay in it, empty and unseen while none is open: made when a store is opened, they would keep the page from
 * answering.
 */
export function CenterPane() {
  const open = useStore(openStoreState, isStoreOpen)
  const [made, setMade] = useState(open)
  const work = useRef<HTMLDivElement>(null)
  if (open && !made) setMade(true)
  useEffect(() => {
    void WorkPane.load()
      .then(untilIdle)
      .then(() => setMade(true))
      // they are made with the first store then
      .catch(() => undefined)
  }, [])
  useLayoutEffect(() => {
    if (!open) letGoOfFocus(work.current)
  }, [open])
  return (
    <div className="center-pane">
      {made && (
        <div ref={work} className={open ? 'center-work' : 'center-work unseen'} inert={!open}>
          <WorkPane />
        </div>
      )}
      {!open && <StoreMessage />}
    </div>
  )
}

/** What is out of reach must not have the keys; the page itself would take them away only with the next frame. */
function letGoOfFocus(pane: HTMLElement | null): void {
  const { activeElement } = document
  if (activeElement instanceof HTMLElement && pane?.contains(activeElement)) activeElement.blur()
}
