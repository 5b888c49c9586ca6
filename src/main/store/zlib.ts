import { constants, deflateSync, inflateSync } from 'node:zlib'
import type { Zlib } from '@shared/domain/blobs/content'

/**
 * Zlib as the original uses it: a stream that ends early gives what could be inflated, a broken one nothing
 * (store-format.md §14.6). Node's sync flush at the end does exactly that.
 */
export const zlib: Zlib = {
  deflate: (bytes) => deflateSync(bytes),
  inflate: (bytes) => {
    try {
      return inflateSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH })
    } catch {
      return undefined
    }
  }
}
