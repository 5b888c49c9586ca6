import { longer } from './room'

/** `seq` by row: 4 bytes each where all of them fit, as in any store that a runtime wrote; else numbers up to 2^53. */
export type SeqColumn = Uint32Array | Float64Array

const LARGEST = 2 ** 32 - 1

const isNarrow = (seq: number | undefined): boolean => seq === undefined || (seq >= 0 && seq <= LARGEST)

/** An empty column for the rows of parts, which are each in order of `seq`. */
export function seqColumnFor(
  parts: readonly { readonly seq: SeqColumn; readonly count: number }[],
  length: number
): Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer> {
  const narrow = parts.every(
    ({ seq, count }) => count === 0 || (isNarrow(seq[0]) && isNarrow(seq[count - 1]))
  )
  return narrow ? new Uint32Array(length) : new Float64Array(length)
}

/** A column with others behind it, in the room that it has (`longer`); a copy where they need more bytes than it has. */
export function longerSeqs(column: SeqColumn, news: SeqColumn): SeqColumn {
  if (column instanceof Float64Array) return longer(column, Float64Array.from(news))
  return news.every(isNarrow)
    ? longer(column, Uint32Array.from(news))
    : longer(Float64Array.from(column), Float64Array.from(news))
}
