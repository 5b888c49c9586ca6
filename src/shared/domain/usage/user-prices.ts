import { picoPerToken } from './money'
import type { PriceLine, PriceSet, PriceTable, TieredPrice } from './prices'

/** A user's own price of a model, in dollars per million tokens, as decimal text. 0 is a price: a free model. */
export interface UserPrice {
  readonly input: string
  readonly output: string
  readonly cacheRead?: string | undefined
  readonly cacheWrite?: string | undefined
}

/** What a user has set, by the model's name in the ledger: prices, and names of the table to price a model by. */
export interface UserPrices {
  readonly prices: Readonly<Record<string, UserPrice>>
  readonly aliases: Readonly<Record<string, string>>
}

export const NO_USER_PRICES: UserPrices = { prices: {}, aliases: {} }

/** The table with the user's prices and aliases laid over it; a price wins over an alias. */
export function withUserPrices(table: PriceTable, user: UserPrices): PriceTable {
  const prices = new Map(Object.entries(user.prices))
  const aliases = new Map(Object.entries(user.aliases))
  return {
    package: table.package,
    version: table.version,
    date: table.date,
    find(query) {
      const own = prices.get(query.model)
      const set = own === undefined ? null : userPriceSet(own)
      if (set !== null) return userLine(query.model, set)
      const alias = aliases.get(query.model)
      if (alias === undefined) return table.find(query)
      const line = table.find({ ...query, model: alias })
      return line === null ? null : { ...line, matchedBy: 'user-alias' }
    }
  }
}

/** True when the line says that the model costs nothing. */
export function isFree(line: PriceLine): boolean {
  return line.alternatives.every((set) => Object.values(set).every((price) => price.base === 0n))
}

/** The user's price as pico-dollars per token; null when a text is not a price. */
function userPriceSet(price: UserPrice): PriceSet | null {
  const input = flatPrice(price.input)
  const output = flatPrice(price.output)
  const cacheRead = price.cacheRead === undefined ? undefined : flatPrice(price.cacheRead)
  const cacheWrite = price.cacheWrite === undefined ? undefined : flatPrice(price.cacheWrite)
  if (input === null || output === null || cacheRead === null || cacheWrite === null) return null
  return {
    input,
    output,
    ...(cacheRead && { 'cache-read': cacheRead }),
    ...(cacheWrite && { 'cache-write': cacheWrite })
  }
}

function flatPrice(text: string): TieredPrice | null {
  const base = picoPerToken(text)
  return base === null ? null : { base, tiers: [] }
}

function userLine(model: string, set: PriceSet): PriceLine {
  return { provider: 'user', model, matchedBy: 'user-price', validFrom: null, alternatives: [set] }
}
