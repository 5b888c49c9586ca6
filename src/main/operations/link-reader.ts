import { NodeScanner } from '@shared/domain/columns/node-scanner'
import type { RowBytes } from '@shared/domain/columns/row-scanner'
import type { NodeLinks } from '@shared/domain/graph/active-path'
import { decodeNode } from '@shared/domain/model/decode'
import type { FactRow } from '@shared/operations/facts'

const BACKSLASH = 0x5c
const RLM = Buffer.from('"rlm"')

/**
 * Reads what planning needs of a row without building its body: rows that lash wrote are scanned as bytes, all others
 * are decoded.
 */
export class LinkReader {
  readonly #scanner = new NodeScanner()

  read(row: RowBytes): FactRow {
    const id = textOf(row.ids, row.idFrom, row.idTo)
    const fact = {
      seq: BigInt(row.seq),
      id,
      tombstoned: row.tombstoned,
      bytes: row.to - row.from,
      rlm: false
    }
    if (row.tombstoned || !row.text) return fact
    return this.#scanner.scan(row.json, row.from, row.to)
      ? this.#scanned(fact, row.json)
      : decoded(fact, textOf(row.json, row.from, row.to))
  }

  #scanned(fact: FactRow, json: Uint8Array): FactRow {
    const { idFrom, idTo, parentFrom, parentTo, tag, identityFrom } = this.#scanner
    const id = stringAt(json, idFrom, idTo)
    const rlm = tag === MODE && RLM.equals(json.subarray(identityFrom, identityFrom + RLM.length))
    const node_id = id === fact.id ? fact.id : id
    return {
      ...fact,
      rlm,
      node: parentFrom < 0 ? { node_id } : { node_id, parent_node_id: stringAt(json, parentFrom, parentTo) }
    }
  }
}

/** Tag of mode steps in `NodeScanner`; their identity begins with the mode's id. */
const MODE = 4

/** A string of the JSON; one with escapes is read as JSON. */
function stringAt(json: Uint8Array, from: number, to: number): string {
  for (let at = from; at < to; at++) {
    if (json[at] === BACKSLASH) return String(JSON.parse(`"${textOf(json, from, to)}"`))
  }
  return textOf(json, from, to)
}

const textOf = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8')

function decoded(fact: FactRow, json: string): FactRow {
  const node = decodeNode(json)
  if (!node.ok) return fact
  const { value } = node
  const { node_id, parent_node_id } = value
  const links: NodeLinks = parent_node_id === undefined ? { node_id } : { node_id, parent_node_id }
  const rlm = value.kind === 'event' && value.event.kind === 'Mode' && value.event.mode_id === 'rlm'
  return { ...fact, rlm, node: links }
}
