import { CompareDialog } from './CompareDialog'
import { PriceDialog } from './PriceDialog'

/** The dialogs of the ledger, each while it is asked for. */
export function CostDialogs() {
  return (
    <>
      <PriceDialog />
      <CompareDialog />
    </>
  )
}
