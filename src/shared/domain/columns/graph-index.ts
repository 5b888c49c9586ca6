import { type Branches, countClasses, findBranches, isOrphan } from './branches'
import { classifyOrphans } from './classify'
import { LOST_PARENT, NO_PARENT, type NodeColumns, NodeFlag } from './columns'
import type { LikenessPart } from './likeness-part'
import { DEAD, type LinkOptions, type LostParents, linkRows, type UnlinkedRows, unlinked } from './link'
import { markCycles, markPath, type RowPath } from './path'

/** The whole graph of a store as columns, with everything that follows from links and leaf. */
export interface GraphIndex extends NodeColumns {
  readonly idLow: Uint32Array
  readonly idHigh: Uint32Array
  readonly lost: LostParents
  /** Ids in the JSON that are not the ones in the column, by row. */
  readonly renamed: ReadonlyMap<number, string>
  /** Rows whose id a later live row has as well, with that row. */
  readonly shadowed: ReadonlyMap<number, number>
  /** Row of the leaf, or -1. */
  readonly leafRow: number
  readonly path: RowPath
  /** Loops of parents, each from its first row on. */
  readonly cycles: readonly (readonly number[])[]
  readonly branches: Branches
}

/** The graph as far as it is drawn by: orphans are not yet cut into branches. */
export type LinkedGraph = Omit<GraphIndex, 'branches'>

/**
 * Links rows, walks the active path, finds loops and cuts the orphans into branches; with `likeness` the orphans get
 * their classes as well. Flags are set in the own column of `rows`.
 * @param ids `leaf` null = the head has none; `distinctIds` = the store itself sees to it that no id stands twice in
 *   its column
 */
export const buildIndex = (rows: UnlinkedRows, ids: LinkOptions, likeness?: LikenessPart): GraphIndex =>
  cutBranches(linkGraph(rows, ids, likeness))

/** The first part of `buildIndex`, after which a graph can be laid out. */
export function linkGraph(rows: UnlinkedRows, ids: LinkOptions, likeness?: LikenessPart): LinkedGraph {
  const { count, seq, kind, flags, bytes, time, lines, idLow, idHigh } = rows
  const { leaf } = ids
  const renamed = likeness?.renamed ?? []
  const distinctIds = ids.distinctIds && renamed.length === 0
  const { parent, lost, shadowed, leafRow, deadLeaf } = linkRows(rows, flags, { leaf, distinctIds })
  const path = markPath(parent, flags, leafRow, leaf !== null)
  const cycles = markCycles(parent, flags)
  markFindings(flags, renamed, shadowed, deadLeaf)
  if (likeness !== undefined) classifyOrphans({ flags, shadowed, onPath: path.length }, likeness)
  return {
    ...{ count, seq, parent, kind, flags, bytes, time, lines, idLow, idHigh, lost },
    renamed: new Map(renamed),
    shadowed,
    leafRow,
    path,
    cycles
  }
}

/** The second part of `buildIndex`. */
export const cutBranches = (graph: LinkedGraph): GraphIndex => ({
  ...graph,
  branches: findBranches(graph.parent, graph.flags, graph.bytes, graph.shadowed)
})

/**
 * The index of rows that have been verified since it was built, as `buildIndex` would make it anew: orphans get their
 * classes, and nothing else changes unless a row has another id in its JSON than in its column.
 * @param ids how it was linked
 */
export function classifyIndex(index: GraphIndex, ids: LinkOptions, likeness: LikenessPart): GraphIndex {
  if (likeness.renamed.length > 0) return buildIndex(unlinked(index), ids, likeness)
  const { flags, shadowed, path, branches } = index
  classifyOrphans({ flags, shadowed, onPath: path.length }, likeness)
  return {
    ...index,
    branches: { ...branches, ...countClasses(branches.count, branches.branchOf, flags) }
  }
}

const ODD = NodeFlag.undecodable | NodeFlag.inCycle | NodeFlag.lostParent | NodeFlag.cut

/** Sets `finding` on every row that a finding names. Tombstones are somebody's wish, unless the head points at one. */
function markFindings(
  flags: Uint16Array,
  renamed: LikenessPart['renamed'],
  shadowed: ReadonlyMap<number, number>,
  deadLeaf: number
): void {
  for (let row = 0; row < flags.length; row++) {
    const flag = flags[row] ?? 0
    const odd = flag & NodeFlag.tombstoned ? row === deadLeaf : (flag & ODD) !== 0
    flags[row] = odd ? flag | NodeFlag.finding : flag & ~NodeFlag.finding
  }
  for (const [row] of renamed) flags[row] = (flags[row] ?? 0) | NodeFlag.finding
  for (const row of shadowed.keys()) flags[row] = (flags[row] ?? 0) | NodeFlag.finding
}

/** Numbers of rows by what they are; what no load shows is counted in `tombstoned` and `undecodable` only. */
export interface RowCounts {
  readonly nodes: number
  readonly onPath: number
  readonly orphans: number
  readonly tombstoned: number
  readonly undecodable: number
  readonly roots: number
  /** Subtrees whose top names a parent that no load holds. */
  readonly islands: number
}

/** Counts the rows of a graph by their flags. */
export function countRows({ count, flags, parent, shadowed }: GraphIndex): RowCounts {
  const counts = { nodes: 0, onPath: 0, orphans: 0, tombstoned: 0, undecodable: 0, roots: 0, islands: 0 }
  for (let row = 0; row < count; row++) {
    const flag = flags[row] ?? 0
    if (flag & NodeFlag.tombstoned) counts.tombstoned++
    else if (flag & NodeFlag.undecodable) counts.undecodable++
    if (flag & DEAD) continue
    counts.nodes++
    if (flag & NodeFlag.onPath) counts.onPath++
    else if (isOrphan(flags, shadowed, row)) counts.orphans++
    if (parent[row] === NO_PARENT) counts.roots++
    else if (parent[row] === LOST_PARENT || flag & NodeFlag.cut) counts.islands++
  }
  return counts
}

/** The row with this `seq`, or -1; rows are in order of `seq`. */
export function rowOfSeq({ seq, count }: NodeColumns, wanted: number): number {
  let low = 0
  let high = count - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = seq[middle] ?? 0
    if (found === wanted) return middle
    if (found < wanted) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** Whether a row means the same in both graphs: `after` holds the rows of `before` in their places, or more behind. */
export function continuesRows(before: NodeColumns, after: NodeColumns): boolean {
  if (after.count < before.count) return false
  // rows are in order of `seq`: with both ends in their places, what was taken out or put in between would show
  return [0, before.count - 1].every((row) => before.seq[row] === after.seq[row])
}
