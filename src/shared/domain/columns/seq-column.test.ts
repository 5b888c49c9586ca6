import fc from 'fast-check'
import { expect, test } from 'vitest'
import { longerSeqs, seqColumnFor } from './seq-column'

const LARGEST = 2 ** 32 - 1
const near = fc.integer({ min: LARGEST - 2, max: LARGEST + 2 })
const seq = fc.oneof(fc.nat(99), fc.nat(LARGEST), near, fc.integer({ min: -9, max: 9 }), fc.maxSafeInteger())
const ascending = fc.uniqueArray(seq, { maxLength: 12 }).map((seqs) => seqs.sort((a, b) => a - b))
const isNarrow = (seqs: readonly number[]) => seqs.every((seq) => seq >= 0 && seq <= LARGEST)

/** Numbers cut in two, each part in a column as wide as a pass reads it. */
const parts = fc.tuple(ascending, fc.nat(12)).map(([seqs, at]) => {
  const split = Math.min(at, seqs.length)
  return [seqs.slice(0, split), seqs.slice(split)].map((part) => Float64Array.from(part))
})

test('a column for parts holds all of their numbers, in 4 bytes each where they fit', () => {
  fc.assert(
    fc.property(parts, (parts) => {
      const all = parts.flatMap((part) => [...part])
      const column = seqColumnFor(
        parts.map((seq) => ({ seq, count: seq.length })),
        all.length
      )
      column.set(all)
      expect([...column]).toEqual(all)
      expect(column instanceof Uint32Array).toBe(isNarrow(all))
    })
  )
})

test('a column that is grown holds all numbers, however large the new ones are', () => {
  fc.assert(
    fc.property(parts, fc.boolean(), ([first = new Float64Array(), more = new Float64Array()], wide) => {
      const column = !wide && isNarrow([...first]) ? Uint32Array.from(first) : first
      const grown = longerSeqs(column, more)
      expect([...grown]).toEqual([...first, ...more])
      expect([...column]).toEqual([...first])
    })
  )
})
