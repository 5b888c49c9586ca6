/** A map keyed by (source, model), in order of first appearance. No separator could be trusted: both are free text. */
export class PairMap<T> {
  readonly #bySource = new Map<string, Map<string, number>>()
  readonly #entries: { source: string; model: string; value: T }[] = []

  /** Stores `first` for a new pair, else what `fold` makes of the value that is there. */
  upsert(source: string, model: string, first: T, fold: (existing: T) => T): void {
    let byModel = this.#bySource.get(source)
    if (byModel === undefined) {
      byModel = new Map()
      this.#bySource.set(source, byModel)
    }
    const at = byModel.get(model)
    const existing = at === undefined ? undefined : this.#entries[at]
    if (existing !== undefined) {
      existing.value = fold(existing.value)
      return
    }
    byModel.set(model, this.#entries.length)
    this.#entries.push({ source, model, value: first })
  }

  get(source: string, model: string): T | undefined {
    const at = this.#bySource.get(source)?.get(model)
    return at === undefined ? undefined : this.#entries[at]?.value
  }

  entries(): readonly { readonly source: string; readonly model: string; readonly value: T }[] {
    return this.#entries
  }
}
