import type { UsageReport } from '@shared/domain/model/usage'
import type { TokenCounts } from '@shared/domain/usage/counts'
import { isDay } from '@shared/domain/usage/day'
import { picoPerToken } from '@shared/domain/usage/money'
import type { PriceTable } from '@shared/domain/usage/prices'
import type { UsageReview } from '@shared/domain/usage/review'
import type { CostSum } from '@shared/domain/usage/sums'
import type { WorkEstimate } from '@shared/domain/usage/work'
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
  /** What each session is about, by its id: the first message of its user, on one line. */
  readonly titles: ReadonlyMap<string, string>
}

/** A row of `usage_deltas` behind a figure; `counts` null = one of them is no integer, so lash passes over the row. */
export interface LedgerRow {
  readonly seq: number
  readonly counts: TokenCounts | null
}

export interface LedgerRows {
  /** By `seq`, from the offset asked for. */
  readonly rows: readonly LedgerRow[]
  readonly total: number
}

/** What the store of one session cost, for a line of a list. */
export interface StoreCost {
  readonly path: string
  readonly own: CostSum | null
  /** With everything below it among the stores that were asked for. */
  readonly combined: CostSum | null
}

/** A call that started an agent whose session has a store: `row` = the call's row index, on the path where it is there. */
export interface AgentCall {
  readonly row: number
  readonly session: string
}

/** Requests of the Cost lens that the engine process answers. A path is a store or, for a review, also a folder. */
export const usageRequests = {
  'usage/review': request<UsageReviewAnswer>()(
    z.object({ path: z.string(), pricesAt: day.nullable(), userPrices: userPricesSchema })
  ),
  'usage/rows': request<LedgerRows>()(
    z.object({ path: z.string(), source: z.string(), model: z.string(), offset: z.number().int().min(0) })
  ),
  /** The usage report as lash computes it on load. */
  'usage/report': request<UsageReport>()(z.object({ path: z.string() })),
  /** Own and combined costs of stores that are one family; those that cannot be read are left out. */
  'usage/costs': request<readonly StoreCost[]>()(
    z.object({ paths: z.array(z.string()).max(1000), userPrices: userPricesSchema })
  ),
  /** Text on the active path and off it, of an open store; the error `not-verified` comes while rows are verified. */
  'usage/work': request<WorkEstimate>()(z.object({ store: z.number().int() })),
  'usage/agent-calls': request<readonly AgentCall[]>()(
    z.object({ store: z.number().int(), agents: z.array(z.string()).max(1000) })
  )
}
export type UsageRequests = typeof usageRequests
