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
