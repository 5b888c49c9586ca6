import { type NodeColumns, NodeFlag } from '@shared/domain/columns/columns'
import * as px from './geometry'
import {
  type CanvasLayout,
  extentOf,
  type LayoutColumns,
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

/**
 * The layout with rows appended below the leaf, as `layoutGraph` would make it but for the places of branches: those
 * move up with the spine and are not packed anew. No node is looked at but the new ones, so that a canvas can show a
 * commit at once, whatever the size of the store.
 * @param columns the columns with the new rows
 * @param rows the new rows, each the parent of the next; the layout has a spine, and its last row is their parent
 */
export function growLayout(
  { read, runs }: CanvasLayout,
  columns: NodeColumns,
  rows: readonly number[]
): CanvasLayout {
  return { read: growCards(read, columns, rows), runs: growRuns(read, runs, columns, rows) }
}

const startsTurn = (columns: NodeColumns, row: number): boolean =>
  ((columns.flags[row] ?? 0) & NodeFlag.turnStart) !== 0

function growCards(read: ReadLayout, columns: NodeColumns, rows: readonly number[]): ReadLayout {
  const end = read.first[1] ?? 0
  const leaf = read.rowAt[end - 1] ?? 0
  let y = (read.offset[end - 1] ?? 0) + rowCardHeight(columns, leaf) + px.cardGap
  const offsets: number[] = []
  for (const row of rows) {
    if (startsTurn(columns, row)) y += px.turnLabelSpace
    offsets.push(y)
    y += rowCardHeight(columns, row) + px.cardGap
  }
  const turns = rows.flatMap((row, at) => (startsTurn(columns, row) ? [end + at] : []))
  return {
    ...growSegments(read, end, rows.length, { offsets, height: y - px.cardGap }),
    rowAt: insert(read.rowAt, end, rows),
    positionOf: shiftPositions(read.positionOf, columns.count, end, rows),
    turns: insert(read.turns, read.turns.length, turns)
  }
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
  const grown = spineHeight - (layout.height[0] ?? 0)
  const top = layout.top.map((y) => y - grown)
  const height = layout.height.slice()
  height[0] = spineHeight
  return {
    ...layout,
    fork: layout.fork.map((position) => (position >= end ? position + positions : position)),
    first: layout.first.map((item, segment) => (segment === 0 ? item : item + offsets.length)),
    offset: insert(layout.offset, layout.first[1] ?? 0, offsets),
    top,
    height,
    extent: extentOf(top, height)
  }
}

function insert(column: Uint32Array, at: number, values: readonly number[]): Uint32Array {
  const longer = new Uint32Array(column.length + values.length)
  longer.set(column.subarray(0, at))
  longer.set(values, at)
  longer.set(column.subarray(at), at + values.length)
  return longer
}

function shiftPositions(
  positionOf: Int32Array,
  count: number,
  end: number,
  rows: readonly number[]
): Int32Array {
  const shifted = new Int32Array(count)
  for (let row = 0; row < positionOf.length; row++) {
    const position = positionOf[row] ?? 0
    shifted[row] = position >= end ? position + rows.length : position
  }
  for (const [at, row] of rows.entries()) shifted[row] = end + at
  return shifted
}
