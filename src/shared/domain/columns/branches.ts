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
  const { branchOf, top } = numberBranches(parent, flags, shadowed)
  const branches = emptyBranches(top, branchOf)
  for (let row = 0; row < flags.length; row++) {
    const branch = branchOf[row] ?? -1
    if (branch < 0) {
      countTombstone(branches, parent, flags[row] ?? 0, row)
      continue
    }
    add(branches.nodes, branch, 1)
    branches.last[branch] = row
    branches.bytes[branch] = (branches.bytes[branch] ?? 0) + (bytes[row] ?? 0)
  }
  return { ...branches, ...countClasses(top.length, branchOf, flags) }
}

/** Members of each branch by class; none before the orphans have theirs. */
export function countClasses(
  count: number,
  branchOf: Int32Array,
  flags: Uint16Array
): Pick<Branches, 'copies' | 'variants' | 'unique'> {
  const copies = new Uint32Array(count)
  const variants = new Uint32Array(count)
  const unique = new Uint32Array(count)
  for (let row = 0; row < flags.length; row++) {
    const branch = branchOf[row] ?? -1
    if (branch < 0) continue
    const flag = flags[row] ?? 0
    if (flag & NodeFlag.copy) add(copies, branch, 1)
    else if (flag & NodeFlag.variant) add(variants, branch, 1)
    else if (flag & NodeFlag.unique) add(unique, branch, 1)
  }
  return { copies, variants, unique }
}

const add = (column: Uint32Array, at: number, by: number): void => {
  column[at] = (column[at] ?? 0) + by
}

function emptyBranches(
  top: Uint32Array,
  branchOf: Int32Array
): Omit<Branches, 'copies' | 'variants' | 'unique'> {
  const count = top.length
  const column = () => new Uint32Array(count)
  return {
    count,
    branchOf,
    top,
    last: column(),
    nodes: column(),
    bytes: new Float64Array(count),
    tombstoned: column()
  }
}

/** A live row that is neither on the path nor has its id there. */
export function isOrphan(flags: Uint16Array, shadowed: ReadonlyMap<number, number>, row: number): boolean {
  if (((flags[row] ?? 0) & (DEAD | NodeFlag.onPath)) !== 0) return false
  const later = shadowed.size === 0 ? undefined : shadowed.get(row)
  return later === undefined || ((flags[later] ?? 0) & NodeFlag.onPath) === 0
}

/**
 * The branch of every orphan, else -1, and the tops of the branches. Each row is walked over once; a branch gets its
 * number at its first member in load order.
 */
function numberBranches(
  parent: Int32Array,
  flags: Uint16Array,
  shadowed: ReadonlyMap<number, number>
): { readonly branchOf: Int32Array; readonly top: Uint32Array } {
  const UNKNOWN = -2
  const WALKING = -3
  const branchOf = new Int32Array(flags.length).fill(UNKNOWN)
  const tops = new Uint32Array(flags.length)
  let count = 0
  for (let start = 0; start < flags.length; start++) {
    if (branchOf[start] !== UNKNOWN) continue
    let row = start
    let last = start
    while (row >= 0 && branchOf[row] === UNKNOWN && isOrphan(flags, shadowed, row)) {
      branchOf[row] = WALKING
      last = row
      row = above(parent, flags, row)
    }
    if (branchOf[start] === UNKNOWN) {
      branchOf[start] = -1
      continue
    }
    const known = row >= 0 ? (branchOf[row] ?? -1) : -1
    const branch = known >= 0 ? known : count++
    if (known < 0) tops[branch] = known === WALKING ? smallestOfLoop(parent, row) : last
    for (let back = start; back >= 0 && branchOf[back] === WALKING; back = above(parent, flags, back))
      branchOf[back] = branch
  }
  return { branchOf, top: tops.slice(0, count) }
}

function smallestOfLoop(parent: Int32Array, start: number): number {
  let smallest = start
  for (let row = parent[start] ?? -1; row !== start && row >= 0; row = parent[row] ?? -1) {
    if (row < smallest) smallest = row
  }
  return smallest
}

function countTombstone(
  branches: Pick<Branches, 'branchOf' | 'tombstoned'>,
  parent: Int32Array,
  flag: number,
  row: number
): void {
  if ((flag & NodeFlag.tombstoned) === 0) return
  const up = parent[row] ?? NO_PARENT
  const branch = up >= 0 ? (branches.branchOf[up] ?? -1) : -1
  if (branch >= 0) add(branches.tombstoned, branch, 1)
}
