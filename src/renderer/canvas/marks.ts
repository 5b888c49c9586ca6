import type { CSSProperties } from 'react'
import type { CanvasMarks } from '../state/marks'

/** The classes that draw the marks of a row. */
export function markClasses({ ghosts, absent, cost }: CanvasMarks, row: number): string {
  let classes = ''
  if (ghosts?.[row] === 1) classes += ' ghost'
  if (absent?.[row] === 1) classes += ' absent'
  if (cost !== null) classes += Number.isNaN(cost[row] ?? 0) ? ' cost-shared' : ' cost'
  return classes
}

/** The tint of a row's cost: ink, 2 to 14 per cent, never a hue. */
export function costStyle({ cost }: CanvasMarks, row: number): CSSProperties | undefined {
  const share = cost?.[row]
  if (share === undefined || Number.isNaN(share)) return undefined
  return tints[Math.round(Math.min(1, Math.max(0, share)) * (tints.length - 1))]
}

/** Few steps, and the same object each time, so that a card is drawn anew only when its tint changes. */
const tints: readonly CSSProperties[] = Array.from({ length: 13 }, (_, step) => ({
  backgroundImage: `linear-gradient(0deg, color-mix(in srgb, var(--text) ${step + 2}%, transparent) 0 100%)`
}))
