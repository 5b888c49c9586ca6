import { NO_PARENT, NodeFlag } from './columns'
import { DEAD } from './link'
import { above } from './path'

/** The orphan branches of a graph as columns, by branch, in load order of their first members. */
export interface Branches {
  readonly count: number
  /** Branch of every row, or -1 for rows that are no orphans. */
  readonly branchOf: Int32Array
  /** The orphan whose parent is on the path, not stored, dead or absent; of a loop its first row. */
  readonly top: Uint32Array
  /** The last row of the branch in load order. */
  readonly last: Uint32Array
  readonly nodes: Uint32Array
  readonly bytes: Float64Array
  readonly copies: Uint32Array
  readonly variants: Uint32Array
  readonly unique: Uint32Array
  /** Tombstoned rows whose parent is in the branch. */
  readonly tombstoned: Uint32Array
}

/**
 * Cuts the orphans into branches (orphans.md): an orphan is a live row that the active path does not reach. A row whose
 * id a later row on the path has is no orphan: the runtime tells them apart by id only.
 */
export function findBranches(
  parent: Int32Array,
  flags: Uint16Array,
  bytes: Uint32Array,
  shadowed: ReadonlyMap<number, number>
): Branches {
  const branchOf = assignTops(parent, flags, shadowed)
  const branches = emptyBranches(numberTops(branchOf), branchOf)
  for (let row = 0; row < flags.length; row++) {
    const branch = branchOf[row] ?? -1
    const flag = flags[row] ?? 0
    if (branch < 0) {
      countTombstone(branches, parent, flag, row)
      continue
    }
    add(branches.nodes, branch, 1)
    branches.last[branch] = row
    branches.bytes[branch] = (branches.bytes[branch] ?? 0) + (bytes[row] ?? 0)
    if (flag & NodeFlag.copy) add(branches.copies, branch, 1)
    else if (flag & NodeFlag.variant) add(branches.variants, branch, 1)
    else if (flag & NodeFlag.unique) add(branches.unique, branch, 1)
  }
  return branches
}

const add = (column: Uint32Array, at: number, by: number): void => {
  column[at] = (column[at] ?? 0) + by
}

function emptyBranches(top: Uint32Array, branchOf: Int32Array): Branches {
  const count = top.length
  const column = () => new Uint32Array(count)
  return {
    count,
    branchOf,
    top,
    last: column(),
    nodes: column(),
    bytes: new Float64Array(count),
    copies: column(),
    variants: column(),
    unique: column(),
    tombstoned: column()
  }
}

/** A live row that is neither on the path nor has its id there. */
export function isOrphan(flags: Uint16Array, shadowed: ReadonlyMap<number, number>, row: number): boolean {
  if (((flags[row] ?? 0) & (DEAD | NodeFlag.onPath)) !== 0) return false
  const later = shadowed.size === 0 ? undefined : shadowed.get(row)
  return later === undefined || ((flags[later] ?? 0) & NodeFlag.onPath) === 0
}

/** For every orphan the top of its branch (a row), else -1. Each row is walked over once. */
function assignTops(
  parent: Int32Array,
  flags: Uint16Array,
  shadowed: ReadonlyMap<number, number>
): Int32Array {
  const UNKNOWN = -2
  const WALKING = -3
  const topOf = new Int32Array(flags.length).fill(UNKNOWN)
  for (let start = 0; start < flags.length; start++) {
    if (topOf[start] !== UNKNOWN) continue
    let row = start
    let last = start
    while (row >= 0 && topOf[row] === UNKNOWN && isOrphan(flags, shadowed, row)) {
      topOf[row] = WALKING
      last = row
      row = above(parent, flags, row)
    }
    const known = row >= 0 ? (topOf[row] ?? -1) : -1
    const top = known === WALKING ? smallestOfLoop(parent, row) : known >= 0 ? known : last
    if (topOf[start] === UNKNOWN) topOf[start] = -1
    for (let back = start; back >= 0 && topOf[back] === WALKING; back = above(parent, flags, back))
      topOf[back] = top
  }
  return topOf
}

function smallestOfLoop(parent: Int32Array, start: number): number {
  let smallest = start
  for (let row = parent[start] ?? -1; row !== start && row >= 0; row = parent[row] ?? -1) {
    if (row < smallest) smallest = row
  }
  return smallest
}

/** Replaces tops by branch numbers, in load order of their first members. @returns the tops by branch */
function numberTops(topOf: Int32Array): Uint32Array {
  const tops: number[] = []
  const numberOf = new Int32Array(topOf.length).fill(-1)
  for (let row = 0; row < topOf.length; row++) {
    const top = topOf[row] ?? -1
    if (top < 0) continue
    if (numberOf[top] === -1) {
      numberOf[top] = tops.length
      tops.push(top)
    }
    topOf[row] = numberOf[top] ?? -1
  }
  return Uint32Array.from(tops)
}

function countTombstone(branches: Branches, parent: Int32Array, flag: number, row: number): void {
  if ((flag & NodeFlag.tombstoned) === 0) return
  const up = parent[row] ?? NO_PARENT
  const branch = up >= 0 ? (branches.branchOf[up] ?? -1) : -1
  if (branch >= 0) add(branches.tombstoned, branch, 1)
}
