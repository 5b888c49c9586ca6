import type { SessionNode } from '@shared/domain/model/node'
import { utf8Bytes } from '@shared/hash/utf8'
import type { Result } from '@shared/result'
import { NodeFlag, nodeKinds } from './columns'
import type { IndexRow } from './index-part'
import type { LikenessRow } from './likeness-part'
import { type HashKey, RowMemory, Word } from './row-memory'

/** How a row that the scanner refuses is read; given in, since text decoding belongs to the platform. */
export interface FullDecoder {
  /** Decodes strictly; errors say why in words. */
  decode(json: Uint8Array): Result<SessionNode, string>
  /** The node as lash would write it, as UTF-8. */
  encode(node: SessionNode): Uint8Array
  /** What SQLite reads of a text that does not decode (store-format.md §10.1): its parent, and whether it is JSON at all. */
  lost(json: Uint8Array): { readonly parent: string | undefined; readonly json: boolean }
  /** UTF-8 to text. */
  text(bytes: Uint8Array): string
}

/** A row of `graph_nodes` in a `RowMemory`; `text` = the column holds valid UTF-8 text. */
export interface RowBytes {
  readonly seq: number
  readonly tombstoned: boolean
  readonly text: boolean
  /** `node_json` lies at `from … to`. */
  readonly from: number
  readonly to: number
  /** The `node_id` column lies at `idFrom … idTo`; an `idTo` of -1 = it is not compared with the id in the JSON. */
  readonly idFrom: number
  readonly idTo: number
  /** The bytes of the `node_id` column. */
  readId(): Uint8Array
}

/** Reads rows into what the index keeps of them. The fields hold the last row until the next is read. */
export class RowScanner implements IndexRow, LikenessRow {
  readonly memory: RowMemory
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
  // set by `likeness`
  identityLow = 0
  identityHigh = 0
  contentLow = 0
  contentHigh = 0
  textBytes = 0
  /** The id in the JSON where it is not the one in the column. */
  renamed: string | undefined

  /** @param key under which ids and contents are hashed; may be left out where no hash is looked at */
  constructor(decoder: FullDecoder, key?: HashKey) {
    this.decoder = decoder
    this.memory = new RowMemory(key)
  }

  /** Reads one row. @returns whether it decodes; then `memory` holds what was found in it */
  read(row: RowBytes): boolean {
    this.seq = row.seq
    this.bytes = row.to - row.from
    this.renamed = undefined
    const { memory } = this
    if (!row.text || !memory.readRow(row.from, row.to, false)) return this.#readFully(row)
    this.#take(row)
    if (row.idTo >= 0 && !memory.isId(row.idFrom, row.idTo)) this.#compareIds(row)
    return true
  }

  /** What the last row is compared by; to be asked for where it decoded. */
  likeness(): LikenessRow {
    const { memory } = this
    memory.hashLikeness()
    const { words } = memory
    this.identityLow = words[Word.identityLow] ?? 0
    this.identityHigh = words[Word.identityHigh] ?? 0
    this.contentLow = words[Word.contentLow] ?? 0
    this.contentHigh = words[Word.contentHigh] ?? 0
    this.textBytes = words[Word.textBytes] ?? 0
    return this
  }

  #readFully(row: RowBytes): boolean {
    const { memory, decoder } = this
    const json = memory.copy(row.from, row.to)
    const decoded = row.text ? decoder.decode(json) : undefined
    if (decoded?.ok !== true) {
      this.#lose(row, json)
      return false
    }
    const written = decoder.encode(decoded.value)
    const at = memory.put(written)
    if (!memory.readRow(at, at + written.length, true))
      throw new Error(`our own text was not recognised: row ${row.seq}`)
    this.#take(row)
    if (row.idTo >= 0) this.#compareIds(row)
    return true
  }

  /** Takes over what was found. */
  #take(row: RowBytes): void {
    const { memory } = this
    const { words } = memory
    this.kind = words[Word.kind] ?? 0
    this.flags = (words[Word.flags] ?? 0) | (row.tombstoned ? NodeFlag.tombstoned : 0)
    this.lines = words[Word.lines] ?? 0
    this.time = memory.time
    this.parentLow = words[Word.parentLow] ?? 0
    this.parentHigh = words[Word.parentHigh] ?? 0
    this.#takeKey()
  }

  #takeKey(): void {
    const { words } = this.memory
    this.idLow = words[Word.idLow] ?? 0
    this.idHigh = words[Word.idHigh] ?? 0
  }

  #compareIds(row: RowBytes): void {
    const { decoder, memory } = this
    const id = unescaped(
      decoder.text(memory.copy(memory.words[Word.idFrom] ?? 0, memory.words[Word.idTo] ?? 0))
    )
    if (id !== decoder.text(row.readId())) this.renamed = id
  }

  #lose(row: RowBytes, json: Uint8Array): void {
    const { decoder } = this
    const { parent, json: isJson } = row.text ? decoder.lost(json) : NOT_TEXT
    this.kind = isJson ? UNKNOWN : UNREADABLE
    this.flags = NodeFlag.undecodable | (row.tombstoned ? NodeFlag.tombstoned : 0)
    this.time = Number.NaN
    this.lines = 1
    this.parentLow = 0
    this.parentHigh = 0
    if (parent !== undefined) {
      this.#hashId(parent)
      this.parentLow = this.idLow
      this.parentHigh = this.idHigh
    }
    this.#hashId(decoder.text(row.readId()))
  }

  #hashId(id: string): void {
    setKeyOfId(this.memory, id)
    this.#takeKey()
  }
}

const NOT_TEXT = { parent: undefined, json: false }
const UNKNOWN = nodeKinds.indexOf('unknown')
const UNREADABLE = nodeKinds.indexOf('unreadable')

const unescaped = (inside: string): string => String(JSON.parse(`"${inside}"`))

/** Sets the key of a node id in `memory`, as the id columns hold it: ids are hashed as they are met, in JSON. */
function setKeyOfId(memory: RowMemory, id: string): void {
  const bytes = utf8Bytes(JSON.stringify(id).slice(1, -1))
  const at = memory.put(bytes)
  memory.keyOf(at, at + bytes.length)
}

/** Where single ids are hashed; a program for each would reserve far more than it needs. */
let idMemory: RowMemory | undefined

/** The key of a node id under `key`. */
export function keyOfId(key: HashKey, id: string): { readonly low: number; readonly high: number } {
  idMemory ??= new RowMemory()
  idMemory.setKey(key)
  setKeyOfId(idMemory, id)
  return { low: idMemory.words[Word.idLow] ?? 0, high: idMemory.words[Word.idHigh] ?? 0 }
}
