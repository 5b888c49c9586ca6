import type { Json, JsonObject } from '@shared/json/value'
import type { TokenCounts } from './counts'
import type { PriceLine, PriceTable } from './prices'
import type { PricedRow, UsageReview } from './review'
import {
  type CostSum,
  type Grouping,
  groupRows,
  microUsd,
  sumRows,
  type UsageSum,
  unpricedModels
} from './sums'

/** Raised when a key is renamed or removed; keys may be added at any time. */
const REVIEW_JSON_VERSION = 1

export interface ReviewJsonOptions {
  readonly table: Pick<PriceTable, 'package' | 'version' | 'date'>
  readonly by: Grouping
  /** Day of the prices when one was chosen; null = each session's own day. */
  readonly pricesAt: string | null
  /** Stores that were asked for; the others are there for the family's sum. */
  readonly asked: ReadonlySet<string>
}

/**
 * A usage review as the command line and the export give it: no text of a conversation, counts exact integers, money
 * in whole µUSD rounded half up once, `cost` null where there is no price.
 */
export function reviewJson(review: UsageReview, options: ReviewJsonOptions): JsonObject {
  const rows = review.rows.filter((row) => options.asked.has(row.store))
  const { package: name, version, date } = options.table
  return json({
    version: BigInt(REVIEW_JSON_VERSION),
    price_table: json({ package: name, version, date, prices_at: options.pricesAt }),
    rows: rows.map(rowJson),
    groups: groupRows(rows, options.by).map((group) => json({ key: group.key, ...sumFields(group) })),
    totals: json({ own: json(sumFields(sumRows(rows))), combined: json(sumFields(sumRows(review.rows))) }),
    unpriced: unpricedModels(rows).map(({ model, tokens }) => json({ model, tokens: tokensJson(tokens) })),
    not_in_store: review.notInStore,
    checks: review.checks.map(checkJson),
    unbooked_turns: review.unbookedTurns.map(({ store, session, counts }) =>
      json({ store, session, tokens: tokensJson(counts) })
    ),
    turns_without_row: review.turnsWithoutRow.map(({ session, turns }) =>
      json({ session, turns: BigInt(turns) })
    ),
    other_copies: review.otherCopies.map(({ store, session, revision }) => json({ store, session, revision }))
  })
}

function rowJson(row: PricedRow): Json {
  return json({
    store: row.store,
    session: row.session,
    source: row.source,
    model: row.model,
    mirror_of: row.mirrorOf[0] ?? null,
    tokens: tokensJson(row.counts),
    cost: row.cost === null ? null : costJson({ low: row.cost.low.total, high: row.cost.high.total }),
    price: row.cost === null || row.price === null ? null : priceJson(row.price),
    assumptions: row.assumptions,
    family: row.family,
    day: row.day
  })
}

function checkJson(check: UsageReview['checks'][number]): Json {
  return json({
    session: check.session,
    mirror_rows: tokensJson(check.mirrorRows),
    child_rows: tokensJson(check.childRows),
    verdicts: check.verdicts,
    successors: check.successors
  })
}

function sumFields(sum: UsageSum): { readonly tokens: Json; readonly cost: Json } {
  return { tokens: tokensJson(sum.tokens), cost: sum.cost === null ? null : sumJson(sum.cost) }
}

/** `complete` false: a row has no price, so the true sum is higher. */
function sumJson(cost: CostSum): Json {
  return new Map<string, Json>([...costJson(cost), ['complete', cost.complete]])
}

function costJson(cost: { readonly low: bigint; readonly high: bigint }): JsonObject {
  const { low, high } = microUsd(cost)
  return json({ low_micro_usd: low, high_micro_usd: high })
}

function priceJson(line: PriceLine): Json {
  const { provider, model, matchedBy, validFrom } = line
  return json({ provider, model, matched_by: matchedBy, valid_from: validFrom })
}

function tokensJson(counts: TokenCounts): Json {
  const { input, output, cachedInput, cacheWrite, reasoning } = counts
  return json({ input, output, cached_input: cachedInput, cache_write: cacheWrite, reasoning })
}

function json(fields: Readonly<Record<string, Json>>): JsonObject {
  return new Map(Object.entries(fields))
}
