import { createStore } from 'zustand/vanilla'

/** Below this width the sidebar is a rail and the inspector floats over the canvas. */
const smallWindow = 1100

interface Panes {
  readonly small: boolean
  readonly sidebarOpen: boolean
  /** Only in a small window, where the inspector is an overlay. */
  readonly inspectorOpen: boolean
  readonly ledgerOpen: boolean
  readonly sidebarWidth: number
  readonly inspectorWidth: number
  readonly ledgerHeight: number
}

/** How much of the canvas an inspector that floats over it covers, px: its width and its distance (frame.css). */
export const floatingReach = 364

export const paneState = createStore<Panes>()(() => ({
  small: false,
  sidebarOpen: true,
  inspectorOpen: false,
  ledgerOpen: false,
  sidebarWidth: 264,
  inspectorWidth: 380,
  ledgerHeight: 232
}))

/** Folds the panes for a narrow window, and unfolds them again; the user's own choice is kept for the wide one. */
export function fitPanes(windowWidth: number): void {
  const small = windowWidth < smallWindow
  if (small !== paneState.getState().small) paneState.setState({ small, inspectorOpen: false })
}

/** Gives panes other sizes, px; those not named keep theirs. */
export const resizePanes = (
  sizes: Partial<Pick<Panes, 'sidebarWidth' | 'inspectorWidth' | 'ledgerHeight'>>
): void => paneState.setState(sizes)

/** @returns whether the inspector stands over the canvas, as it does in a small window */
export const inspectorFloats = (): boolean => {
  const { small, inspectorOpen } = paneState.getState()
  return small && inspectorOpen
}

/** Unfolds the sidebar, or folds it. */
export const openSidebar = (sidebarOpen: boolean): void => paneState.setState({ sidebarOpen })

/** Opens the ledger below the canvas, or closes it. */
export const openLedger = (ledgerOpen: boolean): void => paneState.setState({ ledgerOpen })

/** Opens the inspector of a small window, or closes it. */
export const openInspector = (inspectorOpen: boolean): void => paneState.setState({ inspectorOpen })
