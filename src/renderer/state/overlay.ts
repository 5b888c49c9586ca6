import { createStore } from 'zustand/vanilla'

/** What floats over everything else; at most one. */
export type Overlay =
  | null
  | 'commands'
  | 'search'
  | 'text-index'
  | 'compare-branch'
  | 'goto'
  | 'keys'
  | 'help'
  | 'append'
  | 'export'

export const overlayState = createStore<{ readonly overlay: Overlay }>()(() => ({ overlay: null }))

/** Opens a dialog in place of the one that is open; null closes it. */
export const showOverlay = (overlay: Overlay): void => overlayState.setState({ overlay })
