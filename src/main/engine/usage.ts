import { countsOf } from '@shared/domain/usage/counts'
import { diffUsageReports, type LedgerDecreased } from '@shared/domain/usage/diff'
import { usageReport } from '@shared/domain/usage/report'
import { reviewUsage } from '@shared/domain/usage/review'
import { withUserPrices } from '@shared/domain/usage/user-prices'
import type { AppError, Handlers } from '@shared/ipc/request'
import type { LedgerRows, UsageRequests } from '@shared/ipc/usage'
import { err, ok, type Result } from '@shared/result'
import { genaiPrices } from '../prices/genai-prices'
import { asNumber, type Connection } from '../store/connection'
import type { StoreLayout } from '../store/layout'
import type { StoreError } from '../store/store-error'
import { gatherUsage, withStore } from '../usage/gather'
import { readLedgerSums } from '../usage/ledger-sums'

const MAX_ROWS = 1000

/** Answers the requests of the Cost lens. Stores are opened for the answer and closed again, nothing is kept. */
export const usageHandlers: Handlers<UsageRequests> = {
  'usage/review': async ({ path, pricesAt, userPrices }) => {
    const gathered = await gatherUsage(path)
    if (!gathered.ok) return gathered
    const { sessions, asked, unreadable } = gathered.value
    const table = withUserPrices(genaiPrices, userPrices)
    const review = reviewUsage(sessions, { table, pricesAt, preferredStores: asked })
    const { package: name, version, date } = table
    return ok({ review, asked: [...asked], unreadable, table: { package: name, version, date } })
  },
  'usage/rows': ({ path, source, model }) =>
    withStore(path, (store) => store.read((db) => ledgerRows(db, store.layout, source, model))),
  'usage/compare': async ({ before, after }) => {
    const older = await readReport(before)
    if (!older.ok) return older
    const newer = await readReport(after)
    if (!newer.ok) return newer
    const diff = diffUsageReports(older.value, newer.value)
    return diff.ok ? diff : err(notLater(diff.error, after))
  }
}

function readReport(path: string): Promise<Result<ReturnType<typeof usageReport>, StoreError>> {
  return withStore(path, (store) =>
    store.read((db) => usageReport(readLedgerSums(db, store.layout, 'store')))
  )
}

function notLater({ source, model, message }: LedgerDecreased, path: string): AppError {
  return {
    code: 'ledger-decreased',
    message: `The second ledger holds less than the first for source “${source}”, model “${model}”.`,
    path,
    advice:
      'Compare a session with a later state of itself; a ledger only grows, so these are two sessions or in the wrong order.',
    detail: message
  }
}

function ledgerRows(db: Connection, layout: StoreLayout, source: string, model: string): LedgerRows {
  if (!layout.tables.has('usage_deltas')) return { rows: [], total: 0 }
  const found = db.all(
    `SELECT seq, input_tokens, output_tokens, cached_input_tokens, reasoning_tokens FROM usage_deltas
     WHERE source = ? AND model = ? ORDER BY seq LIMIT ${MAX_ROWS}`,
    source,
    model
  )
  const total = db.first('SELECT count(*) FROM usage_deltas WHERE source = ? AND model = ?', source, model)
  const rows = found.flatMap(([seq, input, output, cached, reasoning]) => {
    if (typeof input !== 'bigint' || typeof output !== 'bigint') return []
    if (typeof cached !== 'bigint' || typeof reasoning !== 'bigint') return []
    const counts = countsOf({
      input_tokens: input,
      output_tokens: output,
      cached_input_tokens: cached,
      reasoning_tokens: reasoning
    })
    return [{ seq: asNumber(seq), counts }]
  })
  return { rows, total: asNumber(total?.[0]) }
}
