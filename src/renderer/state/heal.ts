import type { LeafCandidate } from '@shared/ipc/operations'
import { createStore } from 'zustand/vanilla'
import { onEnginePush, requestEngine } from '../bridge/engine'
import { isShown, onGraphReplaced, openStoreState, shownStore } from './open-store'
import { dropPlan, type MakingProgress, makePlan, planState } from './plan'
import { storeResource } from './resource'
import { goToRow } from './view'

/** The leaves that healing could choose, with the evidence for each. */
export const candidatesResource = storeResource((store) => requestEngine('heal/candidates', { store }))

/** How far the looking for leaves has come; null until it has lasted a moment, and when it has ended. */
export const rankingState = createStore<{ readonly progress: MakingProgress | null }>()(() => ({
  progress: null
}))

/** Stops the looking for leaves, until the user has it done again; its answer then says so. */
export function stopRanking(): void {
  const shown = shownStore()
  candidatesResource.halt()
  if (shown !== null) void requestEngine('heal/cancel', { store: shown.overview.store })
}

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

/** Proposes one of the leaves that the doctor lists. */
export const proposeCandidate = ({ id, row, asRuntime }: LeafCandidate): void =>
  proposeLeaf(id, row, asRuntime)

/** Nothing is changed: the proposal is put away. */
export function proposeNothing(): void {
  healState.setState(empty)
  if (planState.getState().ask?.kind === 'heal') dropPlan()
}

/** Lets the user pick the leaf on the canvas. */
export const pickLeaf = (): void => healState.setState({ picking: true })

/** Listens to the engine; a proposal belongs to one graph. Called once when the page starts. */
export function connectHeal(): void {
  onEnginePush('heal/progress', ({ store, ...progress }) => {
    const isAsked = candidatesResource.state.getState().kind === 'loading'
    if (isAsked && isShown(store)) rankingState.setState({ progress })
  })
  candidatesResource.state.subscribe(({ kind }) => {
    if (kind !== 'loading') rankingState.setState({ progress: null })
  })
  onGraphReplaced(() => healState.setState(empty))
  openStoreState.subscribe((store) => {
    if (store.kind !== 'open') healState.setState(empty, true)
  })
}
