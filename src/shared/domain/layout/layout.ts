import {
  LOST_PARENT,
  type NodeColumns,
  NodeFlag,
  type NodeKind,
  nodeKinds
} from '@shared/domain/columns/columns'
import { DEAD } from '../columns/link'
import { healedRow } from '../columns/path'
import { type Chains, cutChains, SegmentKind } from './chains'
import { growForest, NONE } from './forest'
import * as px from './geometry'
import { type Placement, packSegments } from './packing'

/**
 * The canvas at one distance, as columns. A *segment* is an unbranched chain in one lane; segment numbers are the
 * same at both distances. Its *items* are cards (one row each) or runs (many rows).
 */
export interface LayoutColumns extends Placement {
  /** A `SegmentKind`. */
  readonly kind: Uint8Array
  /** Position (index into `rowAt`) after which the segment leaves its parent segment; -1 where it hangs on nothing. */
  readonly fork: Int32Array
  /** Row of its first node; of a chip, of the first branch folded into it. */
  readonly head: Uint32Array
  /** Nodes folded into a chip; else 0. */
  readonly folded: Uint32Array
  /** First item of each segment, and behind the last one the number of items. */
  readonly first: Uint32Array
  /** First segment that leaves each segment; behind the last one the number of segments. */
  readonly children: Uint32Array
  /** px from the segment's top to its bottom, stub and notes included. */
  readonly height: Float64Array
  /** px from the segment's top to each item's. */
  readonly offset: Uint32Array
  /** The highest and the lowest y of the whole canvas, px. */
  readonly extent: Float64Array
}

/** One card per row: item = position. */
export interface ReadLayout extends LayoutColumns {
  /** Row at each position. */
  readonly rowAt: Uint32Array
  /** Position of each row; -1 where it is folded into a chip. */
  readonly positionOf: Int32Array
  /** Positions of the spine at which turns begin. */
  readonly turns: Uint32Array
}

/** One card per unbranched stretch, cut at forks and where turns begin. */
export interface RunsLayout extends LayoutColumns {
  /** First position of each run, and behind the last one the number of positions. */
  readonly runStart: Uint32Array
}

export interface CanvasLayout {
  readonly read: ReadLayout
  readonly runs: RunsLayout
}

/** Names of the two sets as they cross from the engine; the columns of a set are its fields. */
export const layoutSets = ['layout/read', 'layout/runs'] as const

/** What a layout depends on. */
export type LaidOutColumns = Pick<NodeColumns, 'count' | 'parent' | 'kind' | 'flags' | 'lines'>

export interface LayoutOptions {
  /**
   * Row that the spine ends at: the leaf. null where the head's leaf does not resolve: then the last live message,
   * which is what the runtime's heal would name (store-format.md §8).
   */
  readonly leaf: number | null
  /** Draw every row; otherwise copy branches (orphans.md) are folded into one counted chip per fork. */
  readonly showCopies: boolean
}

/**
 * Lays out a session graph for both distances. y is 0 at the bottom of the leaf's card and grows downwards, so what
 * arrives above the leaf moves nothing below it. O(n log n), no object per node.
 */
export function layoutGraph(columns: LaidOutColumns, options: LayoutOptions): CanvasLayout {
  const forest = growForest(columns, options.leaf ?? lastMessageRow(columns))
  const chains = cutChains(columns, forest, options.showCopies)
  const lost = lostSegments(columns, chains)
  return { read: layoutCards(columns, chains, lost), runs: layoutRuns(columns, chains, lost) }
}

/** The row that a healed head would name, else the last live one. */
function lastMessageRow(columns: LaidOutColumns): number {
  const healed = healedRow(columns)
  if (healed !== NONE) return healed
  const { count, flags } = columns
  for (let row = count - 1; row >= 0; row--) if (((flags[row] ?? 0) & DEAD) === 0) return row
  return count - 1
}

