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
  readonly parent: Int32Array<ArrayBuffer>
  /** Rows whose id a later live row has as well, with that row: the later one wins (store-format.md §9.1). */
  readonly shadowed: ReadonlyMap<number, number>
  /** The live row that has the leaf's id, or -1. */
  readonly leafRow: number
  /** A row that has the leaf's id and that no load shows, or -1. */
  readonly deadLeaf: number
}

/** What is looked for, beside parents, and what is known of the ids. */
export interface LinkOptions {
  readonly leaf: IdKey | null
  /** No two rows have the same id. */
  readonly distinctIds: boolean
}

/** A 64-bit key of an id, made by `keyOfId`. */
export interface IdKey {
  readonly low: number
  readonly high: number
}

/**
 * Finds the row of every row's parent, and sets `lostParent` and `cut` in `flags`. Only live rows are parents in the
 * runtime's eyes; a dead one that has the id is named, so that it can be drawn, and the chain counts as cut.
 *
 * Most rows hang on the one before. Only of the others the parents are put into a table, which is small enough to stay
 * in the cache while all ids are looked up in it.
 */
export function linkRows(keys: RowKeys, flags: Uint16Array, { leaf, distinctIds }: LinkOptions): Links {
  const { idLow, idHigh } = keys
  const shadowed = distinctIds ? new Map<number, number>() : shadowedRows(keys, flags)
  const seekers = new Seekers(keys, flags, distinctIds)
  const { parent } = seekers
  let leafRow = -1
  let deadLeaf = -1
  for (let row = 0; row < flags.length; row++) {
    const dead = ((flags[row] ?? 0) & DEAD) !== 0
    if (leaf !== null && idLow[row] === leaf.low && idHigh[row] === leaf.high) {
      if (dead) deadLeaf = row
      else leafRow = row
    }
    seekers.offer(row, dead)
  }
  return { parent, shadowed, leafRow, deadLeaf }
}

/** Rows that seek a parent which is not simply the row before them. */
class Seekers {
  readonly parent: Int32Array<ArrayBuffer>
  readonly #keys: RowKeys
  readonly #flags: Uint16Array
  /** The last row that seeks a parent, by that parent's key. */
  readonly #last: RowTable
  /** The row before that seeks the same parent. */
  readonly #before = new Map<number, number>()

  constructor(keys: RowKeys, flags: Uint16Array, distinctIds: boolean) {
    this.#keys = keys
    this.#flags = flags
    this.parent = new Int32Array(flags.length)
    this.#last = new RowTable(this.#hang(distinctIds), keys.parentLow, keys.parentHigh)
    for (let row = 0; row < flags.length; row++) {
      if (this.parent[row] !== LOST_PARENT) continue
      const before = this.#last.put(row)
      if (before >= 0) this.#before.set(row, before)
    }
  }

  /** Hangs rows on the row before where that is the parent. @returns how many still seek theirs */
  #hang(distinctIds: boolean): number {
    const { parentLow, parentHigh } = this.#keys
    const flags = this.#flags
    let seeking = 0
    for (let row = 0; row < flags.length; row++) {
      const flag = (flags[row] ?? 0) & ~(NodeFlag.lostParent | NodeFlag.cut)
      const isRoot = parentLow[row] === 0 && parentHigh[row] === 0
      const found = isRoot || (distinctIds && this.#hangsOnBefore(row))
      if (!found) seeking++
      this.parent[row] = isRoot ? NO_PARENT : found ? row - 1 : LOST_PARENT
      flags[row] = found ? flag : flag | NodeFlag.lostParent
    }
    return seeking
  }

  #hangsOnBefore(row: number): boolean {
    const { idLow, idHigh, parentLow, parentHigh } = this.#keys
    const isNamed = idLow[row - 1] === parentLow[row] && idHigh[row - 1] === parentHigh[row]
    return isNamed && ((this.#flags[row - 1] ?? 0) & DEAD) === 0
  }

  /** Gives a row to all that seek it; the last live one stays. */
  offer(row: number, dead: boolean): void {
    const { parent } = this
    const flags = this.#flags
    const { idLow, idHigh } = this.#keys
    let seeker = this.#last.find(idLow[row] ?? 0, idHigh[row] ?? 0)
    for (; seeker >= 0; seeker = this.#before.get(seeker) ?? -1) {
      const flag = (flags[seeker] ?? 0) & ~(NodeFlag.lostParent | NodeFlag.cut)
      const hasLive = parent[seeker] !== LOST_PARENT && flag === flags[seeker]
      if (dead && hasLive) continue
      parent[seeker] = row
      flags[seeker] = dead ? flag | NodeFlag.cut : flag
    }
  }
}

function shadowedRows({ idLow, idHigh }: RowKeys, flags: Uint16Array): Map<number, number> {
  const rows = new RowTable(flags.length, idLow, idHigh)
  const shadowed = new Map<number, number>()
  for (let row = 0; row < flags.length; row++) {
    if (((flags[row] ?? 0) & DEAD) !== 0) continue
    const before = rows.put(row)
    if (before >= 0) shadowed.set(before, row)
  }
  for (const [row, later] of [...shadowed].reverse()) shadowed.set(row, shadowed.get(later) ?? later)
  return shadowed
}
