import { LOST_PARENT, NO_PARENT, NodeFlag } from './columns'
import { RowTable } from './row-table'

/** Keyed hashes of the ids that stand in each row. A parent of 0, 0 means that the row names none. */
export interface RowKeys {
  readonly idLow: Uint32Array
  readonly idHigh: Uint32Array
  readonly parentLow: Uint32Array
  readonly parentHigh: Uint32Array
}

/** Rows that no load shows: tombstoned, or not decodable (store-format.md §10.1). */
export const DEAD = NodeFlag.tombstoned | NodeFlag.undecodable

export interface Links {
  readonly parent: Int32Array
  /** Rows whose id a later live row has as well, with that row: the later one wins (store-format.md §9.1). */
  readonly shadowed: ReadonlyMap<number, number>
  /** All live rows by id. */
  readonly rows: RowTable
  /** The same for what no load shows. */
  readonly dead: RowTable
}

/**
 * Finds the row of every row's parent, and sets `lostParent` and `cut` in `flags`. Only live rows are parents in the
 * runtime's eyes; a dead one that has the id is named, so that it can be drawn, and the chain counts as cut.
 */
export function linkRows(keys: RowKeys, flags: Uint16Array): Links {
  const { idLow, idHigh, parentLow, parentHigh } = keys
  const count = flags.length
  const rows = new RowTable(count, idLow, idHigh)
  const dead = new RowTable(deadRows(flags), idLow, idHigh)
  const shadowed = new Map<number, number>()
  for (let row = 0; row < count; row++) {
    const live = ((flags[row] ?? 0) & DEAD) === 0
    const before = (live ? rows : dead).put(row)
    if (live && before >= 0) shadowed.set(before, row)
  }
  for (const [row, later] of [...shadowed].reverse()) shadowed.set(row, shadowed.get(later) ?? later)
  const parent = new Int32Array(count)
  for (let row = 0; row < count; row++) {
    const low = parentLow[row] ?? 0
    const high = parentHigh[row] ?? 0
    let flag = (flags[row] ?? 0) & ~(NodeFlag.lostParent | NodeFlag.cut)
    let found = NO_PARENT
    if (low !== 0 || high !== 0) {
      found = rows.find(low, high)
      if (found < 0) {
        found = dead.find(low, high)
        flag |= found < 0 ? NodeFlag.lostParent : NodeFlag.cut
        if (found < 0) found = LOST_PARENT
      }
    }
    parent[row] = found
    flags[row] = flag
  }
  return { parent, shadowed, rows, dead }
}

function deadRows(flags: Uint16Array): number {
  let count = 0
  for (let row = 0; row < flags.length; row++) if (((flags[row] ?? 0) & DEAD) !== 0) count++
  return count
}
