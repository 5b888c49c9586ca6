import { decodeHead } from '@shared/domain/model/decode'
import type { SessionHead } from '@shared/domain/model/head'
import { asBytes, type Connection } from './connection'
import type { StoreLayout } from './layout'
import { textIfUtf8 } from './text'

/** The row of `session_head`. */
export interface HeadRow {
  /** The revision that counts: the column's, 0 in a store that has none yet (`user_version` 14). */
  readonly revision: bigint
  /** The stored text; `undefined` where the column holds something else, or no UTF-8. */
  readonly json: string | undefined
  /** `undefined` where lash's decoder refuses it: lash then acts as if there were no head (store-format.md §5). */
  readonly head: SessionHead | undefined
  /** Why it does not decode, in words. */
  readonly undecodable: string | undefined
}

/** The head as stored, or `undefined` when there is no row. */
export function readHead(db: Connection, layout: StoreLayout): HeadRow | undefined {
  if (!layout.tables.has('session_head')) return undefined
  const revisionColumn = layout.hasRevisionColumn ? 'head_revision' : '0'
  const row = db.first(
    `SELECT CAST(head_json AS BLOB), typeof(head_json) = 'text', ${revisionColumn}
     FROM session_head WHERE singleton = 1`
  )
  if (row === undefined) return undefined
  const [bytes, isText, column] = row
  const stored = isText === 1n ? textIfUtf8(asBytes(bytes)) : undefined
  const revision = typeof column === 'bigint' ? column : 0n
  if (stored === undefined) {
    return { revision, json: undefined, head: undefined, undecodable: 'the column holds no UTF-8 text' }
  }
  const head = decodeHead(stored)
  return head.ok
    ? { revision, json: stored, head: head.value, undecodable: undefined }
    : { revision, json: stored, head: undefined, undecodable: inWords(head.error) }
}

/** A decoding error as one phrase. */
export function inWords({ path, reason }: { readonly path: string; readonly reason: string }): string {
  return path === '' ? reason : `${path}: ${reason}`
}
