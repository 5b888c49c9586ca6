import type { FullDecoder } from '@shared/domain/columns/row-scanner'
import { encodeNode } from '@shared/domain/model/decode'
import { decodeRow } from './decode-row'
import type { StoreEra } from './layout'
import { linkIn } from './sqlite-json'
import { textIfUtf8, textOf } from './text'

const encoder = new TextEncoder()

/** The full decoder for rows that are not in the form lash writes, as the releases of an era read them. */
export const fullDecoder = (era: StoreEra): FullDecoder => ({
  decode: (json) => decodeRow(textIfUtf8(json), era),
  encode: (node) => encoder.encode(encodeNode(node)),
  lost(json) {
    const link = linkIn(textIfUtf8(json))
    return { parent: link.kind === 'parent' ? link.id : undefined, json: link.kind !== 'unreadable' }
  },
  text: textOf
})

/** For rows that are known to decode: what a later release reads alpha.1 reads, too. */
export const knownDecoder: FullDecoder = fullDecoder('a1')
