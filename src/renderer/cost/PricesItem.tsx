import { useStore } from 'zustand'
import { costState, reviewResource } from '../state/cost'

/** Which prices the figures rest on, for the status bar. */
export function PricesItem() {
  const review = useStore(reviewResource.state)
  const pricesAt = useStore(costState, (state) => state.pricesAt)
  if (review.kind !== 'ready') return null
  const { table } = review.value
  const day = pricesAt === null ? '' : `, as of ${pricesAt}`
  return (
    <span className="status-item" title={`${table.package} ${table.version}, kept with the app`}>
      prices {table.version} of {table.date}
      {day}
    </span>
  )
}
