import { useStore } from 'zustand'
import { costState, openPrices, reviewResource } from '../state/cost'
import { keepFocus } from '../ui/Controls'

/** Which prices the figures rest on, for the status bar. */
export function PricesItem() {
  const review = useStore(reviewResource.state)
  const pricesAt = useStore(costState, (state) => state.pricesAt)
  if (review.kind !== 'ready') return null
  const { table } = review.value
  const day = pricesAt === null ? '' : `, as of ${pricesAt}`
  return (
    <button
      type="button"
      className="status-item"
      title={`${table.package} ${table.version}, kept with the app; opens the prices`}
      onMouseDown={keepFocus}
      onClick={openPrices}
    >
      prices {table.version} of {table.date}
      {day}
    </button>
  )
}
