/** What `LayoutColumns` holds. */
const LAYOUT = {
  kind: Uint8Array,
  fork: Int32Array,
  head: Uint32Array,
  folded: Uint32Array,
  first: Uint32Array,
  children: Uint32Array,
  height: Float64Array,
  offset: Uint32Array,
  extent: Float64Array,
  lane: Uint16Array,
  top: Float64Array,
  laneStart: Uint32Array,
  laneOrder: Uint32Array
} as const

/** What `ReadLayout` holds. */
export const READ_LAYOUT = {
  ...LAYOUT,
  rowAt: Uint32Array,
  positionOf: Int32Array,
  turns: Uint32Array
} as const

/** What `RunsLayout` holds. */
export const RUNS_LAYOUT = { ...LAYOUT, runStart: Uint32Array } as const
