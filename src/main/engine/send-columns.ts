import type { ColumnData } from '@shared/ipc/store'
import type { Push } from './engine-port'

/** Bytes of one message: small enough that the window is never blocked for long while it takes it in. */
const CHUNK_BYTES = 2 * 1024 * 1024

/**
 * Sends the typed arrays of `columns` in chunks; everything else in it is left out. Of what the window has already
 * (`before`) only that is sent which differs.
 */
export function sendColumns(
  push: Push,
  about: { readonly store: number; readonly generation: number; readonly set: string },
  columns: object,
  before: object = {}
): void {
  const known = new Map<string, unknown>(Object.entries(before))
  for (const [name, data] of Object.entries(columns)) {
    if (!isColumn(data)) continue
    const old = known.get(name)
    const same = isColumn(old) ? firstDifference(old, data) : 0
    if (isColumn(old) && same === data.length && old.length === data.length) continue
    const step = Math.max(1, Math.floor(CHUNK_BYTES / data.BYTES_PER_ELEMENT))
    const first = Math.min(same, Math.max(0, data.length - 1))
    for (let offset = first; offset === first || offset < data.length; offset += step) {
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

function firstDifference(before: ColumnData, after: ColumnData): number {
  const shared = Math.min(before.length, after.length)
  let at = 0
  while (at < shared && Object.is(before[at], after[at])) at++
  return at
}

const isColumn = (data: unknown): data is ColumnData =>
  data instanceof Int32Array ||
  data instanceof Uint8Array ||
  data instanceof Uint16Array ||
  data instanceof Uint32Array ||
  data instanceof Float64Array
