import { ViewportPortal } from '@xyflow/react'
import { memo } from 'react'
import type { SceneLine } from './lines'
import type { SceneWindow } from './place'

interface Props {
  readonly lines: readonly SceneLine[]
  readonly window: SceneWindow
}

/**
 * The ground of all that is mounted, and on it every line as part of one drawing, under the cards: an element for each
 * line would cost as much as a card. Chromium paints what has gaps between it into pictures of their own, of which each
 * frame composes all; into the ground, which has none, it paints everything, unless something reaches out of it.
 */
export const Lines = memo(function Lines({ lines, window }: Props) {
  const { left, right, top, bottom, origin } = window
  // three windows wide and high: cards reach out of the window, and some stay when it has gone on
  const width = 3 * (right - left)
  const height = 3 * (bottom - top)
  const x = 2 * left - right
  const y = 2 * top - bottom - origin
  return (
    <ViewportPortal>
      <svg
        className="lines"
        style={{ left: x, top: y, width, height }}
        viewBox={`${x} ${y} ${width} ${height}`}
        aria-hidden="true"
      >
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
