/** One thing wrong or notable in a store, with its evidence: what happened, what is safe, what to do. */
export interface Finding {
  readonly code: string
  readonly severity: 'damage' | 'warning' | 'note'
  readonly message: string
  /** Node, row or blob ids concerned, as stored. */
  readonly ids: readonly string[]
  /** How many more there are than `ids` lists; absent where it lists them all. */
  readonly unlisted?: number
}
