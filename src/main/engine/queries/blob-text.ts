import { readBlob } from '@shared/domain/blobs/content'
import { json } from '@shared/domain/blobs/msgpack/containers'
import { bytes, decode } from '@shared/domain/blobs/msgpack/shape'
import { indentJson } from '@shared/json/indent'
import { writeJson } from '@shared/json/write'
import type { BlobState } from '../../store/checkpoint'
import type { Connection } from '../../store/connection'
import type { StoreLayout } from '../../store/layout'
import { blobBytes } from '../../store/rows'
import { zlib } from '../../store/zlib'

/** The content of a blob as text: indented JSON, or the text itself; null where it is neither. */
export function blobText(db: Connection, layout: StoreLayout, { ref, role }: BlobState): string | null {
  const stored = blobBytes(db, layout, ref)
  if (stored === undefined) return null
  const { content } = readBlob(stored, zlib)
  if (role === 'execution-state') {
    const state = decode(bytes, content)
    return state.ok ? textOf(state.value) : null
  }
  const value = decode(json, content)
  return value.ok ? indentJson(writeJson(value.value)) : null
}

/** UTF-8 text, laid out where it is JSON (the rlm mode's state is, store-format.md §7.5). */
function textOf(content: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content)
    return /^\s*[{[]/.test(text) ? indentJson(text) : text
  } catch {
    return null
  }
}
