import { type NodeColumns, NodeFlag } from '@shared/domain/columns/columns'
import { longer, roomyCopy } from '../columns/room'
import * as px from './geometry'
import {
  type CanvasLayout,
  extentOf,
  type LayoutColumns,
  lastAtOrBefore,
  type ReadLayout,
  type RunsLayout,
  rowCardHeight
} from './layout'
import { branchesAt } from './query'

/** Items that the spine gets at one distance: where each stands below the spine's top, and the spine's new height. */
interface NewItems {
  readonly offsets: readonly number[]
  readonly height: number
}

/** A layout that belongs to one owner and may be written to. */
export interface GrowingLayout extends CanvasLayout {
  readonly growing: true
}

/** A copy of a layout that can be grown. */
export function startGrowing({ read, runs }: CanvasLayout): GrowingLayout {
  return {
    growing: true,
    read: {
      ...read,
      ...ownColumns(read),
      rowAt: roomyCopy(read.rowAt),
      positionOf: roomyCopy(read.positionOf),
      turns: roomyCopy(read.turns)
    },
    runs: { ...runs, ...ownColumns(runs), runStart: roomyCopy(runs.runStart) }
  }
}

function ownColumns({ fork, first, offset, top, height }: LayoutColumns) {
  return {
    fork: roomyCopy(fork),
    first: roomyCopy(first),
    offset: roomyCopy(offset),
    top: roomyCopy(top),
    height: roomyCopy(height)
  }
}

/**
 * The layout with rows appended below the leaf, as `layoutGraph` would make it but for the places of branches: those
 * move up with the spine and are not packed anew. No node is looked at but the new ones, so that a canvas can show a
 * commit at once, whatever the size of the store. Written in place: `layout` must not be used afterwards.
 * @param columns the columns with the new rows
 * @param rows the new rows, each the parent of the next; the layout has a spine, and its last row is their parent
 */
export function growLayout(
  { read, runs }: GrowingLayout,
  columns: NodeColumns,
  rows: readonly number[]
): GrowingLayout {
  const grownRuns = growRuns(read, runs, columns, rows)
  return { growing: true, read: growCards(read, columns, rows), runs: grownRuns }
}

const startsTurn = (columns: NodeColumns, row: number): boolean =>
  ((columns.flags[row] ?? 0) & NodeFlag.turnStart) !== 0

function growCards(read: ReadLayout, columns: NodeColumns, rows: readonly number[]): ReadLayout {
  const end = read.first[1] ?? 0
  const items = cardsBelow(read, columns, end, rows)
  const turns = rows.flatMap((row, at) => (startsTurn(columns, row) ? [end + at] : []))
  return {
    ...growSegments(read, end, rows.length, items),
    positionOf: shiftPositions(read, end, rows),
    rowAt: insert(read.rowAt, end, rows),
    turns: insert(read.turns, read.turns.length, turns)
  }
}

/** Where the cards of rows stand that begin at a position of the spine. */
function cardsBelow(
  { rowAt, offset }: ReadLayout,
  columns: NodeColumns,
  from: number,
  rows: readonly number[]
): NewItems {
  const above = rowAt[from - 1] ?? 0
  let y = (offset[from - 1] ?? 0) + rowCardHeight(columns, above) + px.cardGap
  const offsets: number[] = []
  for (const row of rows) {
    if (startsTurn(columns, row)) y += px.turnLabelSpace
    offsets.push(y)
    y += rowCardHeight(columns, row) + px.cardGap
  }
  return { offsets, height: y - px.cardGap }
}

/** Whether the last rows of the spine stand as these columns would have them stand. */
export function endsAs({ read }: GrowingLayout, columns: NodeColumns, rows: readonly number[]): boolean {
  const from = (read.first[1] ?? 0) - rows.length
  const { offsets, height } = cardsBelow(read, columns, from, rows)
  return (
    height === read.height[0] &&
    rows.every((row, at) => {
      const position = from + at
      const turn = read.turns[lastAtOrBefore(read.turns, position, read.turns.length)] === position
      return (
        read.rowAt[position] === row &&
        read.offset[position] === offsets[at] &&
        turn === startsTurn(columns, row)
      )
    })
  )
}

/** A new run begins where a turn does, and below a leaf that branches leave. */
function growRuns(
  read: ReadLayout,
  runs: RunsLayout,
  columns: NodeColumns,
  rows: readonly number[]
): RunsLayout {
  const end = read.first[1] ?? 0
  const spineRuns = runs.first[1] ?? 0
  const { from, to } = branchesAt(read, 0, end - 1)
  const starts = rows.flatMap((row, at) =>
    startsTurn(columns, row) || (at === 0 && from < to) ? [end + at] : []
  )
  const last = runs.offset[spineRuns - 1] ?? 0
  const offsets = starts.map((_, at) => last + (at + 1) * px.runPitch)
  const runStart = insert(runs.runStart, spineRuns, starts)
  for (let run = spineRuns + starts.length; run < runStart.length; run++) {
    runStart[run] = (runStart[run] ?? 0) + rows.length
  }
  const height = (offsets.at(-1) ?? last) + px.runHeight
  return { ...growSegments(runs, end, rows.length, { offsets, height }), runStart }
}

/** @param end position behind the old leaf; forks below it lie so many positions further on */
function growSegments(
  layout: LayoutColumns,
  end: number,
  positions: number,
  { offsets, height: spineHeight }: NewItems
): LayoutColumns {
  const { top, height, fork, first } = layout
  const offset = insert(layout.offset, first[1] ?? 0, offsets)
  const grown = spineHeight - (height[0] ?? 0)
  height[0] = spineHeight
  for (let segment = 0; segment < top.length; segment++) {
    top[segment] = (top[segment] ?? 0) - grown
    if ((fork[segment] ?? 0) >= end) fork[segment] = (fork[segment] ?? 0) + positions
    first[segment + 1] = (first[segment + 1] ?? 0) + offsets.length
  }
  return { ...layout, offset, extent: extentOf(top, height) }
}

function insert(column: Uint32Array, at: number, values: readonly number[]): Uint32Array {
  const grown = longer(column, Uint32Array.from(values))
  grown.copyWithin(at + values.length, at, column.length)
  grown.set(values, at)
  return grown
}

/** To be called while `rowAt` is as it was: what stands behind the spine moves on by the new positions. */
function shiftPositions({ rowAt, positionOf }: ReadLayout, end: number, rows: readonly number[]): Int32Array {
  for (let position = end; position < rowAt.length; position++) {
    positionOf[rowAt[position] ?? 0] = position + rows.length
  }
  const added = Int32Array.from(rows, (_, at) => end + at)
  return longer(positionOf, added)
}
