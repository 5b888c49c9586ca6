import { isUtf8 } from 'node:buffer'
import { asNumber, type Connection, type SqlValue } from '../store/connection'

/** One stored row as bytes; the object is reused for the next row. */
export interface StoredRow {
  seq: number
  tombstoned: boolean
  /** False where the column holds a BLOB, or text that is not UTF-8. */
  text: boolean
  /** `node_json` is `json[from, to)`, the `node_id` column `ids[idFrom, idTo)`. */
  json: Uint8Array
  from: number
  to: number
  ids: Uint8Array
  idFrom: number
  idTo: number
}

const ROWS_A_BATCH = 192
/** Larger rows are read alone, so that a batch stays small. */
const LARGE_ROW = 65_536
const SEPARATOR = 0x1e

// One value a batch instead of three a row: crossing from SQLite to JavaScript costs more than reading a row does.
const BATCH = `
  select count(*), min(seq), max(seq), sum(odd),
    cast(group_concat(case when octet_length(node_json) > ${LARGE_ROW} then '' else node_json end, x'1e') as blob),
    cast(group_concat(node_id, x'1e') as blob)
  from (
    select seq, node_id, node_json,
      tombstoned <> 0 or typeof(node_json) <> 'text' or octet_length(node_json) > ${LARGE_ROW} as odd
    from graph_nodes where seq > ? and seq <= ? order by seq limit ${ROWS_A_BATCH})`
const SEQS = 'select seq from graph_nodes where seq between ? and ? order by seq'
const ODD = `
  select seq, tombstoned <> 0, typeof(node_json) = 'text', octet_length(node_json) > ${LARGE_ROW}
  from graph_nodes where seq between ? and ?
    and (tombstoned <> 0 or typeof(node_json) <> 'text' or octet_length(node_json) > ${LARGE_ROW})`
const ROWS = `
  select seq, cast(node_id as blob), cast(node_json as blob), tombstoned <> 0, typeof(node_json) = 'text'
  from graph_nodes where seq between ? and ? order by seq`
const LARGE = 'select cast(node_json as blob) from graph_nodes where seq = ?'

interface Batch {
  readonly count: number
  readonly first: number
  readonly final: number
  readonly odd: number
}

interface Odd {
  readonly tombstoned: boolean
  readonly text: boolean
  readonly large: boolean
}

/**
 * Reads the rows with `after < seq <= through` in order of `seq` and shows each to `visit`. Fast where rows are
 * ordinary: their texts come joined by a control character that JSON cannot hold, as one block of bytes.
 */
export class RowReader {
  readonly #connection: Connection
  readonly #row: StoredRow = {
    seq: 0,
    tombstoned: false,
    text: true,
    json: new Uint8Array(0),
    from: 0,
    to: 0,
    ids: new Uint8Array(0),
    idFrom: 0,
    idTo: 0
  }

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** @param stop asked after each batch; true ends the reading */
  read(after: number, through: number, visit: (row: StoredRow) => void, stop?: () => boolean): void {
    let last = after
    while (last < through && stop?.() !== true) {
      const [count, first, final, odd, json, ids] = this.#connection.first(BATCH, last, through) ?? []
      const batch = {
        count: asNumber(count),
        first: asNumber(first),
        final: asNumber(final),
        odd: asNumber(odd)
      }
      if (batch.count === 0) return
      if (!this.#visitBatch(batch, json, ids, visit)) this.#visitSingly(batch.first, batch.final, visit)
      last = batch.final
    }
  }

  /** @returns false where the block cannot be cut into rows: a text holds the separator */
  #visitBatch(
    { count, first, final, odd: oddCount }: Batch,
    json: SqlValue | undefined,
    ids: SqlValue | undefined,
    visit: (row: StoredRow) => void
  ): boolean {
    if (!(json instanceof Uint8Array) || !(ids instanceof Uint8Array)) return false
    const jsonEnds = cut(json, count)
    const idEnds = cut(ids, count)
    if (jsonEnds === undefined || idEnds === undefined) return false
    const seqs = final - first + 1 === count ? undefined : this.#connection.all(SEQS, first, final)
    const odd = oddCount > 0 ? this.#oddRows(first, final) : undefined
    const sound = isUtf8(json)
    const row = this.#row
    for (let i = 0; i < count; i++) {
      row.seq = seqs === undefined ? first + i : asNumber(seqs[i]?.[0])
      row.ids = ids
      row.idFrom = i === 0 ? 0 : (idEnds[i - 1] ?? 0) + 1
      row.idTo = idEnds[i] ?? 0
      row.json = json
      row.from = i === 0 ? 0 : (jsonEnds[i - 1] ?? 0) + 1
      row.to = jsonEnds[i] ?? 0
      row.text = sound || isUtf8(json.subarray(row.from, row.to))
      row.tombstoned = false
      const strange = odd?.get(row.seq)
      if (strange !== undefined) this.#complete(strange)
      visit(row)
    }
    return true
  }

  #complete({ tombstoned, text, large }: Odd): void {
    const row = this.#row
    row.tombstoned = tombstoned
    if (large) {
      row.json = asBytes(this.#connection.first(LARGE, row.seq)?.[0])
      row.from = 0
      row.to = row.json.length
      row.text = isUtf8(row.json)
    }
    row.text = row.text && text
  }

  #oddRows(first: number, final: number): Map<number, Odd> {
    const rows = this.#connection.all(ODD, first, final)
    return new Map(
      rows.map(([seq, tombstoned, text, large]) => [
        asNumber(seq),
        { tombstoned: asNumber(tombstoned) !== 0, text: asNumber(text) !== 0, large: asNumber(large) !== 0 }
      ])
    )
  }

  #visitSingly(first: number, final: number, visit: (row: StoredRow) => void): void {
    const row = this.#row
    for (const [seq, id, json, tombstoned, text] of this.#connection.each(ROWS, first, final)) {
      row.seq = asNumber(seq)
      row.ids = asBytes(id)
      row.idFrom = 0
      row.idTo = row.ids.length
      row.json = asBytes(json)
      row.from = 0
      row.to = row.json.length
      row.tombstoned = asNumber(tombstoned) !== 0
      row.text = asNumber(text) !== 0 && isUtf8(row.json)
      visit(row)
    }
  }
}

/** Where each of `count` joined texts ends; undefined where there are more separators than that. */
function cut(block: Uint8Array, count: number): Int32Array | undefined {
  const ends = new Int32Array(count)
  let from = 0
  for (let i = 0; i < count - 1; i++) {
    const end = block.indexOf(SEPARATOR, from)
    if (end < 0) return undefined
    ends[i] = end
    from = end + 1
  }
  if (block.indexOf(SEPARATOR, from) >= 0) return undefined
  ends[count - 1] = block.length
  return ends
}

const asBytes = (value: SqlValue | undefined): Uint8Array =>
  value instanceof Uint8Array ? value : new Uint8Array(0)
