import { sessionSums } from '@shared/domain/usage/family-sums'
import { usageReport } from '@shared/domain/usage/report'
import { reviewUsage } from '@shared/domain/usage/review'
import { withUserPrices } from '@shared/domain/usage/user-prices'
import type { Handlers } from '@shared/ipc/request'
import type { UsageRequests } from '@shared/ipc/usage'
import { ok } from '@shared/result'
import { genaiPrices } from '../prices/genai-prices'
import { gatherStores, gatherUsage, withStore } from '../usage/gather'
import { readLedgerRows } from '../usage/ledger-rows'
import { readLedgerSums } from '../usage/ledger-sums'

type ByPath = Omit<UsageRequests, 'usage/work' | 'usage/agent-calls'>

/** Answers what the Cost lens asks of stores by their paths. They are opened for the answer and closed again. */
export const usageHandlers: Handlers<ByPath> = {
  'usage/review': async ({ path, pricesAt, userPrices }) => {
    const gathered = await gatherUsage(path)
    if (!gathered.ok) return gathered
    const { sessions, asked, unreadable, titles } = gathered.value
    const table = withUserPrices(genaiPrices, userPrices)
    const review = reviewUsage(sessions, { table, pricesAt, preferredStores: asked })
    const { package: name, version, date } = table
    return ok({ review, asked: [...asked], unreadable, titles, table: { package: name, version, date } })
  },
  'usage/rows': ({ path, source, model, offset }) =>
    withStore(path, (store) => store.read((db) => readLedgerRows(db, store.layout, source, model, offset))),
  'usage/report': ({ path }) =>
    withStore(path, (store) => store.read((db) => usageReport(readLedgerSums(db, store.layout, 'store')))),
  'usage/costs': async ({ paths, userPrices }) => {
    const table = withUserPrices(genaiPrices, userPrices)
    const review = reviewUsage(await gatherStores(paths), { table, pricesAt: null })
    const costs = sessionSums(review).map(({ store: path, own, combined }) => ({
      path,
      own: own.cost,
      combined: combined.cost
    }))
    return ok(costs)
  }
}
