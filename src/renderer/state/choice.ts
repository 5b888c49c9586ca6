import { type NodeColumns, NodeFlag } from '@shared/domain/columns/columns'

/** The children of every row: those of `row` are `rows[start[row]]` up to `rows[start[row + 1]]`. */
export interface ChildLists {
  readonly start: Uint32Array
  readonly rows: Uint32Array
}

/** Lists children in one pass, whatever the order of parents and children in the store. */
export function listChildren({ count, parent }: NodeColumns): ChildLists {
  const start = new Uint32Array(count + 1)
  for (const up of parent) if (up >= 0) start[up + 1] = (start[up + 1] ?? 0) + 1
  for (let row = 0; row < count; row++) start[row + 1] = (start[row + 1] ?? 0) + (start[row] ?? 0)
  const next = start.slice(0, count)
  const rows = new Uint32Array(start[count] ?? 0)
  for (const [row, up] of parent.entries()) {
    if (up < 0) continue
    const at = next[up] ?? 0
    rows[at] = row
    next[up] = at + 1
  }
  return { start, rows }
}

/** What can be chosen: a live row off the path (to be tombstoned), or a tombstoned one (to be restored). */
export type RowClass = 'orphan' | 'tombstone' | 'fixed'

/** Undecodable rows and those of the path stay whatever is chosen. */
export function classOfRow(flags: Uint16Array, row: number): RowClass {
  const flag = flags[row] ?? 0
  if ((flag & NodeFlag.tombstoned) !== 0) return 'tombstone'
  return (flag & (NodeFlag.onPath | NodeFlag.undecodable)) === 0 ? 'orphan' : 'fixed'
}

/**
 * Marks a row and everything below it that is of the same class, so that a choice is closed downwards (orphans.md).
 * Linear in what it marks; ends in loops.
 */
export function chooseBelow(mask: Uint8Array, nodes: NodeColumns, children: ChildLists, top: number): void {
  const wanted = classOfRow(nodes.flags, top)
  if (wanted === 'fixed') return
  const open = [top]
  for (let row = open.pop(); row !== undefined; row = open.pop()) {
    if (mask[row] === 1 || classOfRow(nodes.flags, row) !== wanted) continue
    mask[row] = 1
    for (let at = children.start[row] ?? 0; at < (children.start[row + 1] ?? 0); at++)
      open.push(children.rows[at] ?? 0)
  }
}

/** Takes back a row with everything below it, and the rows above it too: they cannot go while it stays. */
export function leaveRow(mask: Uint8Array, nodes: NodeColumns, children: ChildLists, row: number): void {
  const open = [row]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (mask[at] !== 1) continue
    mask[at] = 0
    for (let child = children.start[at] ?? 0; child < (children.start[at + 1] ?? 0); child++)
      open.push(children.rows[child] ?? 0)
  }
  for (let up = nodes.parent[row] ?? -1; up >= 0 && mask[up] === 1; up = nodes.parent[up] ?? -1) mask[up] = 0
}

/** The chosen rows of a class from which all others of it follow: their parent is not chosen. Of a loop, one of its rows. */
export function topsOf(mask: Uint8Array, nodes: NodeColumns, wanted: RowClass): number[] {
  const tops: number[] = []
  const walkOf = new Int32Array(mask.length).fill(-1)
  const isChosen = (row: number): boolean => mask[row] === 1 && classOfRow(nodes.flags, row) === wanted
  for (const start of mask.keys()) {
    let row = start
    while (isChosen(row) && walkOf[row] === -1) {
      walkOf[row] = start
      const up = nodes.parent[row] ?? -1
      if (up < 0 || !isChosen(up)) tops.push(row)
      // came round to where this walk has been: a loop has no highest row, any of its own will do
      else if (walkOf[up] === start) tops.push(up)
      if (up < 0) break
      row = up
    }
  }
  return tops
}

/** How many rows of a class are chosen, and the bytes they hold. */
export interface Tally {
  readonly nodes: number
  readonly bytes: number
}

/** Counts the chosen rows of a class. @param mask 1 = chosen, by row */
export function tallyOf(mask: Uint8Array, nodes: NodeColumns, wanted: RowClass): Tally {
  let count = 0
  let bytes = 0
  for (const [row, chosen] of mask.entries()) {
    if (chosen === 0 || classOfRow(nodes.flags, row) !== wanted) continue
    count++
    bytes += nodes.bytes[row] ?? 0
  }
  return { nodes: count, bytes }
}

/**
 * Carries a choice over to a newer graph of the same store. A row is the same row while its number in the store is;
 * one that changed sides (tombstoned, restored, moved onto the path) is let go.
 */
export function carryChoice(mask: Uint8Array, before: NodeColumns, after: NodeColumns): Uint8Array {
  const carried = new Uint8Array(after.count)
  let next = 0
  for (const [row, chosen] of mask.entries()) {
    if (chosen === 0) continue
    const seq = before.seq[row] ?? 0
    while (next < after.count && (after.seq[next] ?? 0) < seq) next++
    if (after.seq[next] !== seq) continue
    if (classOfRow(before.flags, row) === classOfRow(after.flags, next)) carried[next] = 1
  }
  return carried
}

/** The top of the branch that a row stands in: the highest row above it of the same class; of a loop its first row. */
export function branchTop(nodes: NodeColumns, row: number): number {
  const wanted = classOfRow(nodes.flags, row)
  let top = row
  for (let steps = 0; steps < nodes.count; steps++) {
    const up = nodes.parent[top] ?? -1
    if (up < 0 || classOfRow(nodes.flags, up) !== wanted) return top
    top = up
  }
  let smallest = top
  for (let at = nodes.parent[top] ?? top; at !== top; at = nodes.parent[at] ?? top)
    smallest = Math.min(smallest, at)
  return smallest
}

/** For every row of a class the top of its branch, else -1; each row is walked over once. */
export function branchTops(nodes: NodeColumns, wanted: RowClass): Int32Array {
  const UNKNOWN = -1
  const WALKING = -2
  const { parent, flags, count } = nodes
  const topOf = new Int32Array(count).fill(UNKNOWN)
  for (let start = 0; start < count; start++) {
    if (classOfRow(flags, start) !== wanted) continue
    let at = start
    while (topOf[at] === UNKNOWN) {
      topOf[at] = WALKING
      const up = parent[at] ?? -1
      if (up < 0 || classOfRow(flags, up) !== wanted) break
      at = up
    }
    const known = topOf[at] ?? UNKNOWN
    const top = known >= 0 ? known : branchTop(nodes, at)
    for (let row = start; topOf[row] === WALKING; row = parent[row] ?? -1) topOf[row] = top
  }
  return topOf
}

/** Tops of the orphan branches that hold copies only, and the nodes in them. Nothing is lost with such a branch. */
export interface CopyBranches {
  readonly tops: readonly number[]
  readonly nodes: number
}

/** Finds the orphan branches that hold copies only (orphans.md, "Class of an orphan"). */
export function copyBranches(nodes: NodeColumns): CopyBranches {
  const topOf = branchTops(nodes, 'orphan')
  const holdsMore = new Uint8Array(nodes.count)
  for (const [row, top] of topOf.entries())
    if (top >= 0 && ((nodes.flags[row] ?? 0) & NodeFlag.copy) === 0) holdsMore[top] = 1
  const tops: number[] = []
  let count = 0
  for (const [row, top] of topOf.entries()) {
    if (top < 0 || holdsMore[top] === 1) continue
    count++
    if (row === top) tops.push(top)
  }
  return { tops, nodes: count }
}
