import { ViewportPortal } from '@xyflow/react'
import { memo } from 'react'
import type { SceneLine } from './lines'

/** Every line as part of one drawing under the cards: an element for each would cost as much as a card. */
export const Lines = memo(function Lines({ lines }: { readonly lines: readonly SceneLine[] }) {
  return (
    <ViewportPortal>
      <svg className="lines" width="1" height="1" aria-hidden="true">
        {lines.map(({ id, d, tone }) => (
          <Line key={id} d={d} tone={tone} />
        ))}
      </svg>
    </ViewportPortal>
  )
})

const Line = memo(function Line({ d, tone }: Pick<SceneLine, 'd' | 'tone'>) {
  return <path d={d} className={`line ${tone}`} />
})
