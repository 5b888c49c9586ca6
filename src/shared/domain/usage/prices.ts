import type { Pico } from './money'
import type { AdapterId, PriceKind } from './semantics'

/** A price that may rise with the length of a call's prompt: a tier holds for prompts of more than `above` tokens. */
export interface TieredPrice {
  readonly base: Pico
  readonly tiers: readonly { readonly above: bigint; readonly price: Pico }[]
}

/** Prices per token that held together; a kind of cache token that is absent has no price of its own. */
export type PriceSet = Readonly<Record<'input' | 'output', TieredPrice>> &
  Readonly<Partial<Record<Exclude<PriceKind, 'input' | 'output'>, TieredPrice>>>

/** How a model's name led to a price. */
export type MatchedBy =
  | 'user-price'
  | 'user-alias'
  | 'adapter-provider'
  | 'vendor'
  | 'vendor-respelled'
  | 'gateway'
  | 'gateway-respelled'
  | 'model-name'

/** The line of the price table that prices a row. */
export interface PriceLine {
  readonly provider: string
  readonly model: string
  readonly matchedBy: MatchedBy
  /** First day the price held, `YYYY-MM-DD`; null where the table names none. */
  readonly validFrom: string | null
  /** More than one where the price depends on the time of day, which no row stores. */
  readonly alternatives: readonly [PriceSet, ...PriceSet[]]
}

export interface PriceQuery {
  readonly model: string
  readonly adapters: readonly AdapterId[]
  /** `YYYY-MM-DD`; null asks for the newest price. */
  readonly day: string | null
}

/** A table of prices: pinned, offline, with a name and a version to show beside every total. */
export interface PriceTable {
  readonly package: string
  readonly version: string
  /** The day the table was published. */
  readonly date: string
  /** The price of a model, or null: an unknown model has no price, never $0. */
  find(query: PriceQuery): PriceLine | null
}
