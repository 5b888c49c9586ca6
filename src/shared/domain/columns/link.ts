import { LOST_PARENT, NO_PARENT, type NodeColumns, NodeFlag } from './columns'
import { RowTable } from './row-table'

/** Keyed hashes of the ids that stand in each row. A parent of 0, 0 means that the row names none. */
export interface RowKeys {
  readonly idLow: Uint32Array
  readonly idHigh: Uint32Array
  readonly parentLow: Uint32Array
  readonly parentHigh: Uint32Array
}

/** Rows as they were read, to be linked. */
export type UnlinkedRows = Omit<NodeColumns, 'parent'> & RowKeys

/** Keys of parents that are not stored, with the rows that name them, in load order. */
export interface LostParents {
  readonly row: Uint32Array
  readonly low: Uint32Array
  readonly high: Uint32Array
}

/** Rows that no load shows: tombstoned, or not decodable (store-format.md §10.1). */
export const DEAD = NodeFlag.tombstoned | NodeFlag.undecodable

/** Whether a load shows a row. */
export const isLive = (flags: Uint16Array, row: number): boolean => ((flags[row] ?? 0) & DEAD) === 0

export interface Links {
  readonly parent: Int32Array<ArrayBuffer>
  readonly lost: LostParents
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
 * Most rows hang on the one before. Only of the others, the *seekers*, the parents are put into a table, which is small
 * enough to stay in the cache while all ids are looked up in it. Of seekers of the same parent the first one is in the
 * table, and the others take over what is found for it.
 */
export function linkRows(keys: RowKeys, flags: Uint16Array, { leaf, distinctIds }: LinkOptions): Links {
  const shadowed = distinctIds ? new Map<number, number>() : shadowedRows(keys, flags)
  const parent = new Int32Array(flags.length)
  const seekers = hangRows(keys, flags, parent, distinctIds)
  const sought = new RowTable(seekers.length, keys.parentLow, keys.parentHigh)
  for (const row of seekers) parent[row] = refersTo(row, sought.keep(row))
  findParents(keys, flags, parent, sought)
  for (const row of seekers) settle(row, parent, flags)
  const lost = lostParents(keys, parent, seekers)
  return { parent, lost, shadowed, ...(leaf === null ? NO_LEAF : findLeaf(keys, flags, leaf)) }
}

function lostParents(
  { parentLow, parentHigh }: RowKeys,
  parent: Int32Array,
  seekers: Uint32Array
): LostParents {
  const row = seekers.filter((seeker) => parent[seeker] === LOST_PARENT)
  return {
    row,
    low: row.map((lost) => parentLow[lost] ?? 0),
    high: row.map((lost) => parentHigh[lost] ?? 0)
  }
}

/**
 * Linked rows as they were read: what each names as its parent is the key of the row that was found for it, or is kept
 * because none was. So the keys of parents need not be held, 8 bytes a row.
 */
export function unlinked<
  Rows extends NodeColumns & Pick<RowKeys, 'idLow' | 'idHigh'> & { readonly lost: LostParents }
>(rows: Rows): Rows & RowKeys {
  const { count, parent, idLow, idHigh, lost } = rows
  const parentLow = new Uint32Array(count)
  const parentHigh = new Uint32Array(count)
  for (let row = 0; row < count; row++) {
    const above = parent[row] ?? NO_PARENT
    if (above < 0) continue
    parentLow[row] = idLow[above] ?? 0
    parentHigh[row] = idHigh[above] ?? 0
  }
  for (let at = 0; at < lost.row.length; at++) {
    parentLow[lost.row[at] ?? 0] = lost.low[at] ?? 0
    parentHigh[lost.row[at] ?? 0] = lost.high[at] ?? 0
  }
  return { ...rows, parentLow, parentHigh }
}

/** Hangs rows on the row before where that is the parent. @returns those which still seek theirs */
function hangRows(
  { idLow, idHigh, parentLow, parentHigh }: RowKeys,
  flags: Uint16Array,
  parent: Int32Array,
  distinctIds: boolean
): Uint32Array {
  const seekers = new Uint32Array(flags.length)
  let seeking = 0
  let liveBefore = false
  for (let row = 0; row < flags.length; row++) {
    const flag = (flags[row] ?? 0) & ~(NodeFlag.lostParent | NodeFlag.cut)
    flags[row] = flag
    const low = parentLow[row] ?? 0
    const high = parentHigh[row] ?? 0
    if (low === 0 && high === 0) parent[row] = NO_PARENT
    else if (distinctIds && liveBefore && idLow[row - 1] === low && idHigh[row - 1] === high)
      parent[row] = row - 1
    else seekers[seeking++] = row
    liveBefore = (flag & DEAD) === 0
  }
  return seekers.subarray(0, seeking)
}

/** While parents are sought: what stands for a seeker whose parent another one seeks, too. */
const refersTo = (row: number, first: number): number =>
  row === first ? LOST_PARENT : LOST_PARENT - 1 - first

/** Gives each row to the first that seeks it; the last live one stays. */
function findParents(
  { idLow, idHigh }: RowKeys,
  flags: Uint16Array,
  parent: Int32Array,
  sought: RowTable
): void {
  for (let row = 0; row < flags.length; row++) {
    const seeker = sought.find(idLow[row] ?? 0, idHigh[row] ?? 0)
    if (seeker < 0) continue
    const found = parent[seeker] ?? LOST_PARENT
    const hasLive = found >= 0 && isLive(flags, found)
    if (!hasLive || isLive(flags, row)) parent[seeker] = row
  }
}

/** Writes what has been found for a seeker; one that it refers to comes before it and is settled. */
function settle(row: number, parent: Int32Array, flags: Uint16Array): void {
  const held = parent[row] ?? LOST_PARENT
  const found = held < LOST_PARENT ? (parent[LOST_PARENT - 1 - held] ?? LOST_PARENT) : held
  parent[row] = found
  if (found === LOST_PARENT) flags[row] = (flags[row] ?? 0) | NodeFlag.lostParent
  else if (!isLive(flags, found)) flags[row] = (flags[row] ?? 0) | NodeFlag.cut
}

type FoundLeaf = Pick<Links, 'leafRow' | 'deadLeaf'>
const NO_LEAF: FoundLeaf = { leafRow: -1, deadLeaf: -1 }

/** The last live and the last dead row with the leaf's id. */
function findLeaf({ idLow, idHigh }: RowKeys, flags: Uint16Array, leaf: IdKey): FoundLeaf {
  let { leafRow, deadLeaf } = NO_LEAF
  for (let row = idLow.indexOf(leaf.low); row >= 0; row = idLow.indexOf(leaf.low, row + 1)) {
    if (idHigh[row] !== leaf.high) continue
    if (!isLive(flags, row)) deadLeaf = row
    else leafRow = row
  }
  return { leafRow, deadLeaf }
}

function shadowedRows({ idLow, idHigh }: RowKeys, flags: Uint16Array): Map<number, number> {
  const rows = new RowTable(flags.length, idLow, idHigh)
  const shadowed = new Map<number, number>()
  for (let row = 0; row < flags.length; row++) {
    if (!isLive(flags, row)) continue
    const before = rows.put(row)
    if (before >= 0) shadowed.set(before, row)
  }
  for (const [row, later] of [...shadowed].reverse()) shadowed.set(row, shadowed.get(later) ?? later)
  return shadowed
}
