import './cost.css'
import { sumRows } from '@shared/domain/usage/sums'
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { reviewResource } from '../state/cost'
import { formatCost, formatMicroUsd } from '../ui/money'

/** A hatched band over the canvas: the session's own cost is known, its split by node is not, since rows name none. */
export function CostBand() {
  const review = useStore(reviewResource.state)
  useEffect(reviewResource.load)
  const own = useMemo(() => {
    if (review.kind !== 'ready') return null
    const { rows } = review.value.review
    return sumRows(rows.filter(({ store }) => review.value.asked.includes(store)))
  }, [review])
  return (
    <div className="lens-bar cost-band">
      {own !== null && (
        <p className="small" title={formatMicroUsd(own.cost)}>
          This session: <b className="figures">{formatCost(own.cost)}</b>, no split by node
        </p>
      )}
    </div>
  )
}
