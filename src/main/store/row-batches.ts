import { isUtf8 } from 'node:buffer'
import type { RowMemory } from '@shared/domain/columns/row-memory'
import { asBytes, asNumber, type Connection, type SqlParameter, type SqlValue } from './connection'
import { TOMBSTONED } from './rows'

/** One stored row; `RowReader` uses the object again for the next row. */
export interface StoredRow {
  seq: number
  tombstoned: boolean
  /** False where the column holds a BLOB, or text that is not UTF-8. */
  text: boolean
  /** `node_json` lies at `from … to` of the memory that rows are read into. */
  from: number
  to: number
  /** The `node_id` column lies at `idFrom … idTo`; `idTo` is -1 where it was not read. */
  idFrom: number
  idTo: number
  /** The bytes of the `node_id` column, read now if they were not. */
  readId(): Uint8Array
}

/** A batch of ordinary rows stays in the second-level cache, and its text in the young part of the heap. */
const ROWS_A_BATCH = 48
/** Larger rows are read alone, so that a batch stays small. */
const LARGE_ROW = 65_536
const SMALLEST_BLOCK = 65_536
const SEPARATOR = 0x1e
/** What stands in a string for bytes that are no UTF-8. */
const REPLACEMENT = '\u{fffd}'

// One value a batch instead of three a row: crossing from SQLite to JavaScript costs more than reading a row does. As
// text, since a BLOB takes fresh memory outside the heap each time, and its page faults cost as much as the reading.
const ODD_ROW = `${TOMBSTONED} or typeof(node_json) <> 'text' or octet_length(node_json) > ${LARGE_ROW}`
// of a foreign table both may be NULL, which would be left out of the row of texts
const JSONS = `group_concat(iif(octet_length(node_json) > ${LARGE_ROW}, '', ifnull(node_json, '')), x'1e')`
const IDS = `group_concat(ifnull(node_id, ''), x'1e')`
const IN_RANGE = 'graph_nodes where seq > ? and seq <= ?'
const batchOf = (rows: string) => ({
  json: `select count(*), max(seq), sum(${ODD_ROW}), octet_length(${JSONS}), ${JSONS} from ${rows}`,
  both: `select count(*), max(seq), sum(${ODD_ROW}), octet_length(${JSONS}), ${JSONS}, octet_length(${IDS}), ${IDS} from ${rows}`
})
/** A run of numbers, read as the table lies: two thirds of what a limited batch costs, which is collected first. */
const DENSE = batchOf(IN_RANGE)
/** The next rows, however far apart their numbers are. */
const SPARSE = batchOf(
  `(select seq, node_id, node_json, tombstoned from ${IN_RANGE} order by seq limit ${ROWS_A_BATCH})`
)
/** Whether the table lies in the order of `seq`, as lash makes it; a foreign one may not. */
const LIES_IN_ORDER = `
  select (select count(*) from pragma_table_info('graph_nodes') where pk > 0 and name = 'seq')
     and not exists (select 1 from pragma_index_list('graph_nodes') where origin = 'pk')`
const ID = 'select cast(node_id as blob) from graph_nodes where seq = ?'
const SEQS = `select seq from ${IN_RANGE} order by seq`
const ODD = `
  select seq, ${TOMBSTONED}, typeof(node_json) = 'text', octet_length(node_json) > ${LARGE_ROW}
  from ${IN_RANGE} and (${ODD_ROW})`
const rowsWhere = (condition: string): string => `
  select seq, cast(node_id as blob), cast(node_json as blob), ${TOMBSTONED}, typeof(node_json) = 'text'
  from graph_nodes where ${condition} order by seq`
const ROWS = rowsWhere('seq > ? and seq <= ?')
const ROWS_AT = rowsWhere('seq in (select value from json_each(?))')
const LARGE = 'select cast(node_json as blob) from graph_nodes where seq = ?'

/** Rows with `after < seq <= through`. */
interface Batch {
  readonly after: number
  readonly through: number
  readonly count: number
  readonly odd: number
  /** The texts stand in the blocks, each by itself. */
  readonly whole: boolean
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
  readonly #withIds: boolean
  readonly #liesInOrder: boolean
  readonly #memory: RowMemory
  readonly #json: Block
  readonly #ids: Block
  readonly #row: StoredRow

