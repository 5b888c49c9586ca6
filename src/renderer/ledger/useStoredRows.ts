import type { PricedRow } from '@shared/domain/usage/review'
import { LEDGER_PAGE } from '@shared/ipc/ledger-page'
import type { AppError } from '@shared/ipc/request'
import type { LedgerRow } from '@shared/ipc/usage'
import { useEffect, useRef, useState } from 'react'
import { requestEngine } from '../bridge/engine'
import { storePath } from '../state/store-path'

interface StoredRows {
  /** Null until the first page has come. */
  readonly total: number | null
  /** Null while its page is being read. */
  readonly rowAt: (index: number) => LedgerRow | null
  /** Has the pages of these rows read. */
  readonly want: (from: number, to: number) => void
  readonly error: AppError | null
}

/** The stored rows of a source and model, read page by page as they come into sight. */
export function useStoredRows({
  store,
  source,
  model
}: Pick<PricedRow, 'store' | 'source' | 'model'>): StoredRows {
  const pages = useRef(new Map<number, readonly LedgerRow[] | null>())
  const [, redraw] = useState(0)
  const [total, setTotal] = useState<number | null>(null)
  const [error, setError] = useState<AppError | null>(null)

  const read = async (page: number): Promise<void> => {
    const path = storePath(store)
    const known = pages.current
    if (path === null || known.has(page)) return
    known.set(page, null)
    const answer = await requestEngine('usage/rows', { path, source, model, offset: page * LEDGER_PAGE })
    // rows of another source and model, or store, are looked at by now
    if (pages.current !== known) return
    if (!answer.ok) {
      setError(answer.error)
      return
    }
    known.set(page, answer.value.rows)
    setTotal(answer.value.total)
    redraw((count) => count + 1)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first page is read once for each row of the ledger
  useEffect(() => {
    pages.current = new Map()
    setTotal(null)
    setError(null)
    void read(0)
  }, [store, source, model])

  return {
    total,
    error,
    rowAt: (index) => pages.current.get(Math.floor(index / LEDGER_PAGE))?.[index % LEDGER_PAGE] ?? null,
    want: (from, to) => {
      for (let page = Math.floor(from / LEDGER_PAGE); page <= Math.floor(to / LEDGER_PAGE); page++) {
        void read(page)
      }
    }
  }
}
