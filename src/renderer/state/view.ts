import type { StoreView } from '@shared/ipc/app'
import { createStore } from 'zustand/vanilla'
import { layOutCopies } from './open-store'
import { selectNode } from './selection'

export type Lens = StoreView['lens']
export type Distance = StoreView['distance']

/** Something the canvas is asked to do once; a new `serial` makes a new request. */
export type CanvasRequest = {
  readonly serial: number
} & (
  | { readonly kind: 'fit' | 'read-zoom' | 'zoom-in' | 'zoom-out' }
  | { readonly kind: 'reveal'; readonly row: number }
)

interface View {
  readonly lens: Lens
  readonly distance: Distance
  /** 1 = 100 %; told by the canvas. */
  readonly zoom: number
  readonly showCopies: boolean
  readonly request: CanvasRequest | null
}

const start: View = { lens: 'browse', distance: 'read', zoom: 1, showCopies: false, request: null }
let serial = 0

export const viewState = createStore<View>()(() => start)

/** Colours the one canvas for another job; selection, position and zoom stay. */
export const showLens = (lens: Lens): void => viewState.setState({ lens })

/** Draws the canvas at a distance. */
export const showDistance = (distance: Distance): void => viewState.setState({ distance })

/** The canvas says at which zoom it stands, and which distance that is. */
export function reportZoom(zoom: number, distance: Distance): void {
  const now = viewState.getState()
  if (now.zoom !== zoom || now.distance !== distance) viewState.setState({ zoom, distance })
}

/** Has the canvas change its zoom; each call is a request of its own. */
export const requestCanvas = (kind: 'fit' | 'read-zoom' | 'zoom-in' | 'zoom-out'): void =>
  viewState.setState({ request: { kind, serial: ++serial } })

/** Has the canvas bring a node into view. */
export const revealRow = (row: number): void =>
  viewState.setState({ request: { kind: 'reveal', row, serial: ++serial } })

/** Selects a node and brings it into view. */
export function goToRow(row: number): void {
  selectNode(row)
  revealRow(row)
}

/** Draws every row, or folds the runtime's copies into counted marks. */
export function showCopies(on: boolean): void {
  viewState.setState({ showCopies: on })
  void layOutCopies(on)
}

/** Puts back how a store was last looked at. */
export function restoreView(view: StoreView | undefined): void {
  const { lens, distance, zoom, showCopies: copies } = view ?? start
  viewState.setState({ lens, distance, zoom, showCopies: copies, request: null })
}
