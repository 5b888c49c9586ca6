import { createStore } from 'zustand/vanilla'
import { openStoreState } from './open-store'
import { openInspector, paneState } from './panes'
import { type Selection, select } from './selection'
import { type Lens, viewState } from './view'

/** What stands beside the canvas: what is selected, a plan, the head doctor, the receipts, the choice of a context. */
export type Side = 'details' | 'plan' | 'heal' | 'history' | 'curate'

export const sideState = createStore<{ readonly side: Side }>()(() => ({ side: 'details' }))

/** Shows a panel beside the canvas; in a small window, where it floats, it is opened. */
export function showSide(side: Side): void {
  sideState.setState({ side })
  if (paneState.getState().small) openInspector(true)
}

/** Selects what was asked for by name and shows it, whatever stood beside the canvas. */
export function lookAt(selection: Selection): void {
  select(selection)
  showSide('details')
}

/** Shows the head with its checkpoint and meta. */
export const openHead = (): void => lookAt({ kind: 'head' })

/** Shows the session as a whole, and why it could not be read, if so. */
export const openOverview = (): void => lookAt({ kind: 'none' })

/** Shows what is wrong with the store, as a list. */
export const openFindings = (): void => lookAt({ kind: 'findings', finding: null })

/** The prune lens opens with its plan; every other lens with what is selected. */
function followLens(lens: Lens): void {
  if (lens === 'prune') sideState.setState({ side: 'plan' })
  else if (sideState.getState().side === 'plan') sideState.setState({ side: 'details' })
}

/** Called once when the page starts. */
export function connectSide(): void {
  viewState.subscribe(({ lens }, before) => {
    if (lens !== before.lens) followLens(lens)
  })
  openStoreState.subscribe((store, before) => {
    if (store.kind !== before.kind) followLens(viewState.getState().lens)
  })
}
