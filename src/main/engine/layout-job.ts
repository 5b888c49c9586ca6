import type { Chains } from '@shared/domain/layout/chains'
import {
  type CanvasLayout,
  type CutGraph,
  cutGraph,
  type LaidOutColumns,
  type LayoutOptions,
  layoutCards,
  layoutGraph,
  layoutRuns,
  type ReadLayout,
  type RunsLayout
} from '@shared/domain/layout/layout'
import { ok, type Result } from '@shared/result'
import type { StoreError } from '../store/store-error'
import type { Jobs } from './worker-pool'

interface LayoutStep {
  /** The store that is laid out, to be named where something goes wrong. */
  readonly path: string
}

/** Cuts a graph into chains; what is given lies in memory that all threads see. */
export interface CutJob extends LayoutStep, LayoutOptions {
  readonly job: 'cut'
  readonly columns: LaidOutColumns
}

/** Lays out the cards of a graph that has been cut. */
export interface CardsJob extends LayoutStep {
  readonly job: 'cards'
  readonly columns: LaidOutColumns
  readonly cut: CutGraph
}

/** Lays out the runs of a graph that has been cut. */
export interface RunsJob extends LayoutStep {
  readonly job: 'runs'
  readonly cut: CutGraph
}

/** The three steps as they run in a thread. */
export const cutRows = ({ columns, ...options }: CutJob): CutGraph => sharedCut(cutGraph(columns, options))
/** Places the cards of a graph that has been cut into chains. */
export const layOutCards = ({ columns, cut }: CardsJob): ReadLayout => layoutCards(columns, cut)
/** Places the runs of a graph that has been cut into chains. */
export const layOutRuns = ({ cut }: RunsJob): RunsLayout => layoutRuns(cut)

/** A layout under way. The cards can be taken while the runs are still being laid out. */
export interface LayoutUnderWay {
  readonly read: Promise<Result<ReadLayout, StoreError>>
  readonly runs: Promise<Result<RunsLayout, StoreError>>
}

/** A graph with fewer rows is laid out sooner than it is handed to another thread. */
const LARGE = 20_000

/**
 * `layoutGraph`; a large graph is laid out by other threads, each distance by one, while this one goes on.
 * @param signal calls off the steps that have not begun. Error: cancelled.
 */
export function layOut(
  jobs: Jobs,
  path: string,
  columns: LaidOutColumns,
  options: LayoutOptions,
  signal?: AbortSignal
): LayoutUnderWay {
  if (columns.count < LARGE) return laidOut(layoutGraph(columns, options))
  const seen = sharedColumns(columns)
  const cutting = jobs.run({ job: 'cut', path, columns: seen, ...options }, signal)
  const read = cutting.then((cut) =>
    cut.ok ? jobs.run({ job: 'cards', path, columns: seen, cut: cut.value }, signal) : cut
  )
  const runs = cutting.then((cut) => (cut.ok ? jobs.run({ job: 'runs', path, cut: cut.value }, signal) : cut))
  // whoever awaits the one hears of a mistake of ours; that nobody awaits the other by then ends no process
  for (const step of [read, runs]) step.catch(() => undefined)
  return { read, runs }
}

/** A layout that is there already. */
export const laidOut = ({ read, runs }: CanvasLayout): LayoutUnderWay => ({
  read: Promise.resolve(ok(read)),
  runs: Promise.resolve(ok(runs))
})

/** Both distances, once they are there. */
export async function wholeLayout(layout: LayoutUnderWay): Promise<Result<CanvasLayout, StoreError>> {
  const read = await layout.read
  if (!read.ok) return read
  const runs = await layout.runs
  return runs.ok ? ok({ read: read.value, runs: runs.value }) : runs
}

/** The columns in memory that all threads see, as they are now: flags may change here meanwhile. */
const sharedColumns = ({ count, parent, kind, flags, lines }: LaidOutColumns): LaidOutColumns => ({
  count,
  parent: shared(Int32Array, parent),
  flags: shared(Uint16Array, flags),
  kind: shared(Uint8Array, kind),
  lines: shared(Uint8Array, lines)
})

const sharedCut = ({ chains, lost, turns }: CutGraph): CutGraph => ({
  chains: sharedChains(chains),
  lost: shared(Uint8Array, lost),
  turns: shared(Uint32Array, turns)
})

const sharedChains = (chains: Chains): Chains => ({
  kind: shared(Uint8Array, chains.kind),
  fork: shared(Int32Array, chains.fork),
  head: shared(Uint32Array, chains.head),
  folded: shared(Uint32Array, chains.folded),
  first: shared(Uint32Array, chains.first),
  children: shared(Uint32Array, chains.children),
  rowAt: shared(Uint32Array, chains.rowAt),
  positionOf: shared(Int32Array, chains.positionOf),
  birth: shared(Int32Array, chains.birth)
})

/** A copy of a column in memory that all threads see. */
function shared<Column extends { set(from: Column): void; readonly byteLength: number }>(
  make: new (memory: SharedArrayBuffer) => Column,
  column: Column
): Column {
  const copy = new make(new SharedArrayBuffer(column.byteLength))
  copy.set(column)
  return copy
}

/** The buffers of a layout that can be handed over without a copy. */
export const layoutBuffers = (layout: ReadLayout | RunsLayout): ArrayBuffer[] => [
  ...new Set(
    Object.values(layout).flatMap((column) => (column.buffer instanceof ArrayBuffer ? column.buffer : []))
  )
]