  /**
   * @param memory where the rows are laid
   * @param withIds read the `node_id` column of every row; without, it is read of the rows that are asked for it
   */
  constructor(connection: Connection, memory: RowMemory, withIds = true) {
    this.#connection = connection
    this.#memory = memory
    this.#json = new Block(memory)
    this.#ids = new Block(memory)
    this.#withIds = withIds
    this.#liesInOrder = asNumber(connection.first(LIES_IN_ORDER)?.[0]) !== 0
    this.#row = {
      seq: 0,
      tombstoned: false,
      text: true,
      from: 0,
      to: 0,
      idFrom: 0,
      idTo: -1,
      readId: () => this.#readId()
    }
  }

  /** @param stop asked after each batch; true ends the reading */
  read(after: number, through: number, visit: (row: StoredRow) => void, stop?: () => boolean): void {
    let last = after
    let sparse = !this.#liesInOrder
    while (last < through && stop?.() !== true) {
      const end = sparse ? through : Math.min(through, last + ROWS_A_BATCH)
      const batch = this.#next(sparse ? SPARSE : DENSE, last, end)
      if (batch.count === 0 && end === through) return
      if (batch.count > 0) {
        if (batch.whole) this.#visitBatch(batch, visit)
        else
          for (const row of readSingly(this.#connection, this.#memory, ROWS, last, batch.through)) visit(row)
      }
      sparse = !this.#liesInOrder || end - last > 2 * batch.count
      last = Math.max(last, batch.through)
    }
  }

  #next(sql: typeof DENSE, after: number, through: number): Batch {
    const [rows, final, odd, jsonBytes, json, idBytes, ids] =
      this.#connection.first(this.#withIds ? sql.both : sql.json, after, through) ?? []
    const count = asNumber(rows)
    const whole =
      this.#json.take(json, asNumber(jsonBytes), count) &&
      (!this.#withIds || this.#ids.take(ids, asNumber(idBytes), count))
    return { after, through: asNumber(final), count, odd: asNumber(odd), whole }
  }

  #visitBatch({ after, through, count, odd: oddCount }: Batch, visit: (row: StoredRow) => void): void {
    const seqs = through - after === count ? undefined : this.#connection.all(SEQS, after, through)
    const odd = oddCount > 0 ? this.#oddRows(after, through) : undefined
    const row = this.#row
    for (let i = 0; i < count; i++) {
      row.seq = seqs === undefined ? after + 1 + i : asNumber(seqs[i]?.[0])
      if (this.#withIds) {
        row.idFrom = this.#ids.start(i)
        row.idTo = this.#ids.end(i)
      }
      row.from = this.#json.start(i)
      row.to = this.#json.end(i)
      row.text = true
      row.tombstoned = false
      const strange = odd?.get(row.seq)
      if (strange !== undefined) this.#complete(strange)
      visit(row)
    }
  }

  #readId(): Uint8Array {
    const { idFrom, idTo, seq } = this.#row
    return idTo >= 0 ? this.#memory.copy(idFrom, idTo) : asBytes(this.#connection.first(ID, seq)?.[0])
  }

  #complete({ tombstoned, text, large }: Odd): void {
    const row = this.#row
    row.tombstoned = tombstoned
    if (large) {
      const json = asBytes(this.#connection.first(LARGE, row.seq)?.[0])
      row.from = this.#memory.put(json)
      row.to = row.from + json.length
      row.text = isUtf8(json)
    }
    row.text = row.text && text
  }

  #oddRows(after: number, through: number): Map<number, Odd> {
    const rows = this.#connection.all(ODD, after, through)
    return new Map(
      rows.map(([seq, tombstoned, text, large]) => [
        asNumber(seq),
        { tombstoned: asNumber(tombstoned) !== 0, text: asNumber(text) !== 0, large: asNumber(large) !== 0 }
      ])
    )
  }
}

/** The rows with these numbers, in row order, one after the other in `memory`; those that are gone are left out. */
export const readRowsAt = (
  connection: Connection,
  memory: RowMemory,
  seqs: readonly number[]
): Generator<StoredRow> => readSingly(connection, memory, ROWS_AT, JSON.stringify(seqs))

/** Rows each by itself, whatever stands in them. */
function* readSingly(
  connection: Connection,
  memory: RowMemory,
  sql: string,
  ...parameters: SqlParameter[]
): Generator<StoredRow> {
  for (const [seq, id, stored, tombstoned, text] of connection.each(sql, ...parameters)) {
    const ids = asBytes(id)
    const json = asBytes(stored)
    const from = memory.put(json, ids)
    const to = from + json.length
    yield {
      seq: asNumber(seq),
      tombstoned: asNumber(tombstoned) !== 0,
      text: asNumber(text) !== 0 && isUtf8(json),
      from,
      to,
      idFrom: to,
      idTo: to + ids.length,
      readId: () => ids
    }
  }
}

/** Joined texts in memory that is used again for the next batch. */
class Block {
  readonly #memory: RowMemory
  readonly #ends = new Uint32Array(ROWS_A_BATCH)
  #at = 0
  #size = 0
  /** All of the memory, to be written as text. */
  #bytes = Buffer.alloc(0)

  constructor(memory: RowMemory) {
    this.#memory = memory
  }

  start(at: number): number {
    return at === 0 ? this.#at : (this.#ends[at - 1] ?? 0) + 1
  }

  end(at: number): number {
    return this.#ends[at] ?? 0
  }

  /**
   * Takes over `count` texts, joined to `length` bytes.
   * @returns false where they cannot be told apart or are not what is stored: a text is no UTF-8, or holds U+0000 or the
   *   separator
   */
  take(joined: SqlValue | undefined, length: number, count: number): boolean {
    if (typeof joined !== 'string' || joined.includes(REPLACEMENT)) return false
    this.#makeRoom(length)
    return this.#bytes.write(joined, this.#at, 'utf8') === length && this.#cut(length, count)
  }

  #makeRoom(length: number): void {
    if (length > this.#size) {
      this.#size = Math.max(SMALLEST_BLOCK, length * 2)
      this.#at = this.#memory.makeRoom(this.#size, this.#at)
    }
    const { buffer } = this.#memory.bytes
    if (this.#bytes.buffer !== buffer) this.#bytes = Buffer.from(buffer)
  }

  #cut(length: number, count: number): boolean {
    const end = this.#at + length
    let at = this.#at
    for (let i = 0; i < count; i++) {
      if (at > end) return false
      const found = this.#memory.find(SEPARATOR, at, end)
      this.#ends[i] = found
      at = found + 1
    }
    return at > end
  }
}
