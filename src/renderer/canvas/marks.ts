import type { CSSProperties } from 'react'
import { createStore } from 'zustand/vanilla'

/**
 * What a lens lays over the canvas and the map, one entry per row; null = nothing. A lens replaces the whole list
 * when it changes.
 */
export interface CanvasMarks {
  /** 1 = a plan would remove the row. */
  readonly ghosts: Uint8Array | null
  /** 1 = the runtime would not hold the row in memory. */
  readonly absent: Uint8Array | null
  /** Share of the largest cost, 0 to 1; NaN = known for more than this node, not for it alone. */
  readonly cost: Float32Array | null
}

export const marksState = createStore<CanvasMarks>()(() => ({ ghosts: null, absent: null, cost: null }))

/** Lays something over the canvas; what is not named stays. */
export const setMarks = (marks: Partial<CanvasMarks>): void => marksState.setState(marks)

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
