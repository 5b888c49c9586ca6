import {
  type CanvasLayout,
  type LaidOutColumns,
  type LayoutOptions,
  layoutGraph
} from '@shared/domain/layout/layout'
import { ok, type Result } from '@shared/result'
import type { StoreError } from '../store/store-error'
import type { Jobs } from './worker-pool'

export interface LayoutJob extends LayoutOptions {
  readonly job: 'layout'
  /** The store that is laid out, to be named where something goes wrong. */
  readonly path: string
  readonly columns: LaidOutColumns
}

export const layOutRows = ({ columns, ...options }: LayoutJob): CanvasLayout => layoutGraph(columns, options)

/** A graph with fewer rows is laid out sooner than it is handed to another thread. */
const LARGE = 20_000

/** `layoutGraph`; a large graph is laid out by another thread, while this one goes on. */
export async function layOut(
  jobs: Jobs,
  path: string,
  columns: LaidOutColumns,
  options: LayoutOptions
): Promise<Result<CanvasLayout, StoreError>> {
  if (columns.count < LARGE) return ok(layoutGraph(columns, options))
  return jobs.run({ job: 'layout', path, columns: sharedCopy(columns), ...options })
}

/** The columns in memory that both threads see, as they are now: flags may change here meanwhile. */
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

/** The buffers of a layout, to be handed over without a copy; both distances have some of them in common. */
export const layoutBuffers = ({ read, runs }: CanvasLayout): ArrayBuffer[] => [
  ...new Set(
    [...Object.values(read), ...Object.values(runs)].flatMap((column) =>
      column.buffer instanceof ArrayBuffer ? column.buffer : []
    )
  )
]
