import { NO_USER_PRICES } from '@shared/domain/usage/user-prices'
import type { AppError } from '@shared/ipc/request'
import { err } from '@shared/result'
import { createStore } from 'zustand/vanilla'
import { requestEngine } from '../bridge/engine'
import { onStoreOpened, shownStore } from './open-store'
import { storeResource } from './resource'

const notOpen: AppError = { code: 'not-open', message: 'No store is open.' }

/** The token ledger of the shown store and of its family. */
export const usageResource = storeResource(async () => {
  const path = shownStore()?.path
  if (path === undefined) return err(notOpen)
  return requestEngine('usage/review', { path, pricesAt: null, userPrices: NO_USER_PRICES })
})

export type LedgerScope = 'session' | 'family'

interface LedgerView {
  readonly scope: LedgerScope
  /** The line whose raw rows are unfolded. */
  readonly open: string | null
}

export const ledgerState = createStore<LedgerView>()(() => ({ scope: 'session', open: null }))

export const chooseLedgerScope = (scope: LedgerScope): void => ledgerState.setState({ scope, open: null })

/** Unfolds the raw rows behind a line, or folds them; `key` null folds whatever is open. */
export const unfoldLedgerLine = (key: string | null): void =>
  ledgerState.setState(({ open }) => ({ open: open === key ? null : key }))

onStoreOpened(() => ledgerState.setState({ scope: 'session', open: null }))
