import type { NodeDetail, ResidencyReport, ResidencySide } from '@shared/ipc/store'
import { createStore } from 'zustand/vanilla'
import { requestEngine } from '../bridge/engine'
import { ofShown, onStoreOpened, shownStore } from './open-store'
import type { Resource } from './resource'

/** What a resumed runtime keeps in memory (its `Residency`); the canvas shows it, nothing is written. */
export type Residency = 'everything' | 'active-path'

interface ResidencyView {
  readonly residency: Residency
  /** Historic nodes fetched on demand, by id, as the runtime fetches them in the second mode. */
  readonly fetched: ReadonlyMap<string, Resource<NodeDetail>>
}

export const residencyState = createStore<ResidencyView>()(() => ({
  residency: 'everything',
  fetched: new Map()
}))

/** Shows what a runtime of this residency holds in memory (store-format.md §11.6). */
export const chooseResidency = (residency: Residency): void => residencyState.setState({ residency })

/** Fetches a node that is not in memory, by its id, through the runtime's own road. */
export async function fetchHistoric(id: string): Promise<void> {
  const shown = shownStore()
  if (shown === null) return
  const put = (answer: Resource<NodeDetail>): void =>
    residencyState.setState(({ fetched }) => ({ fetched: new Map(fetched).set(id, answer) }))
  put({ kind: 'loading' })
  const answer = await ofShown((store) => requestEngine('node/historic', { store, id }))
  if (answer === null) return
  put(answer.ok ? { kind: 'ready', value: answer.value } : { kind: 'failed', error: answer.error })
}

onStoreOpened(() => residencyState.setState({ residency: 'everything', fetched: new Map() }))

/** What a report says of one residency. */
export const sideOf = (residency: Residency, report: ResidencyReport): ResidencySide =>
  residency === 'everything' ? report.keepAll : report.activePathOnly
