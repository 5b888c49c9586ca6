import {
  type CanvasLayout,
  type LaidOutColumns,
  type LayoutOptions,
  layoutGraph,
  layoutOfCards,
  layoutOfRuns,
  type ReadLayout,
  type RunsLayout
} from '@shared/domain/layout/layout'
import { ok, type Result } from '@shared/result'
import type { StoreError } from '../store/store-error'
import type { Jobs } from './worker-pool'

interface LayoutAsked extends LayoutOptions {
  /** The store that is laid out, to be named where something goes wrong. */
  readonly path: string
  readonly columns: LaidOutColumns
}
export interface CardsJob extends LayoutAsked {
  readonly job: 'layout-cards'
}
export interface RunsJob extends LayoutAsked {
  readonly job: 'layout-runs'
}

export const layOutCards = ({ columns, ...options }: CardsJob): ReadLayout => layoutOfCards(columns, options)
export const layOutRuns = ({ columns, ...options }: RunsJob): RunsLayout => layoutOfRuns(columns, options)

/** A graph with fewer rows is laid out sooner than it is handed to another thread. */
const LARGE = 20_000

/** `layoutGraph`; of a large graph both distances at the same time, while this thread goes on. */
export async function layOut(
  jobs: Jobs,
  path: string,
  columns: LaidOutColumns,
  options: LayoutOptions
): Promise<Result<CanvasLayout, StoreError>> {
  if (columns.count < LARGE) return ok(layoutGraph(columns, options))
  const asked = { path, columns: sharedCopy(columns), ...options }
  const [read, runs] = await Promise.all([
    jobs.run({ job: 'layout-cards', ...asked }),
    jobs.run({ job: 'layout-runs', ...asked })
  ])
  if (!read.ok) return read
  return runs.ok ? ok({ read: read.value, runs: runs.value }) : runs
}

/** The columns in memory that both threads see; flags may change here meanwhile. */
function sharedCopy({ count, parent, kind, flags, lines }: LaidOutColumns): LaidOutColumns {
  const memory = new SharedArrayBuffer(count * 8)
  const shared = {
    count,
    parent: new Int32Array(memory, 0, count),
    flags: new Uint16Array(memory, count * 4, count),
    kind: new Uint8Array(memory, count * 6, count),
    lines: new Uint8Array(memory, count * 7, count)
  }
  shared.parent.set(parent)
  shared.flags.set(flags)
  shared.kind.set(kind)
  shared.lines.set(lines)
  return shared
}

/** The buffers of a layout, to be handed over without a copy. */
export const layoutBuffers = (layout: ReadLayout | RunsLayout): ArrayBuffer[] => [
  ...new Set(
    Object.values(layout).flatMap((column) =>
      ArrayBuffer.isView(column) && column.buffer instanceof ArrayBuffer ? column.buffer : []
    )
  )
]
