import type { FullDecoder } from '@shared/domain/columns/row-scanner'
import { decodeNode, encodeNode } from '@shared/domain/model/decode'
import { err } from '@shared/result'

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lenient = new TextDecoder('utf-8', { ignoreBOM: true })
const encoder = new TextEncoder()

/** The full decoder for rows that are not in the form lash writes. */
export const fullDecoder: FullDecoder = {
  decode(json) {
    const decoded = decodeNode(strict.decode(json))
    return decoded.ok ? decoded : err(decoded.error.reason)
  },
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
}

function parentOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('parent_node_id' in value)) return undefined
  return typeof value.parent_node_id === 'string' ? value.parent_node_id : undefined
}
