import {
  LOST_PARENT,
  type NodeColumns,
  NodeFlag,
  type NodeKind,
  nodeKinds
} from '@shared/domain/columns/columns'
import { isLive } from '../columns/link'
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
  const cut = cutGraph(columns, options)
  return { read: layoutCards(columns, cut), runs: layoutRuns(cut) }
}

/** A graph cut into chains: what both distances are laid out from, each without the other. */
export interface CutGraph {
  readonly chains: Chains
  /** 1 for segments below the stub of a lost parent. */
  readonly lost: Uint8Array
  /** Positions at which turns begin, in every segment, and behind the last one the number of positions. */
  readonly turns: Uint32Array
}

/** The first step of `layoutGraph`. */
export function cutGraph(columns: LaidOutColumns, options: LayoutOptions): CutGraph {
  const forest = growForest(columns, options.leaf ?? lastMessageRow(columns))
  const chains = cutChains(columns, forest, options.showCopies)
  return { chains, lost: lostSegments(columns, chains), turns: turnPositions(columns, chains.rowAt) }
}

/** The row that a healed head would name, else the last live one. */
function lastMessageRow(columns: LaidOutColumns): number {
  const healed = healedRow(columns)
  if (healed !== NONE) return healed
  const { count, flags } = columns
  for (let row = count - 1; row >= 0; row--) if (isLive(flags, row)) return row
  return count - 1
}

/** The height of a row's card, px. */
export function rowCardHeight(columns: LaidOutColumns, row: number): number {
  if (((columns.flags[row] ?? 0) & NodeFlag.undecodable) !== 0) return px.unreadableHeight
  return px.cardHeight(kindAt(columns, row), columns.lines[row] ?? 0)
}

/** The kind of the node in a row. */
export function kindAt(columns: LaidOutColumns, row: number): NodeKind {
  return nodeKinds[columns.kind[row] ?? 0] ?? 'unknown'
}

function lostSegments(columns: LaidOutColumns, { head, kind }: Chains): Uint8Array {
  const lost = new Uint8Array(head.length)
  for (let segment = 0; segment < head.length; segment++) {
    const hasStub = kind[segment] !== SegmentKind.copies && columns.parent[head[segment] ?? 0] === LOST_PARENT
    lost[segment] = hasStub ? 1 : 0
  }
  return lost
}

