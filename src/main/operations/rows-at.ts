import { isUtf8 } from 'node:buffer'
import type { RowBytes } from '@shared/domain/columns/row-scanner'
import { asNumber, type Connection } from '../store/connection'

const ROWS = `
  SELECT seq, CAST(node_id AS BLOB), CAST(node_json AS BLOB), tombstoned <> 0, typeof(node_json) = 'text'
  FROM graph_nodes WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq`

/** The rows with these numbers as bytes, in row order; those that are gone are left out. */
export function* readRowsAt(db: Connection, seqs: readonly number[]): Generator<RowBytes> {
  for (const [seq, id, json, tombstoned, text] of db.each(ROWS, JSON.stringify(seqs))) {
    const bytes = json instanceof Uint8Array ? json : new Uint8Array(0)
    const ids = id instanceof Uint8Array ? id : new Uint8Array(0)
    yield {
      seq: asNumber(seq),
      tombstoned: asNumber(tombstoned) !== 0,
      text: asNumber(text) !== 0 && isUtf8(bytes),
      json: bytes,
      from: 0,
      to: bytes.length,
      ids,
      idFrom: 0,
      idTo: ids.length,
      readId: () => ids
    }
  }
}
