import { isOrphan } from './branches'
import { NodeFlag } from './columns'
import type { LikenessPart } from './likeness-part'
import { RowTable } from './row-table'

const CLASSES = NodeFlag.copy | NodeFlag.variant | NodeFlag.unique

export interface PathMarks {
  readonly flags: Uint16Array
  readonly shadowed: ReadonlyMap<number, number>
  /** Rows on the path. */
  readonly onPath: number
}

/**
 * Sets the class of every orphan in `flags` (orphans.md): copy = the path holds the same with the same content,
 * variant = with other content, unique = not at all.
 */
export function classifyOrphans({ flags, shadowed, onPath }: PathMarks, likeness: LikenessPart): void {
  const path = new Uint32Array(onPath)
  const orphans = new Uint32Array(flags.length)
  let walked = 0
  let found = 0
  for (let row = 0; row < flags.length; row++) {
    flags[row] = (flags[row] ?? 0) & ~CLASSES
    if (((flags[row] ?? 0) & NodeFlag.onPath) !== 0) path[walked++] = row
    else if (isOrphan(flags, shadowed, row)) orphans[found++] = row
  }
  const rows = orphans.subarray(0, found)
  const copies = sharedKeys(rows, path, likeness.contentLow, likeness.contentHigh)
  const known = sharedKeys(rows, path, likeness.identityLow, likeness.identityHigh)
  for (let i = 0; i < found; i++) {
    const row = rows[i] ?? 0
    const ofRow = copies[i] === 1 ? NodeFlag.copy : known[i] === 1 ? NodeFlag.variant : NodeFlag.unique
    flags[row] = (flags[row] ?? 0) | ofRow
  }
}

/**
 * Marks those of `rows` whose key a row of the path has as well. The smaller side is put into a table and the other is
 * looked up: on a long path with few orphans most of the time went into filling tables with the path.
 */
function sharedKeys(rows: Uint32Array, path: Uint32Array, low: Uint32Array, high: Uint32Array): Uint8Array {
  return path.length <= rows.length ? inTable(rows, path, low, high) : metByPath(rows, path, low, high)
}

function inTable(rows: Uint32Array, path: Uint32Array, low: Uint32Array, high: Uint32Array): Uint8Array {
  const table = tableOf(path, low, high)
  const shared = new Uint8Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0
    if (table.find(low[row] ?? 0, high[row] ?? 0) >= 0) shared[i] = 1
  }
  return shared
}

function metByPath(rows: Uint32Array, path: Uint32Array, low: Uint32Array, high: Uint32Array): Uint8Array {
  const table = tableOf(rows, low, high)
  const met = new Uint8Array(low.length)
  for (let i = 0; i < path.length; i++) {
    const row = path[i] ?? 0
    const first = table.find(low[row] ?? 0, high[row] ?? 0)
    if (first >= 0) met[first] = 1
  }
  const shared = new Uint8Array(rows.length)
  for (let i = 0; i < rows.length; i++) shared[i] = met[table.keep(rows[i] ?? 0)] ?? 0
  return shared
}

/** The first row of each key. */
function tableOf(rows: Uint32Array, low: Uint32Array, high: Uint32Array): RowTable {
  const table = new RowTable(rows.length, low, high)
  for (let i = 0; i < rows.length; i++) table.keep(rows[i] ?? 0)
  return table
}
