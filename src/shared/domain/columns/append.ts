import { isOrphan } from './branches'
import { type NodeColumns, NodeFlag } from './columns'
import type { GraphIndex } from './graph-index'
import type { IndexPart } from './index-part'
import { appendLikeness, type LikenessPart } from './likeness-part'
import { DEAD, type IdKey, isLive } from './link'
import { longer } from './room'
import { RowTable } from './row-table'
import { longerSeqs } from './seq-column'

/** What is known of a store's graph. */
export interface GraphState {
  /** There once every row has been verified. */
  readonly likeness: LikenessPart | undefined
  readonly index: GraphIndex
}

/** What the passes find in rows that have been added. */
export interface NewRows {
  readonly part: IndexPart
  readonly likeness: LikenessPart
}

/**
 * The graph with rows appended below its leaf, as `buildIndex` would make it anew; flags and columns are written in
 * place, behind what is there. Most commits of the runtime are of this kind (store-format.md §10.3).
 * @returns undefined where the new rows are not one chain below the leaf that ends in `leaf`, or where they change
 *   what is known of others: a lost parent is found, an id is stored twice, an orphan has its like on the path now
 */
export function appendBelowLeaf(
  before: GraphState,
  news: NewRows,
  leaf: IdKey | null
): GraphState | undefined {
  const { index, likeness } = before
  if (likeness === undefined || leaf === null || index.leafRow < 0) return undefined
  if (news.likeness.renamed.length > 0) return undefined
  if (!isChainBelow(index, news.part, leaf) || changesOthers(index, likeness, news)) return undefined
  const grown = grownIndex(index, news.part)
  const { flags } = grown
  for (let row = index.count; row < grown.count; row++) flags[row] = (flags[row] ?? 0) | NodeFlag.onPath
  flags[index.leafRow] = (flags[index.leafRow] ?? 0) & ~NodeFlag.leaf
  flags[grown.leafRow] = (flags[grown.leafRow] ?? 0) | NodeFlag.leaf
  return { likeness: appendLikeness(likeness, news.likeness), index: grown }
}

/** Whether every new row is live and the child of the one before, the first one of the leaf. */
function isChainBelow(index: GraphIndex, { count, ...rows }: IndexPart, leaf: IdKey): boolean {
  if (count === 0) return false
  let low = index.idLow[index.leafRow]
  let high = index.idHigh[index.leafRow]
  for (let row = 0; row < count; row++) {
    if (!isLive(rows.flags, row)) return false
    if (rows.parentLow[row] !== low || rows.parentHigh[row] !== high) return false
    low = rows.idLow[row]
    high = rows.idHigh[row]
  }
  return low === leaf.low && high === leaf.high
}

/** Whether new ids or new contents of the path matter to rows that are known; looks at each of them once. */
function changesOthers(index: GraphIndex, known: LikenessPart, news: NewRows): boolean {
  const { count, idLow, idHigh } = news.part
  const ids = new RowTable(count, idLow, idHigh)
  const identities = new RowTable(count, news.likeness.identityLow, news.likeness.identityHigh)
  for (let row = 0; row < count; row++) {
    if (ids.put(row) >= 0) return true
    identities.put(row)
  }
  const { flags, shadowed } = index
  const leafLow = index.idLow[index.leafRow]
  const leafHigh = index.idHigh[index.leafRow]
  for (let row = 0; row < index.count; row++) {
    if (ids.find(index.idLow[row] ?? 0, index.idHigh[row] ?? 0) >= 0) return true
    const flag = flags[row] ?? 0
    // a dead row with the leaf's id is a finding as long as the head names it
    if ((flag & DEAD) !== 0 && index.idLow[row] === leafLow && index.idHigh[row] === leafHigh) return true
    if ((flag & NodeFlag.onPath) !== 0 || !isOrphan(flags, shadowed, row)) continue
    if (identities.find(known.identityLow[row] ?? 0, known.identityHigh[row] ?? 0) >= 0) return true
  }
  const { low, high } = index.lost
  return low.some((half, at) => ids.find(half, high[at] ?? 0) >= 0)
}

/** The index with the rows of a part behind its own, in the room that its columns have (`longer`). */
function grownIndex(index: GraphIndex, { count: news, ...rows }: IndexPart): GraphIndex {
  const from = index.count
  const count = from + news
  const parents = Int32Array.from({ length: news }, (_, at) => (at === 0 ? index.leafRow : from + at - 1))
  return {
    ...index,
    count,
    seq: longerSeqs(index.seq, rows.seq.subarray(0, news)),
    parent: longer(index.parent, parents),
    kind: longer(index.kind, rows.kind.subarray(0, news)),
    flags: longer(index.flags, rows.flags.subarray(0, news)),
    bytes: longer(index.bytes, rows.bytes.subarray(0, news)),
    time: longer(index.time, rows.time.subarray(0, news)),
    lines: longer(index.lines, rows.lines.subarray(0, news)),
    idLow: longer(index.idLow, rows.idLow.subarray(0, news)),
    idHigh: longer(index.idHigh, rows.idHigh.subarray(0, news)),
    leafRow: count - 1,
    path: { ...index.path, length: index.path.length + news },
    branches: { ...index.branches, branchOf: longer(index.branches.branchOf, new Int32Array(news).fill(-1)) }
  }
}

/** The columns of rows from `from` on, as a window gets them. */
export function columnsFrom(columns: NodeColumns, from: number): NodeColumns {
  const { seq, parent, kind, flags, bytes, time, lines, count } = columns
  return {
    count: count - from,
    seq: seq.slice(from, count),
    parent: parent.slice(from, count),
    kind: kind.slice(from, count),
    flags: flags.slice(from, count),
    bytes: bytes.slice(from, count),
    time: time.slice(from, count),
    lines: lines.slice(from, count)
  }
}

/** The columns with others behind them that hang below `leaf`, each the child of the one before; flags are written to. */
export function appendColumns(columns: NodeColumns, leaf: number, added: NodeColumns): NodeColumns {
  const flags = longer(columns.flags, added.flags)
  flags[leaf] = (flags[leaf] ?? 0) & ~NodeFlag.leaf
  const parents = Int32Array.from(added.parent, (_, at) => (at === 0 ? leaf : columns.count + at - 1))
  return {
    count: columns.count + added.count,
    seq: longerSeqs(columns.seq, added.seq),
    parent: longer(columns.parent, parents),
    kind: longer(columns.kind, added.kind),
    flags,
    bytes: longer(columns.bytes, added.bytes),
    time: longer(columns.time, added.time),
    lines: longer(columns.lines, added.lines)
  }
}
