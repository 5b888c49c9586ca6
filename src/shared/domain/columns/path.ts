import { isMessageRow, type NodeColumns, NodeFlag } from './columns'
import { DEAD, isLive } from './link'

/** How the walk from the leaf towards the root ended, in rows. */
export type RowPathEnd =
  | { readonly kind: 'no-leaf' }
  | { readonly kind: 'root' }
  | { readonly kind: 'leaf-missing' }
  /** The first row of the path names a parent that no load holds. */
  | { readonly kind: 'lost-parent'; readonly row: number }
  | { readonly kind: 'cycle'; readonly members: readonly number[] }

export interface RowPath {
  readonly end: RowPathEnd
  readonly length: number
  /** The row next to the root, where the walk ended; -1 on an empty path. */
  readonly top: number
}

const CLEAR_PATH = ~(NodeFlag.onPath | NodeFlag.leaf)

/** Marks the active path in `flags`, from `leaf` up (-1 = none or not found), with a guard against cycles. */
export function markPath(parent: Int32Array, flags: Uint16Array, leaf: number, named: boolean): RowPath {
  for (let row = 0; row < flags.length; row++) flags[row] = (flags[row] ?? 0) & CLEAR_PATH
  if (leaf < 0) return { end: { kind: named ? 'leaf-missing' : 'no-leaf' }, length: 0, top: -1 }
  flags[leaf] = (flags[leaf] ?? 0) | NodeFlag.leaf
  let length = 0
  for (let row = leaf; ; ) {
    const flag = flags[row] ?? 0
    if (flag & NodeFlag.onPath)
      return { end: { kind: 'cycle', members: loopFrom(parent, row) }, length, top: row }
    flags[row] = flag | NodeFlag.onPath
    length++
    if (flag & (NodeFlag.cut | NodeFlag.lostParent))
      return { end: { kind: 'lost-parent', row }, length, top: row }
    const next = parent[row] ?? -1
    if (next < 0) return { end: { kind: 'root' }, length, top: row }
    row = next
  }
}

function loopFrom(parent: Int32Array, start: number): number[] {
  const members = [start]
  for (let row = parent[start] ?? -1; row !== start && row >= 0; row = parent[row] ?? -1) members.push(row)
  return members
}

/** Rows of the path that ends at `leaf`, root first; a row is never taken twice. */
export function pathRows(parent: Int32Array, flags: Uint16Array, leaf: number): Uint32Array {
  const seen = new Uint8Array(flags.length)
  let length = 0
  for (let row = leaf; row >= 0 && seen[row] === 0; row = above(parent, flags, row)) {
    seen[row] = 1
    length++
  }
  const rows = new Uint32Array(length)
  for (let row = leaf, at = length; at > 0; row = above(parent, flags, row)) rows[--at] = row
  return rows
}

/** The parent that the runtime would find, or a negative number. */
export function above(parent: Int32Array, flags: Uint16Array, row: number): number {
  return (flags[row] ?? 0) & (NodeFlag.cut | DEAD) ? -1 : (parent[row] ?? -1)
}

/**
 * Finds every loop of parents among live rows and sets `inCycle` on its members. Each loop begins with its first row
 * in load order; each member's parent is the next one.
 */
export function markCycles(parent: Int32Array, flags: Uint16Array): number[][] {
  let canLoop = false
  for (let row = 0; row < flags.length; row++) {
    flags[row] = (flags[row] ?? 0) & ~NodeFlag.inCycle
    if ((parent[row] ?? -1) >= row) canLoop = true
  }
  // where every parent is older than its child, as the runtime writes them, nothing has to be walked over
  const cycles = canLoop ? findCycles(parent, flags) : []
  for (const members of cycles) {
    for (const row of members) flags[row] = (flags[row] ?? 0) | NodeFlag.inCycle
  }
  return cycles
}

function findCycles(parent: Int32Array, flags: Uint16Array): number[][] {
  const walkOf = new Int32Array(flags.length)
  const cycles: number[][] = []
  for (let start = 0; start < flags.length; start++) {
    let row = start
    while (row >= 0 && walkOf[row] === 0) {
      walkOf[row] = start + 1
      row = above(parent, flags, row)
    }
    if (row >= 0 && walkOf[row] === start + 1) cycles.push(startingAtSmallest(loopFrom(parent, row)))
  }
  return cycles
}

function startingAtSmallest(members: readonly number[]): number[] {
  const first = members.reduce((best, row, at) => (row < (members[best] ?? 0) ? at : best), 0)
  return [...members.slice(first), ...members.slice(0, first)]
}

/** The row that healing chooses: the last live conversation node in load order (store-format.md §9.7), or -1. */
export function healedRow({ count, kind, flags }: Pick<NodeColumns, 'count' | 'kind' | 'flags'>): number {
  for (let row = count - 1; row >= 0; row--) {
    if (isLive(flags, row) && isMessageRow(kind, row)) return row
  }
  return -1
}
