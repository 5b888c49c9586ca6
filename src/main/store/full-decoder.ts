import type { FullDecoder } from '@shared/domain/columns/row-scanner'
import { encodeNode } from '@shared/domain/model/decode'
import { decodeRow } from './decode-row'
import type { StoreEra } from './layout'

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lenient = new TextDecoder('utf-8', { ignoreBOM: true })
const encoder = new TextEncoder()

/** The full decoder for rows that are not in the form lash writes, as the releases of an era read them. */
export const fullDecoder = (era: StoreEra): FullDecoder => ({
  decode: (json) => decodeRow(strict.decode(json), era),
  encode: (node) => encoder.encode(encodeNode(node)),
  guess(json) {
    try {
      const value: unknown = JSON.parse(lenient.decode(json))
      return { parent: parentOf(value), json: true }
    } catch {
      return { parent: undefined, json: false }
    }
  },
  text: (bytes) => lenient.decode(bytes)
})

/** For rows that are known to decode: what a later release reads alpha.1 reads, too. */
export const knownDecoder: FullDecoder = fullDecoder('a1')

function parentOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('parent_node_id' in value)) return undefined
  return typeof value.parent_node_id === 'string' ? value.parent_node_id : undefined
}
