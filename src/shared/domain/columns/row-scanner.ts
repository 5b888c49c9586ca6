import type { SessionNode } from '@shared/domain/model/node'
import type { KeyedHash } from '@shared/hash/keyed-hash'
import { utf8Bytes } from '@shared/hash/utf8'
import type { Result } from '@shared/result'
import { NodeFlag } from './columns'
import type { IndexRow } from './index-part'
import { kindCode, NodeScanner } from './node-scanner'

/** The tag under which ids are hashed; contents use others. */
const ID_TAG = 0

/** How a row that the scanner refuses is read; given in, since text decoding belongs to the platform. */
export interface FullDecoder {
  /** Decodes strictly; errors say why in words. */
  decode(json: Uint8Array): Result<SessionNode, string>
  /** The node as lash would write it, as UTF-8. */
  encode(node: SessionNode): Uint8Array
  /** Parent of a row that does not decode, and whether it is JSON at all. */
  guess(json: Uint8Array): { readonly parent: string | undefined; readonly json: boolean }
  /** UTF-8 to text. */
  text(bytes: Uint8Array): string
}

/** A row of `graph_nodes` as bytes; `text` = the column holds valid UTF-8 text. */
export interface RowBytes {
  readonly seq: number
  readonly tombstoned: boolean
  readonly text: boolean
  readonly json: Uint8Array
  readonly from: number
  readonly to: number
  /** The `node_id` column is `ids[idFrom, idTo)`; an `idTo` of -1 = it is not compared with the id in the JSON. */
  readonly ids: Uint8Array
  readonly idFrom: number
  readonly idTo: number
  /** The bytes of the `node_id` column. */
  readId(): Uint8Array
}

/** Reads rows into what the index keeps of them. The fields hold the last row until the next is read. */
export class RowScanner implements IndexRow {
  readonly node = new NodeScanner()
  readonly hash: KeyedHash
  readonly decoder: FullDecoder

  seq = 0
  kind = 0
  flags = 0
  bytes = 0
  time = Number.NaN
  lines = 0
  idLow = 0
  idHigh = 0
  parentLow = 0
  parentHigh = 0
  /** The id in the JSON where it is not the one in the column. */
  renamed: string | undefined
  readonly #before = new IdBefore()

  constructor(decoder: FullDecoder, hash: KeyedHash) {
    this.decoder = decoder
    this.hash = hash
  }

  /** The bytes that the ranges of `node` refer to: the row's, or the node as lash would write it. */
  get view(): DataView {
    return this.node.json.view
  }

  /** Reads one row. @returns whether it decodes */
  read(row: RowBytes): boolean {
    this.seq = row.seq
    this.bytes = row.to - row.from
    this.renamed = undefined
    this.node.json.trusted = false
    if (row.text && this.node.scan(row.json, row.from, row.to)) {
      this.#take(row, row.json)
      return true
    }
    return this.#readFully(row)
  }

  #readFully(row: RowBytes): boolean {
    const json = row.json.subarray(row.from, row.to)
    const decoded = row.text ? this.decoder.decode(json) : undefined
    if (decoded?.ok !== true) {
      this.#lose(row, json)
      return false
    }
    const written = this.decoder.encode(decoded.value)
    this.node.json.trusted = true
    if (!this.node.scan(written, 0, written.length))
      throw new Error(`our own text was not recognised: row ${row.seq}`)
    this.#take(row, written)
    return true
  }

  /** Takes over what the scanner found. */
  #take(row: RowBytes, json: Uint8Array): void {
    const { node } = this
    this.kind = node.kind
    this.flags = node.flags | (row.tombstoned ? NodeFlag.tombstoned : 0)
    this.time = node.time
    this.lines = node.lines
    // before the id: the parent is compared with the id of the row before
    this.#parent(this.view, node.parentFrom, node.parentTo)
    this.hash.of(ID_TAG, this.view, node.idFrom, node.idTo)
    this.idLow = this.hash.low
    this.idHigh = this.hash.high
    this.#before.keep(this.view, node.idFrom, node.idTo)
    if (row.idTo >= 0 && !sameText(json, node.idFrom, node.idTo, row)) this.#rename(json, row)
  }

  #rename(json: Uint8Array, row: RowBytes): void {
    const { decoder, node } = this
    const id = unescaped(decoder.text(json.subarray(node.idFrom, node.idTo)))
    if (id !== decoder.text(row.readId())) this.renamed = id
  }

  #lose(row: RowBytes, json: Uint8Array): void {
    const guess = this.decoder.guess(json)
    this.kind = guess.json ? UNKNOWN : UNREADABLE
    this.flags = NodeFlag.undecodable | (row.tombstoned ? NodeFlag.tombstoned : 0)
    this.time = Number.NaN
    this.lines = 1
    const parent = guess.parent === undefined ? undefined : escaped(guess.parent)
    this.#parent(viewOf(parent ?? new Uint8Array(0)), parent === undefined ? -1 : 0, parent?.length ?? -1)
    keyOfId(this.hash, this.decoder.text(row.readId()))
    this.idLow = this.hash.low
    this.idHigh = this.hash.high
    this.#before.forget()
  }

  #parent(view: DataView, from: number, to: number): void {
    this.parentLow = 0
    this.parentHigh = 0
    if (from < 0) return
    if (this.#before.is(view, from, to)) {
      this.parentLow = this.idLow
      this.parentHigh = this.idHigh
      return
    }
    this.hash.of(ID_TAG, view, from, to)
    this.parentLow = this.hash.low
    this.parentHigh = this.hash.high
  }
}

/**
 * The id of the row before: most rows hang on it, and to compare costs a fraction of hashing. Ids are compared as
 * words, so only those are kept that are made of whole words, as UUIDs are.
 */
class IdBefore {
  readonly #words = new Int32Array(16)
  #length = -1

  keep(view: DataView, from: number, to: number): void {
    const words = (to - from) / 4
    this.#length = Number.isInteger(words) && words <= this.#words.length ? to - from : -1
    for (let word = 0; word * 4 < this.#length; word++)
      this.#words[word] = view.getInt32(from + word * 4, true)
  }

  forget(): void {
    this.#length = -1
  }

  /** Whether `view[from, to)` is the id that was kept. */
  is(view: DataView, from: number, to: number): boolean {
    if (to - from !== this.#length) return false
    for (let word = 0; word * 4 < this.#length; word++)
      if (this.#words[word] !== view.getInt32(from + word * 4, true)) return false
    return true
  }
}

const UNKNOWN = kindCode('unknown')
const UNREADABLE = kindCode('unreadable')

/** Same bytes, none of them an escape. */
function sameText(json: Uint8Array, from: number, to: number, row: RowBytes): boolean {
  if (to - from !== row.idTo - row.idFrom) return false
  for (let i = to - from - 1; i >= 0; i--) {
    const byte = json[from + i]
    if (byte !== row.ids[row.idFrom + i] || byte === 0x5c) return false
  }
  return true
}

/** Ids are hashed as they stand in JSON, since that is how they are met. */
const escaped = (id: string): Uint8Array => utf8Bytes(JSON.stringify(id).slice(1, -1))
const unescaped = (inside: string): string => String(JSON.parse(`"${inside}"`))
const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Sets `hash.low` and `hash.high` to the key of a node id, as the id columns hold it. */
export function keyOfId(hash: KeyedHash, id: string): void {
  const bytes = escaped(id)
  hash.of(ID_TAG, viewOf(bytes), 0, bytes.length)
}
