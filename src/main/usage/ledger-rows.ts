import { countsOf } from '@shared/domain/usage/counts'
import { LEDGER_PAGE } from '@shared/ipc/ledger-page'
import type { LedgerRow, LedgerRows } from '@shared/ipc/usage'
import { asNumber, type Connection, type SqlRow } from '../store/connection'
import type { StoreLayout } from '../store/layout'

/** The stored rows of a source and model by `seq`, one page from `offset` on. */
export function readLedgerRows(
  db: Connection,
  layout: StoreLayout,
  source: string,
  model: string,
  offset: number
): LedgerRows {
  if (!layout.tables.has('usage_deltas')) return { rows: [], total: 0 }
  const found = db.all(
    `SELECT seq, input_tokens, output_tokens, cached_input_tokens, reasoning_tokens FROM usage_deltas
     WHERE source = ? AND model = ? ORDER BY seq LIMIT ${LEDGER_PAGE} OFFSET ?`,
    source,
    model,
    offset
  )
  const total = db.first('SELECT count(*) FROM usage_deltas WHERE source = ? AND model = ?', source, model)
  return { rows: found.map(ledgerRow), total: asNumber(total?.[0]) }
}

function ledgerRow([seq, input, output, cached, reasoning]: SqlRow): LedgerRow {
  if (
    typeof input !== 'bigint' ||
    typeof output !== 'bigint' ||
    typeof cached !== 'bigint' ||
    typeof reasoning !== 'bigint'
  ) {
    return { seq: asNumber(seq), counts: null }
  }
  const counts = countsOf({
    input_tokens: input,
    output_tokens: output,
    cached_input_tokens: cached,
    reasoning_tokens: reasoning
  })
  return { seq: asNumber(seq), counts }
}
