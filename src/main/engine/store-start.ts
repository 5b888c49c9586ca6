import type { LinkOptions } from '@shared/domain/columns/link'
import type { HashKey } from '@shared/domain/columns/row-memory'
import type { Result } from '@shared/result'
import { asText, type Connection, type OpenAs } from '../store/connection'
import { readHead } from '../store/head'
import type { ReadMode, Store } from '../store/open-store'
import type { RowRange } from '../store/scan-rows'
import { hasUniqueIds, seqRange } from '../store/seq-range'
import type { StoreError } from '../store/store-error'
import { leafKey } from './graph-state'
import { indexStamp } from './index-stamp'

const OPEN_AS: Record<ReadMode, OpenAs> = { immutable: 'immutable', copy: 'private', live: 'read-only' }

/** What a look at a store gives before rows are read, all of one state of it. */
export interface Start {
  readonly range: RowRange
  /** What rows are linked by. */
  readonly ids: LinkOptions
  readonly stamp: string | undefined
}

/** @param key under which the ids of this index are hashed */
export function readStart(store: Store, key: HashKey): Promise<Result<Start, StoreError>> {
  return store.read((db) => {
    const leaf = readHead(db, store.layout)?.head?.leaf_node_id ?? null
    return {
      range: rowsNow(store, db),
      ids: { leaf: leafKey(leaf, key), distinctIds: hasUniqueIds(db, store.layout) },
      stamp: indexStamp(store, db)
    }
  })
}

/** All rows there are now, and the file that other threads have to open for them. */
export function rowsNow(store: Store, db: Connection): RowRange {
  const range = seqRange(db, store.layout)
  return {
    path: asText(db.first('PRAGMA database_list')?.[2]) ?? store.path,
    as: OPEN_AS[store.facts.mode],
    era: store.layout.era,
    after: (range?.first ?? 0) - 1,
    through: range?.last ?? -1
  }
}
