import { columnsOf } from '@shared/domain/columns/shape'
import type { CanvasLayout, LayoutColumns } from '@shared/domain/layout/layout'
import { OWN_OF_RUNS, READ_LAYOUT, SEGMENTS } from '@shared/domain/layout/shape'
import type { ColumnSets } from './columns'

/** @returns the layouts that the engine sent, or null where a column is missing or of another type or length */
export function toCanvasLayout(sets: ColumnSets): CanvasLayout | null {
  const read = columnsOf(READ_LAYOUT, (name) => sets.get('layout/read')?.get(name))
  const segments = columnsOf(SEGMENTS, (name) => sets.get('layout/read')?.get(name))
  const own = columnsOf(OWN_OF_RUNS, (name) => sets.get('layout/runs')?.get(name))
  if (read === undefined || segments === undefined || own === undefined) return null
  const runs = { ...segments, ...own }
  if (!isWhole(read) || !isWhole(runs)) return null
  if (read.rowAt.length !== read.offset.length || runs.runStart.length !== runs.offset.length + 1) return null
  return { read, runs }
}

/** Whether there is one value for each segment, and one more where segments begin. */
function isWhole({ kind, first, children, ...layout }: LayoutColumns): boolean {
  const { fork, head, folded, lane, top, height, laneOrder } = layout
  const segments = [fork, head, folded, lane, top, height, laneOrder]
  return (
    segments.every((column) => column.length === kind.length) &&
    [first, children].every((column) => column.length === kind.length + 1)
  )
}
