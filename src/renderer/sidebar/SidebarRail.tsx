import { FolderOpen, ListTree, PanelLeft, SlidersHorizontal } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { openStoreState } from '../state/open-store'
import { showOverlay } from '../state/overlay'
import { openInspector, openSidebar, paneState } from '../state/panes'
import { chooseAndOpen } from '../state/sessions'
import { IconButton } from '../ui/Controls'
import { Sidebar } from './Sidebar'

/** The sidebar folded to 48 px. In a small window its first button floats the sessions over the canvas. */
export function SidebarRail() {
  const small = useStore(paneState, (panes) => panes.small)
  const inspecting = useStore(paneState, (panes) => panes.inspectorOpen)
  const [floating, setFloating] = useState(false)
  const path = useStore(openStoreState, (store) => (store.kind === 'closed' ? null : store.path))
  // biome-ignore lint/correctness/useExhaustiveDependencies: another store has been picked, the list has done its work
  useEffect(() => setFloating(false), [path])
  useEffect(() => {
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setFloating(false)
    }
    const closeBeside = ({ target }: PointerEvent): void => {
      // its own menu and what tells of it in the status bar stand beside it, too
      const kept = '.rail, .rail-float, .menu, .status-bar'
      if (target instanceof Element && target.closest(kept) === null) setFloating(false)
    }
    window.addEventListener('keydown', close)
    window.addEventListener('pointerdown', closeBeside)
    return () => {
      window.removeEventListener('keydown', close)
      window.removeEventListener('pointerdown', closeBeside)
    }
  }, [])
  return (
    <>
      <div className="rail">
        <IconButton
          icon={PanelLeft}
          label="Sessions"
          aria-expanded={small ? floating : false}
          onClick={() => (small ? setFloating(!floating) : openSidebar(true))}
        />
        <IconButton icon={FolderOpen} label="Open folder…" onClick={() => void chooseAndOpen('folder')} />
        {small && (
          <IconButton
            icon={ListTree}
            label="Inspector"
            aria-expanded={inspecting}
            onClick={() => openInspector(!inspecting)}
          />
        )}
        <span className="spacer" />
        <IconButton
          icon={SlidersHorizontal}
          label="Commands and settings"
          onClick={() => showOverlay('commands')}
        />
      </div>
      {small && floating && (
        <div className="rail-float">
          <Sidebar />
        </div>
      )}
    </>
  )
}
