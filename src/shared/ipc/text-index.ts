/** Of a smaller store all rows are searched at once: 128 MB take about 0.1 s. A text index is worth while from here on. */
export const INDEXED_FROM_BYTES = 128e6

/** The text index of a store: words by row, in a file of the app's own. */
export interface TextIndexState {
  /** `partial` = its building was put off, and goes on from there. */
  readonly state: 'none' | 'building' | 'partial' | 'ready'
  /** Rows that are indexed, of how many. */
  readonly done: number
  readonly total: number
  /** Bytes on disk, of this index and of those of all stores. */
  readonly bytes: number
  readonly allBytes: number
  /** Milliseconds that building took; 0 where not known. */
  readonly ms: number
}
