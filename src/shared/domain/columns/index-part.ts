import type { UnlinkedRows } from './link'
import { seqColumnFor } from './seq-column'

/** What the first pass finds in a run of rows, as columns (`NodeColumns`, `RowKeys`); rows are counted from its start. */
export interface IndexPart {
  readonly count: number
  readonly seq: Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>
  readonly kind: Uint8Array<ArrayBuffer>
  readonly flags: Uint16Array<ArrayBuffer>
  readonly bytes: Uint32Array<ArrayBuffer>
  readonly time: Float64Array<ArrayBuffer>
  readonly lines: Uint8Array<ArrayBuffer>
  readonly idLow: Uint32Array<ArrayBuffer>
  readonly idHigh: Uint32Array<ArrayBuffer>
  readonly parentLow: Uint32Array<ArrayBuffer>
  readonly parentHigh: Uint32Array<ArrayBuffer>
}

const empty = (rows: number, seq: IndexPart['seq'] = new Float64Array(rows)): IndexPart => ({
  count: 0,
  seq,
  kind: new Uint8Array(rows),
  flags: new Uint16Array(rows),
  bytes: new Uint32Array(rows),
  time: new Float64Array(rows),
  lines: new Uint8Array(rows),
  idLow: new Uint32Array(rows),
  idHigh: new Uint32Array(rows),
  parentLow: new Uint32Array(rows),
  parentHigh: new Uint32Array(rows)
})

const COLUMNS = [
  'seq',
  'kind',
  'flags',
  'bytes',
  'time',
  'lines',
  'idLow',
  'idHigh',
  'parentLow',
  'parentHigh'
] as const

/** One row as the builder takes it. */
export interface IndexRow {
  readonly seq: number
  readonly kind: number
  readonly flags: number
  readonly bytes: number
  readonly time: number
  readonly lines: number
  readonly idLow: number
  readonly idHigh: number
  readonly parentLow: number
  readonly parentHigh: number
}

/** Collects rows into a part that grows by doubling. */
export class PartBuilder {
  #part: IndexPart
  #count = 0

  /** @param rows how many are expected, at least 1 */
  constructor(rows = 4096) {
    this.#part = empty(rows)
  }

  add(row: IndexRow): void {
    if (this.#count === this.#part.seq.length) this.#grow()
    const at = this.#count++
    const part = this.#part
    part.seq[at] = row.seq
    part.kind[at] = row.kind
    part.flags[at] = row.flags
    part.bytes[at] = row.bytes
    part.time[at] = row.time
    part.lines[at] = row.lines
    part.idLow[at] = row.idLow
    part.idHigh[at] = row.idHigh
    part.parentLow[at] = row.parentLow
    part.parentHigh[at] = row.parentHigh
  }

  #grow(): void {
    this.#part = copyInto(empty(this.#count * 2), [{ ...this.#part, count: this.#count }])
  }

  finish(): IndexPart {
    return { ...this.#part, count: this.#count }
  }
}

/** Joins parts that follow each other. */
export function joinParts(parts: readonly UnlinkedRows[]): IndexPart {
  const count = parts.reduce((sum, part) => sum + part.count, 0)
  return { ...copyInto(empty(count, seqColumnFor(parts, count)), parts), count }
}

function copyInto(target: IndexPart, parts: readonly UnlinkedRows[]): IndexPart {
  let at = 0
  for (const part of parts) {
    for (const name of COLUMNS) target[name].set(part[name].subarray(0, part.count), at)
    at += part.count
  }
  return target
}

/** The buffers of a part, to be handed over to another thread without a copy. */
export const buffersOf = (part: IndexPart): ArrayBuffer[] => COLUMNS.map((name) => part[name].buffer)