/** The height of a row's card, px. */
export function rowCardHeight(columns: LaidOutColumns, row: number): number {
  if (((columns.flags[row] ?? 0) & NodeFlag.undecodable) !== 0) return px.unreadableHeight
  return px.cardHeight(kindAt(columns, row), columns.lines[row] ?? 0)
}

export function kindAt(columns: LaidOutColumns, row: number): NodeKind {
  return nodeKinds[columns.kind[row] ?? 0] ?? 'unknown'
}

function lostSegments(columns: LaidOutColumns, { head, kind }: Chains): Uint8Array {
  return Uint8Array.from(head, (row, segment) =>
    kind[segment] !== SegmentKind.copies && columns.parent[row] === LOST_PARENT ? 1 : 0
  )
}

/** px above the first item: the stub of a lost parent, or the title of a loop. */
export function leadSpace(kind: number, lost: boolean): number {
  if (kind === SegmentKind.loop) return px.loopTitleSpace
  return lost ? px.stubHeight + px.stubGap : 0
}

/** px below the last card for the words that stand there. */
function noteSpace(kind: number): number {
  if (kind === SegmentKind.spine) return 0
  return kind === SegmentKind.loop ? px.loopNoteSpace : px.branchNoteSpace
}

const startsTurn = (columns: LaidOutColumns, row: number): boolean =>
  ((columns.flags[row] ?? 0) & NodeFlag.turnStart) !== 0

function layoutCards(columns: LaidOutColumns, chains: Chains, lost: Uint8Array): ReadLayout {
  const { kind, fork, first, children, rowAt } = chains
  const offset = new Uint32Array(rowAt.length)
  const height = new Float64Array(kind.length)
  const want = new Float64Array(kind.length)
  for (let segment = 0; segment < kind.length; segment++) {
    if (kind[segment] === SegmentKind.copies) {
      height[segment] = px.chipHeight + px.chipStack
      continue
    }
    const end = first[segment + 1] ?? 0
    let y = leadSpace(kind[segment] ?? 0, lost[segment] === 1)
    for (let position = first[segment] ?? 0; position < end; position++) {
      const row = rowAt[position] ?? 0
      if (segment === 0 && startsTurn(columns, row)) y += px.turnLabelSpace
      offset[position] = y
      y += rowCardHeight(columns, row) + px.cardGap
    }
    height[segment] = y - px.cardGap + noteSpace(kind[segment] ?? 0)
  }
  for (let segment = 0; segment < kind.length; segment++) {
    const end = first[segment + 1] ?? 0
    for (let child = children[segment] ?? 0; child < (children[segment + 1] ?? 0); child++) {
      const position = fork[child] ?? 0
      const card = rowCardHeight(columns, rowAt[position] ?? 0)
      const below = (offset[position] ?? 0) + card + px.forkGap
      if (kind[child] === SegmentKind.copies)
        want[child] = (offset[position] ?? 0) + card / 2 - px.chipHeight / 2
      else want[child] = position + 1 < end ? (offset[position + 1] ?? 0) : below
    }
  }
  const items = { ...chains, offset, height, want }
  const layout = placeSegments(items, (birth) => birth + 1)
  return {
    ...layout,
    rowAt,
    positionOf: positionsOfRows(columns.count, rowAt),
    turns: turnsOf(columns, chains)
  }
}

function positionsOfRows(rows: number, rowAt: Uint32Array): Int32Array {
  const positions = new Int32Array(rows).fill(NONE)
  for (let position = 0; position < rowAt.length; position++) positions[rowAt[position] ?? 0] = position
  return positions
}

function turnsOf(columns: LaidOutColumns, { kind, first, rowAt }: Chains): Uint32Array {
  const turns: number[] = []
  const end = kind[0] === SegmentKind.spine ? (first[1] ?? 0) : 0
  for (let position = 0; position < end; position++) {
    if (startsTurn(columns, rowAt[position] ?? 0)) turns.push(position)
  }
  return Uint32Array.from(turns)
}

