/** What both distances have in common: what the segments are. */
export const SEGMENTS = {
  kind: Uint8Array,
  fork: Int32Array,
  head: Uint32Array,
  folded: Uint32Array,
  children: Uint32Array
} as const

/** What `LayoutColumns` holds beside them: where segments and items stand. */
const PLACES = {
  first: Uint32Array,
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
  ...SEGMENTS,
  ...PLACES,
  rowAt: Uint32Array,
  positionOf: Int32Array,
  turns: Uint32Array
} as const

/** What `RunsLayout` holds of its own, beside the `SEGMENTS` of the `ReadLayout`. */
export const OWN_OF_RUNS = { ...PLACES, runStart: Uint32Array } as const
