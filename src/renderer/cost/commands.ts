import type { Command } from '../app/commands/command'
import { openComparison, rememberNow } from '../state/compare'
import { chooseScope, groupLedger, openPrices } from '../state/cost'
import { shownStore } from '../state/open-store'
import { openLedger } from '../state/panes'

const isOpen = (): boolean => shownStore() !== null

/** What can be done with the ledger, by name. */
export const costCommands: readonly Command[] = [
  {
    id: 'remember-ledger',
    title: 'Remember the ledger as it is now',
    group: 'Store',
    enabled: isOpen,
    run: () => void rememberNow()
  },
  {
    id: 'compare-ledger',
    title: 'Compare ledgers…',
    group: 'Store',
    enabled: isOpen,
    run: () => openComparison()
  },
  {
    id: 'prices',
    title: 'Prices: where from, and your own',
    group: 'Go to',
    enabled: isOpen,
    run: openPrices
  },
  {
    id: 'ledger-family',
    title: 'Ledger of the family, by session',
    group: 'View',
    enabled: isOpen,
    run: () => {
      chooseScope('family')
      groupLedger('session')
      openLedger(true)
    }
  }
]