function layoutRuns(columns: LaidOutColumns, chains: Chains, lost: Uint8Array): RunsLayout {
  const { kind, fork, rowAt } = chains
  const runStart = new Uint32Array(rowAt.length + 1)
  const first = new Uint32Array(kind.length + 1)
  const offset = new Uint32Array(rowAt.length)
  const height = new Float64Array(kind.length)
  const want = new Float64Array(kind.length)
  let runs = 0
  for (let segment = 0; segment < kind.length; segment++) {
    first[segment] = runs
    const isChip = kind[segment] === SegmentKind.copies
    const lead = leadSpace(kind[segment] ?? 0, lost[segment] === 1)
    const from = chains.first[segment] ?? 0
    let child = chains.children[segment] ?? 0
    let y = lead - px.runPitch
    let cut = true
    for (let position = from; position < (chains.first[segment + 1] ?? 0); position++) {
      if (cut || startsTurn(columns, rowAt[position] ?? 0)) {
        y += px.runPitch
        offset[runs] = y
        runStart[runs++] = position
      }
      const firstChild = child
      for (; child < (chains.children[segment + 1] ?? 0) && fork[child] === position; child++) {
        want[child] = y + px.runPitch + (kind[child] === SegmentKind.copies ? px.runChipDrop : 0)
      }
      cut = child > firstChild
    }
    const note = kind[segment] === SegmentKind.loop ? px.loopNoteSpace : 0
    height[segment] = isChip ? px.chipHeight + px.chipStack : y + px.runHeight + note
  }
  first[kind.length] = runs
  runStart[runs] = rowAt.length
  const starts = runStart.slice(0, runs + 1)
  const items = { ...chains, first, offset: offset.slice(0, runs), height, want }
  const spineRuns = first[1] ?? 0
  return {
    ...placeSegments(items, (birth) => lastAtOrBefore(starts, birth, spineRuns) + 1),
    runStart: starts
  }
}

/** The last index below `end` whose value is at most `value`; -1 where there is none. */
export function lastAtOrBefore(sorted: Uint32Array | Float64Array, value: number, end: number): number {
  let low = 0
  let high = end
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}

interface SizedSegments extends Chains {
  readonly offset: Uint32Array
  readonly height: Float64Array
  readonly want: Float64Array
}

/**
 * Packs sized segments into lanes. Trees that hang on nothing would like to stand beside the item of the spine that
 * was born next, so that the canvas reads as time from the top down.
 * @param itemAfter first item of the spine behind a position of the spine
 */
function placeSegments(sized: SizedSegments, itemAfter: (birth: number) => number): LayoutColumns {
  const { kind, fork, head, folded, first, children, offset, height, want, birth } = sized
  const hasSpine = kind[0] === SegmentKind.spine
  const trees = kind.length === 0 ? 0 : (children[0] ?? 0)
  const spineTop = hasSpine ? -(height[0] ?? 0) : 0
  const spineItems = hasSpine ? (first[1] ?? 0) : 0
  for (let tree = 0; tree < trees; tree++) {
    const item = itemAfter(birth[tree] ?? NONE)
    want[tree] = item < spineItems ? spineTop + (offset[item] ?? 0) : px.laneGap
  }
  if (hasSpine) want[0] = spineTop
  const placement = packSegments({ fork, children, want, height, trees, hasSpine })
  const extent = extentOf(placement.top, height)
  return { kind, fork, head, folded, first, children, height, offset, extent, ...placement }
}

/** The highest and the lowest y of segments. */
export function extentOf(top: Float64Array, height: Float64Array): Float64Array {
  let highest = 0
  let lowest = 0
  for (let segment = 0; segment < top.length; segment++) {
    highest = Math.min(highest, top[segment] ?? 0)
    lowest = Math.max(lowest, (top[segment] ?? 0) + (height[segment] ?? 0))
  }
  return Float64Array.of(highest, lowest)
}
