import type { CanvasLayout, LayoutColumns, ReadLayout, RunsLayout } from '@shared/domain/layout/layout'
import type { ColumnSet, ColumnSets } from './columns'

/** @returns the layouts that the engine sent, or null where a column is missing or of another type or length */
export function toCanvasLayout(sets: ColumnSets): CanvasLayout | null {
  const read = toReadLayout(sets.get('layout/read'))
  const runs = toRunsLayout(sets.get('layout/runs'))
  return read === null || runs === null ? null : { read, runs }
}

function toReadLayout(set: ColumnSet | undefined): ReadLayout | null {
  const columns = toLayoutColumns(set)
  const rowAt = set?.get('rowAt')
  const positionOf = set?.get('positionOf')
  const turns = set?.get('turns')
  if (columns === null || !(rowAt instanceof Uint32Array && positionOf instanceof Int32Array)) return null
  if (!(turns instanceof Uint32Array) || rowAt.length !== columns.offset.length) return null
  return { ...columns, rowAt, positionOf, turns }
}

function toRunsLayout(set: ColumnSet | undefined): RunsLayout | null {
  const columns = toLayoutColumns(set)
  const runStart = set?.get('runStart')
  if (columns === null || !(runStart instanceof Uint32Array)) return null
  return runStart.length === columns.offset.length + 1 ? { ...columns, runStart } : null
}

function toLayoutColumns(set: ColumnSet | undefined): LayoutColumns | null {
  const kind = set?.get('kind')
  const fork = set?.get('fork')
  const head = set?.get('head')
  const folded = set?.get('folded')
  const first = set?.get('first')
  const children = set?.get('children')
  if (!(kind instanceof Uint8Array && fork instanceof Int32Array && head instanceof Uint32Array)) return null
  if (!(folded instanceof Uint32Array && first instanceof Uint32Array)) return null
  if (!(children instanceof Uint32Array)) return null
  const lane = set?.get('lane')
  const top = set?.get('top')
  const height = set?.get('height')
  const laneStart = set?.get('laneStart')
  const laneOrder = set?.get('laneOrder')
  const offset = set?.get('offset')
  const extent = set?.get('extent')
  if (!(lane instanceof Uint16Array && top instanceof Float64Array && height instanceof Float64Array))
    return null
  if (!(laneStart instanceof Uint32Array && laneOrder instanceof Uint32Array)) return null
  if (!(offset instanceof Uint32Array && extent instanceof Float64Array)) return null
  const segments = [fork, head, folded, lane, top, height, laneOrder]
  const whole =
    segments.every((column) => column.length === kind.length) &&
    [first, children].every((column) => column.length === kind.length + 1)
  if (!whole) return null
  return {
    kind,
    fork,
    head,
    folded,
    first,
    children,
    lane,
    top,
    height,
    laneStart,
    laneOrder,
    offset,
    extent
  }
}
