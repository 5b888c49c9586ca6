import type { LeafCandidate } from '@shared/ipc/operations'
import { createStore } from 'zustand/vanilla'
import { requestEngine } from '../bridge/engine'
import { onGraphReplaced, openStoreState } from './open-store'
import { dropPlan, makePlan, planState } from './plan'
import { storeResource } from './resource'
import { goToRow } from './view'

/** The leaves that healing could choose, with the evidence for each. */
export const candidatesResource = storeResource((store) => requestEngine('heal/candidates', { store }))

/** The leaf that the doctor proposes to point the head at; its path is shown on the canvas. */
interface Heal {
  readonly chosen: { readonly id: string; readonly row: number; readonly asRuntime: boolean } | null
  /** The next node that is selected becomes the proposal. */
  readonly picking: boolean
}

const empty: Heal = { chosen: null, picking: false }

export const healState = createStore<Heal>()(() => empty)

/** Proposes a leaf, shows the path it would give, and plans the repair. */
export function proposeLeaf(id: string, row: number, asRuntime = false): void {
  healState.setState({ chosen: { id, row, asRuntime }, picking: false })
  goToRow(row)
  void makePlan({ kind: 'heal', leaf: asRuntime ? null : id })
}

export const proposeCandidate = ({ id, row, asRuntime }: LeafCandidate): void =>
  proposeLeaf(id, row, asRuntime)

/** Nothing is changed: the proposal is put away. */
export function proposeNothing(): void {
  healState.setState(empty)
  if (planState.getState().ask?.kind === 'heal') dropPlan()
}

export const pickLeaf = (): void => healState.setState({ picking: true })

/** A proposal belongs to one graph; called once when the page starts. */
export function connectHeal(): void {
  onGraphReplaced(() => healState.setState(empty))
  openStoreState.subscribe((store) => {
    if (store.kind !== 'open') healState.setState(empty, true)
  })
}
