import type { LedgerEntry } from '@shared/domain/model/head'
import type { TokenCounts } from '@shared/domain/usage/counts'
import { isDay } from '@shared/domain/usage/day'
import { picoPerToken } from '@shared/domain/usage/money'
import type { PriceTable } from '@shared/domain/usage/prices'
import type { UsageReview } from '@shared/domain/usage/review'
import { z } from 'zod'
import { type AppError, request } from './request'

const price = z.string().refine((text) => picoPerToken(text) !== null, 'must be a decimal number, 0 or more')
const day = z.string().refine(isDay, 'must be a day, YYYY-MM-DD')

/** Prices in $ per million tokens and other names of models, as the user has set them; kept with the settings. */
export const userPricesSchema = z.object({
  prices: z.record(
    z.string(),
    z.object({ input: price, output: price, cacheRead: price.optional(), cacheWrite: price.optional() })
  ),
  aliases: z.record(z.string(), z.string())
})

/** A review of a store with its family, or of a folder. Rows, sums, CSV and JSON are made from it by pure functions. */
export interface UsageReviewAnswer {
  readonly review: UsageReview
  /** Names of the stores that were asked for; the others are there for the family's sum. */
  readonly asked: readonly string[]
  readonly unreadable: readonly AppError[]
  readonly table: Pick<PriceTable, 'package' | 'version' | 'date'>
}

/** A row of `usage_deltas` behind a figure. */
export interface LedgerRow {
  readonly seq: number
  readonly counts: TokenCounts
}

export interface LedgerRows {
  /** By `seq`, at most 1,000. */
  readonly rows: readonly LedgerRow[]
  readonly total: number
}

/** Requests of the Cost lens that the engine process answers. A path is a store or, for a review, also a folder. */
export const usageRequests = {
  'usage/review': request<UsageReviewAnswer>()(
    z.object({ path: z.string(), pricesAt: day.nullable(), userPrices: userPricesSchema })
  ),
  'usage/rows': request<LedgerRows>()(z.object({ path: z.string(), source: z.string(), model: z.string() })),
  /** What `after` used beyond `before`; the error `ledger-decreased` says why they cannot be compared. */
  'usage/compare': request<readonly LedgerEntry[]>()(z.object({ before: z.string(), after: z.string() }))
}
export type UsageRequests = typeof usageRequests