/** px above the first item: the stub of a lost parent, or the title of a loop. */
function leadSpace(kind: number, lost: boolean): number {
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

function turnPositions(columns: LaidOutColumns, rowAt: Uint32Array): Uint32Array {
  const turns = new Uint32Array(rowAt.length + 1)
  let found = 0
  for (let position = 0; position < rowAt.length; position++) {
    if (startsTurn(columns, rowAt[position] ?? 0)) turns[found++] = position
  }
  turns[found++] = rowAt.length
  return turns.subarray(0, found)
}

/** The canvas at the distance of cards. @param columns those that `cut` was cut from */
export function layoutCards(columns: LaidOutColumns, { chains, lost, turns }: CutGraph): ReadLayout {
  const { kind, first, rowAt, positionOf } = chains
  const offset = new Uint32Array(rowAt.length)
  const height = new Float64Array(kind.length)
  for (let segment = 0; segment < kind.length; segment++) {
    const isChip = kind[segment] === SegmentKind.copies
    const lead = leadSpace(kind[segment] ?? 0, lost[segment] === 1)
    height[segment] = isChip
      ? px.chipHeight + px.chipStack
      : stackCards(columns, chains, segment, lead, offset) + noteSpace(kind[segment] ?? 0)
  }
  const want = wantBelowCards(columns, chains, offset)
  const layout = placeSegments({ ...chains, offset, height, want }, (birth) => birth + 1)
  const spineTurns = lastAtOrBefore(turns, (first[1] ?? 0) - 1, turns.length) + 1
  return { ...layout, rowAt, positionOf, turns: turns.slice(0, spineTurns) }
}

/** Puts the cards of a segment one below the other; turns are labelled on the spine only. @returns px to the last one's end */
function stackCards(
  columns: LaidOutColumns,
  { first, rowAt }: Chains,
  segment: number,
  lead: number,
  offset: Uint32Array
): number {
  const end = first[segment + 1] ?? 0
  let y = lead
  for (let position = first[segment] ?? 0; position < end; position++) {
    const row = rowAt[position] ?? 0
    if (segment === 0 && startsTurn(columns, row)) y += px.turnLabelSpace
    offset[position] = y
    y += rowCardHeight(columns, row) + px.cardGap
  }
  return y - px.cardGap
}

/** Where branches would like to begin, px below the top of the segment they leave: beside the card below their fork. */
function wantBelowCards(
  columns: LaidOutColumns,
  { kind, fork, first, children, rowAt }: Chains,
  offset: Uint32Array
): Float64Array {
  const want = new Float64Array(kind.length)
  for (let segment = 0; segment < kind.length; segment++) {
    const end = first[segment + 1] ?? 0
    const lastChild = children[segment + 1] ?? 0
    for (let child = children[segment] ?? 0; child < lastChild; child++) {
      const position = fork[child] ?? 0
      const top = offset[position] ?? 0
      const card = rowCardHeight(columns, rowAt[position] ?? 0)
      if (kind[child] === SegmentKind.copies) want[child] = top + card / 2 - px.chipHeight / 2
      else want[child] = position + 1 < end ? (offset[position + 1] ?? 0) : top + card + px.forkGap
    }
  }
  return want
}

/** The canvas at the distance of runs. They are found from fork to fork and turn to turn; no row is looked at. */
export function layoutRuns({ chains, lost, turns }: CutGraph): RunsLayout {
  const { kind, fork, rowAt } = chains
  // a run begins with a segment, with a turn, or behind a fork, and a fork has a segment that leaves it
  const most = 2 * kind.length + turns.length
  const runStart = new Uint32Array(most + 1)
  const offset = new Uint32Array(most)
  const first = new Uint32Array(kind.length + 1)
  const height = new Float64Array(kind.length)
  const want = new Float64Array(kind.length)
  let runs = 0
  let turn = 0
  for (let segment = 0; segment < kind.length; segment++) {
    first[segment] = runs
    const isChip = kind[segment] === SegmentKind.copies
    const end = chains.first[segment + 1] ?? 0
    const lastChild = chains.children[segment + 1] ?? 0
    let child = chains.children[segment] ?? 0
    let y = leadSpace(kind[segment] ?? 0, lost[segment] === 1) - px.runPitch
    let start = chains.first[segment] ?? 0
    while (start < end) {
      y += px.runPitch
      offset[runs] = y
      runStart[runs++] = start
      while ((turns[turn] ?? 0) <= start) turn++
      const beforeTurn = Math.min(turns[turn] ?? 0, end)
      const forkAt = child < lastChild ? (fork[child] ?? 0) : end
      for (; child < lastChild && fork[child] === forkAt && forkAt < beforeTurn; child++) {
        want[child] = y + px.runPitch + (kind[child] === SegmentKind.copies ? px.runChipDrop : 0)
      }
      start = Math.min(beforeTurn, forkAt + 1)
    }
    const note = kind[segment] === SegmentKind.loop ? px.loopNoteSpace : 0
    height[segment] = isChip ? px.chipHeight + px.chipStack : y + px.runHeight + note
  }
  first[kind.length] = runs
  runStart[runs] = rowAt.length
  const starts = runStart.slice(0, runs + 1)
  const items = { ...chains, first, offset: offset.slice(0, runs), height, want }
  return { ...placeSegments(items, runAfter(starts, first[1] ?? 0)), runStart: starts }
}

/** The first run of the spine behind a position, or the number of its runs; to be asked for positions in their order. */
function runAfter(runStart: Uint32Array, spineRuns: number): (position: number) => number {
  let run = 0
  return (position) => {
    while (run < spineRuns && (runStart[run] ?? 0) <= position) run++
    return run
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
 * @param itemAfter first item of the spine behind a position of the spine; asked in the order of births
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
