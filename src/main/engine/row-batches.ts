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

/** A batch of ordinary rows stays in the second-level cache, and its text in the young part of the heap. */
const ROWS_A_BATCH = 48
/** Larger rows are read alone, so that a batch stays small. */
const LARGE_ROW = 65_536
const SEPARATOR = 0x1e
/** What stands in a string for bytes that are no UTF-8. */
const REPLACEMENT = '\u{fffd}'

// One value a batch instead of three a row: crossing from SQLite to JavaScript costs more than reading a row does. As
// text, since a BLOB takes fresh memory outside the heap each time, and its page faults cost as much as the reading.
const BATCH = `
  select count(*), min(seq), max(seq), sum(odd), sum(octet_length(json)), sum(octet_length(node_id)),
    group_concat(json, x'1e'), group_concat(node_id, x'1e')
  from (
    select seq, node_id,
      case when octet_length(node_json) > ${LARGE_ROW} then '' else node_json end as json,
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
  readonly #json = new Block()
  readonly #ids = new Block()
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
      const found = this.#connection.first(BATCH, last, through) ?? []
      const [count, first, final, odd, jsonBytes, idBytes, json, ids] = found
      const batch = {
        count: asNumber(count),
        first: asNumber(first),
        final: asNumber(final),
        odd: asNumber(odd)
      }
      if (batch.count === 0) return
      const jsonBlock = this.#json.take(json, asNumber(jsonBytes), batch.count)
      const idBlock = this.#ids.take(ids, asNumber(idBytes), batch.count)
      if (jsonBlock === undefined || idBlock === undefined) this.#visitSingly(batch, visit)
      else this.#visitBatch(batch, jsonBlock, idBlock, visit)
      last = batch.final
    }
  }

  #visitBatch(
    { count, first, final, odd: oddCount }: Batch,
    json: Uint8Array,
    ids: Uint8Array,
    visit: (row: StoredRow) => void
  ): void {
    const seqs = final - first + 1 === count ? undefined : this.#connection.all(SEQS, first, final)
    const odd = oddCount > 0 ? this.#oddRows(first, final) : undefined
    const row = this.#row
    for (let i = 0; i < count; i++) {
      row.seq = seqs === undefined ? first + i : asNumber(seqs[i]?.[0])
      row.ids = ids
      row.idFrom = this.#ids.start(i)
      row.idTo = this.#ids.end(i)
      row.json = json
      row.from = this.#json.start(i)
      row.to = this.#json.end(i)
      row.text = true
      row.tombstoned = false
      const strange = odd?.get(row.seq)
      if (strange !== undefined) this.#complete(strange)
      visit(row)
    }
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

  #visitSingly({ first, final }: Batch, visit: (row: StoredRow) => void): void {
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

/** Joined texts as bytes, in memory that is used again for the next batch. */
class Block {
  #bytes = Buffer.alloc(65_536)
  readonly #ends = new Int32Array(ROWS_A_BATCH)

  start(at: number): number {
    return at === 0 ? 0 : (this.#ends[at - 1] ?? 0) + 1
  }

  end(at: number): number {
    return this.#ends[at] ?? 0
  }

  /**
   * Takes over `count` texts of `size` bytes in all.
   * @returns undefined where they cannot be told apart or are not what is stored: a text is no UTF-8, or holds U+0000
   *   or the separator
   */
  take(joined: SqlValue | undefined, size: number, count: number): Uint8Array | undefined {
    if (typeof joined !== 'string' || joined.includes(REPLACEMENT)) return undefined
    const length = size + count - 1
    if (length > this.#bytes.length) this.#bytes = Buffer.alloc(length * 2)
    if (this.#bytes.write(joined, 0, 'utf8') !== length) return undefined
    return this.#cut(length, count) ? this.#bytes : undefined
  }

  #cut(length: number, count: number): boolean {
    const bytes = this.#bytes
    let at = 0
    for (let i = 0; i < count - 1; i++) {
      const end = bytes.indexOf(SEPARATOR, at)
      if (end < 0 || end >= length) return false
      this.#ends[i] = end
      at = end + 1
    }
    this.#ends[count - 1] = length
    const more = bytes.indexOf(SEPARATOR, at)
    return more < 0 || more >= length
  }
}

const asBytes = (value: SqlValue | undefined): Uint8Array =>
  value instanceof Uint8Array ? value : new Uint8Array(0)
