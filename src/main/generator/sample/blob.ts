import { createHash } from 'node:crypto'
import { encode } from '@msgpack/msgpack'

type BlobKind = 'CheckpointManifest' | 'ToolState' | 'PluginSessionSnapshot'

export interface StoredBlob {
  readonly hash: string
  readonly content: Uint8Array
}

/**
 * A snapshot as a commit stores it: MessagePack with fields in the order given, keyed by the SHA-256 of its logical
 * content, inside the envelope of store-format.md §7.1. Byte strings are arrays of integers there, not bin. Nothing in
 * the sample reaches the 4096 bytes from which lash compresses.
 */
export function storedBlob(kind: BlobKind, value: object): StoredBlob {
  const content = encode(value, { ignoreUndefined: true, useBigInt64: true })
  const hints = kind === 'CheckpointManifest' ? ['Compressible'] : ['Compressible', 'LargePayload']
  return {
    hash: createHash('sha256').update(content).digest('hex'),
    content: encode({ descriptor: { kind, hints }, compression: 'None', content: Array.from(content) })
  }
}
