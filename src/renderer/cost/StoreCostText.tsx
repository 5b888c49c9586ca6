import { useEffect } from 'react'
import { useStore } from 'zustand'
import { storeCostState, wantCost } from '../state/store-costs'
import { formatCost, formatShortCost } from '../ui/money'

/** What a listed store cost with everything below it, once it has been read. */
export function StoreCostText({ path }: { readonly path: string }) {
  const cost = useStore(storeCostState, ({ costs }) => costs.get(path))
  const generation = useStore(storeCostState, (state) => state.generation)
  // biome-ignore lint/correctness/useExhaustiveDependencies: with a new generation it is to be asked for again
  useEffect(() => wantCost(path), [path, generation])
  if (cost === undefined) return null
  const { own, combined } = cost
  return (
    <span
      className="figures session-cost"
      title={`Own ${formatCost(own)}, with everything below ${formatCost(combined)}`}
    >
      {formatShortCost(combined)}
    </span>
  )
}
