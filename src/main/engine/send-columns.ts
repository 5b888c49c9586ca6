import type { ColumnData } from '@shared/ipc/store'
import type { Push } from './engine-port'

/** Bytes of one message: small enough that the window is never blocked for long while it takes it in. */
const CHUNK_BYTES = 2 * 1024 * 1024

/** Sends the typed arrays of `columns` in chunks; everything else in it is left out. */
export function sendColumns(
  push: Push,
  about: { readonly store: number; readonly generation: number; readonly set: string },
  columns: object
): void {
  for (const [name, data] of Object.entries(columns)) {
    if (!isColumn(data)) continue
    const step = Math.max(1, Math.floor(CHUNK_BYTES / data.BYTES_PER_ELEMENT))
    for (let offset = 0; offset === 0 || offset < data.length; offset += step) {
      // a slice, since sending a view would copy the whole array behind it
      push('index/chunk', {
        ...about,
        name,
        offset,
        total: data.length,
        data: data.slice(offset, offset + step)
      })
    }
  }
}

const isColumn = (data: unknown): data is ColumnData =>
  data instanceof Int32Array ||
  data instanceof Uint8Array ||
  data instanceof Uint16Array ||
  data instanceof Uint32Array ||
  data instanceof Float64Array
