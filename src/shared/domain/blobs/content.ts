import { type BlobDescriptor, type Envelope, envelope } from './envelope'
import { decode, encode } from './msgpack/shape'

/**
 * Zlib (RFC 1950), given by the caller because this code has no Node. `inflate` gives what could be inflated when the
 * stream merely ends early, and `undefined` when it is broken or its checksum is wrong (store-format.md §14.6).
 */
export interface Zlib {
  deflate(bytes: Uint8Array): Uint8Array
  inflate(bytes: Uint8Array): Uint8Array | undefined
}

/** How eagerly a store compresses (store-format.md §7.1). */
export type BlobProfile = 'LowLatency' | 'Balanced' | 'Compact'

const COMPRESS_FROM_BYTES: Record<BlobProfile, number> = {
  LowLatency: Number.POSITIVE_INFINITY,
  Balanced: 4096,
  Compact: 1024
}

/** A blob's row as read: its logical content, and the envelope unless there was none. */
export interface BlobContent {
  readonly content: Uint8Array
  readonly envelope?: Envelope
  /** The envelope says zlib but the bytes do not inflate, so `content` is the whole row (store-format.md §13). */
  readonly broken: boolean
}

/** The logical content of a blob's row; never fails, since the row itself stands in for what cannot be unwrapped. */
export function readBlob(stored: Uint8Array, zlib: Zlib): BlobContent {
  const wrapped = decode(envelope, stored)
  if (!wrapped.ok) return { content: stored, broken: false }
  if (wrapped.value.compression === 'None') {
    return { content: wrapped.value.content, envelope: wrapped.value, broken: false }
  }
  const inflated = zlib.inflate(wrapped.value.content)
  return { content: inflated ?? stored, envelope: wrapped.value, broken: inflated === undefined }
}

/** The row that a store of the given profile writes for `content`. Its key is the SHA-256 of `content`, not of the row. */
export function wrapBlob(
  descriptor: BlobDescriptor,
  content: Uint8Array,
  profile: BlobProfile,
  zlib: Zlib
): Uint8Array {
  const compressed =
    descriptor.hints.includes('Compressible') && content.length >= COMPRESS_FROM_BYTES[profile]
  return encode(envelope, {
    descriptor,
    compression: compressed ? 'Zlib' : 'None',
    content: compressed ? zlib.deflate(content) : content
  })
}
