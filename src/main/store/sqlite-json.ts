import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { RowLink } from '@shared/domain/state/store-model'
import { sqlErrorText } from './connection'
import { textOf } from './text'

/** As text, so that a parent written as a number meets the node whose id is that number (store-format.md §13). */
const PARENT = "SELECT CAST(CAST(json_extract(?, '$.parent_node_id') AS TEXT) AS BLOB)"

/** Of a database without a table: only SQLite's functions are wanted, for texts from any store. */
let parentIn: StatementSync | undefined

/**
 * The parent that SQLite itself reads in a `node_json`, which is what a path-only load follows (store-format.md §10.1).
 * Its reading is more lenient than lash's decoder, and not that of `JSON.parse`: JSON5 passes, the first of repeated
 * keys wins.
 * @param json undefined where the column holds no UTF-8 text
 */
export function linkIn(json: string | undefined): RowLink {
  if (json === undefined) return { kind: 'unreadable', reason: 'not text' }
  parentIn ??= new DatabaseSync(':memory:').prepare(PARENT)
  try {
    const [parent] = Object.values(parentIn.get(json) ?? {})
    return parent instanceof Uint8Array ? { kind: 'parent', id: textOf(parent) } : { kind: 'none' }
  } catch (cause) {
    sqlErrorText(cause)
    return { kind: 'unreadable', reason: 'malformed JSON' }
  }
}
