import {
  calcPrice,
  type ModelInfo,
  type ModelPrice,
  type Provider,
  type TieredPrices
} from '@pydantic/genai-prices'
import { picoPerToken } from '@shared/domain/usage/money'
import type {
  MatchedBy,
  PriceLine,
  PriceQuery,
  PriceSet,
  PriceTable,
  TieredPrice
} from '@shared/domain/usage/prices'
import type { AdapterId } from '@shared/domain/usage/semantics'

/**
 * The price table bundled with `@pydantic/genai-prices`, offline and pinned. The package's own arithmetic is not
 * used: it picks a tier from a summed count and adds floats. Its table is read, and its matching of names.
 *
 * The package holds prices as JavaScript numbers; each is taken through its shortest decimal text, which is the text
 * it was written with.
 */
export const genaiPrices: PriceTable = {
  package: '@pydantic/genai-prices',
  version: '0.1.8',
  date: '2026-09-23',
  find: findLine
}

/** The table's provider behind an adapter; a gateway may be anyone. */
const PROVIDER_OF: Readonly<Partial<Record<AdapterId, string>>> = {
  anthropic: 'anthropic',
  openai: 'openai',
  codex: 'openai',
  google_oauth: 'google'
}
const GATEWAY = 'openrouter'
/** `us.anthropic.claude-…-v1:0`: the spelling of a model behind Amazon's gateway. */
const BEDROCK_NAME = /(^|\.)anthropic\./

interface Attempt {
  readonly matchedBy: MatchedBy
  readonly provider: string | null
  readonly model: string
}

const found = new Map<string, PriceLine | null>()
/** Matching a name looks through the whole table; a ledger of ten thousand models is asked for more than once. */
const REMEMBERED = 50_000

function findLine(query: PriceQuery): PriceLine | null {
  const key = JSON.stringify([query.model, query.adapters, query.day])
  const known = found.get(key)
  if (known !== undefined) return known
  const line = lookThrough(query)
  if (found.size >= REMEMBERED) found.clear()
  found.set(key, line)
  return line
}

function lookThrough({ model, adapters, day }: PriceQuery): PriceLine | null {
  for (const { matchedBy, provider, model: name } of attempts(model, adapters)) {
    const match = lookUp(name, provider)
    const line = match === null ? null : priceLine(match.provider, match.model, matchedBy, day)
    if (line !== null) return line
  }
  return null
}

/**
 * Ways to look a name up, the most certain first. lash stores names with the vendor before a slash, which the table
 * knows under the vendor's own provider, in either spelling of a version (`4-5`, `4.5`), or under the gateway's.
 */
function attempts(model: string, adapters: readonly AdapterId[]): Attempt[] {
  const slash = model.indexOf('/')
  if (slash > 0) {
    const vendor = model.slice(0, slash)
    const name = model.slice(slash + 1)
    return [
      { matchedBy: 'vendor', provider: vendor, model: name },
      ...respellings(name).map((other) => ({
        matchedBy: 'vendor-respelled' as const,
        provider: vendor,
        model: other
      })),
      { matchedBy: 'gateway', provider: GATEWAY, model },
      ...respellings(model).map((other) => ({
        matchedBy: 'gateway-respelled' as const,
        provider: GATEWAY,
        model: other
      }))
    ]
  }
  const providers = new Set(adapters.flatMap((adapter) => PROVIDER_OF[adapter] ?? []))
  const [only, ...others] = providers
  const direct: Attempt[] =
    only !== undefined && others.length === 0
      ? [{ matchedBy: 'adapter-provider', provider: only, model }]
      : []
  const bedrock: Attempt[] = BEDROCK_NAME.test(model)
    ? [{ matchedBy: 'gateway', provider: 'aws', model }]
    : []
  return [...direct, { matchedBy: 'model-name', provider: null, model }, ...bedrock]
}

function respellings(name: string): string[] {
  const dotted = name.replace(/(\d)-(\d{1,2})(?=$|[^\d])/g, '$1.$2')
  const dashed = name.replace(/(\d)\.(\d)/g, '$1-$2')
  return [dotted, dashed].filter((other) => other !== name)
}

function lookUp(model: string, provider: string | null): { provider: Provider; model: ModelInfo } | null {
  if (model === '') return null
  const options = provider === null ? {} : { providerId: provider }
  return calcPrice({ input_tokens: 0, output_tokens: 0 }, model, options)
}

function priceLine(
  provider: Provider,
  model: ModelInfo,
  matchedBy: MatchedBy,
  day: string | null
): PriceLine | null {
  const { prices, validFrom } = pricesOfDay(model, day)
  const [first, ...others] = prices.flatMap((price) => priceSet(price) ?? [])
  if (first === undefined) return null
  return { provider: provider.id, model: model.id, matchedBy, validFrom, alternatives: [first, ...others] }
}

/**
 * The prices that may have held on a day. Later entries of the table win; one that depends on the time of day leaves
 * those behind it possible, since no row stores a time.
 */
function pricesOfDay(
  model: ModelInfo,
  day: string | null
): { prices: ModelPrice[]; validFrom: string | null } {
  if (!Array.isArray(model.prices)) return { prices: [model.prices], validFrom: null }
  const prices: ModelPrice[] = []
  for (const entry of model.prices.toReversed()) {
    const constraint = entry.constraint
    if (constraint?.type === 'start_date') {
      if (day !== null && day < constraint.start_date) continue
      return { prices: [...prices, entry.prices], validFrom: constraint.start_date }
    }
    prices.push(entry.prices)
    if (constraint === undefined) break
  }
  return { prices, validFrom: null }
}

/** Prices per token; null for a model that is not charged by input and output tokens. */
function priceSet(price: ModelPrice): PriceSet | null {
  const input = tieredPrice(price.input_mtok)
  const output = tieredPrice(price.output_mtok)
  if (input === null || output === null) return null
  const cacheRead = tieredPrice(price.cache_read_mtok)
  const cacheWrite = tieredPrice(price.cache_write_mtok)
  const cacheWriteLong = tieredPrice(price.cache_write_1h_mtok)
  return {
    input,
    output,
    ...(cacheRead && { 'cache-read': cacheRead }),
    ...(cacheWrite && { 'cache-write': cacheWrite }),
    ...(cacheWriteLong && { 'cache-write-1h': cacheWriteLong })
  }
}

function tieredPrice(price: number | TieredPrices | undefined): TieredPrice | null {
  if (price === undefined) return null
  const base = picoPerToken(String(typeof price === 'number' ? price : price.base))
  if (base === null) return null
  const tiers = typeof price === 'number' ? [] : price.tiers
  return {
    base,
    tiers: tiers.flatMap((tier) => {
      const value = picoPerToken(String(tier.price))
      return value === null ? [] : [{ above: BigInt(tier.start), price: value }]
    })
  }
}
