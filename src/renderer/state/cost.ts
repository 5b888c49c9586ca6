import type { AppError } from '@shared/ipc/request'
import { err } from '@shared/result'
import { createStore } from 'zustand/vanilla'
import { requestEngine } from '../bridge/engine'
import { onGraphReplaced, onStoreOpened, shownStore } from './open-store'
import { storeResource } from './resource'
import { currentSelection, type Selection } from './selection'
import { settingsState } from './settings'
import { showSide } from './side'
import { showLens, viewState } from './view'

const notOpen: AppError = { code: 'not-open', message: 'No store is open.' }

/** Whose rows the ledger shows; null = the family where the shown store is its root, else the session. */
export type LedgerScope = 'session' | 'family'
export type LedgerGrouping = 'source-model' | 'source' | 'model' | 'session' | 'day'
/** What a share chart is cut by. */
export type ShareGrouping = 'session' | 'model' | 'source'

interface CostView {
  readonly scope: LedgerScope | null
  readonly by: LedgerGrouping
  readonly filter: string
  readonly shares: ShareGrouping
  /** Prices of this day for every row; null = of the day each session was created. */
  readonly pricesAt: string | null
  /** The model whose price is being set; null while none is. */
  readonly pricing: string | null
  /** The prices are to be brought into view, as soon as they are there. */
  readonly seekingPrices: boolean
  /** The selection that the lens was entered with or left behind: the panel of costs stands until there is another. */
  readonly passed: Selection
}

const start: CostView = {
  scope: null,
  by: 'source-model',
  filter: '',
  shares: 'session',
  pricesAt: null,
  pricing: null,
  seekingPrices: false,
  passed: currentSelection()
}

export const costState = createStore<CostView>()(() => start)

/** Counts the ledger of the shown session alone, or of its whole family. */
export const chooseScope = (scope: LedgerScope): void => costState.setState({ scope })

/** Adds the ledger up by something else: source and model, one of them, session or day. */
export const groupLedger = (by: LedgerGrouping): void => costState.setState({ by })

/** Leaves only the lines of the ledger that hold this text. */
export const filterLedger = (filter: string): void => costState.setState({ filter })

/** Cuts the total into shares by something else. */
export const cutShares = (shares: ShareGrouping): void => costState.setState({ shares })

/** Takes what is selected now for what the lens was entered with or left behind. */
export const passSelection = (): void => costState.setState({ passed: currentSelection() })

/** Opens the dialog for the price of a model, or closes it with null. */
export const setPriceOf = (pricing: string | null): void => costState.setState({ pricing })

/** Shows where the prices come from and what the user has set, in the Cost lens. */
export function openPrices(): void {
  showLens('cost')
  showSide('details')
  costState.setState({ passed: currentSelection(), seekingPrices: true })
}

/** The ledgers of the shown store and of its family, priced. */
export const reviewResource = storeResource(async () => {
  const path = shownStore()?.path
  if (path === undefined) return err(notOpen)
  const { userPrices } = settingsState.getState()
  return requestEngine('usage/review', { path, pricesAt: costState.getState().pricesAt, userPrices })
}, 'file')

/** The usage report of the shown store as lash computes it. */
export const reportResource = storeResource(async () => {
  const path = shownStore()?.path
  return path === undefined ? err(notOpen) : requestEngine('usage/report', { path })
}, 'file')

/** How much text lies on the active path and how much only off it. */
export const workResource = storeResource((store) => requestEngine('usage/work', { store }))

/** Prices every row as of `day`, or each by its session's day. */
export function priceAt(pricesAt: string | null): void {
  costState.setState({ pricesAt })
  reviewResource.refresh()
}

/** Ties the Cost lens to the store and to the user's prices; called once when the page starts. */
export function connectCost(): void {
  onStoreOpened(() => costState.setState({ scope: null, filter: '', pricing: null }))
  viewState.subscribe(({ lens }, before) => {
    if (lens === 'cost' && before.lens !== 'cost') passSelection()
  })
  settingsState.subscribe(({ userPrices }, before) => {
    if (userPrices !== before.userPrices) reviewResource.refresh()
  })
  // the estimate waits for the verification of rows, which ends with a new generation of the graph
  onGraphReplaced(() => {
    if (workResource.state.getState().kind === 'failed') workResource.refresh()
  })
}
