import { messageOf } from '@shared/domain/graph/node'
import { quote } from '@shared/domain/orphans/words'
import type { LeafCandidate } from '@shared/ipc/operations'
import type { AppError } from '@shared/ipc/request'
import { viewGraph } from '@shared/operations/facts'
import { leafGroundOfView, type RankedLeaf, rankLeaves } from '@shared/operations/leaf-candidates'
import { err, ok, type Result } from '@shared/result'
import { type GraphColumns, namedColumns } from '../../operations/columns'
import { leafGroundOfColumns } from '../../operations/leaf-ground'
import { COMPARED_ROWS } from '../../operations/limits'
import { readFullFacts } from '../../operations/read-facts'
import { PlanStopped, type PlanWatch } from '../../operations/watch'
import { hydrateCheckpoint } from '../../store/checkpoint'
import { Connection } from '../../store/connection'
import { readHead } from '../../store/head'
import { detectLayout, type StoreLayout } from '../../store/layout'
import { countNodeRows, nodeRowAt } from '../../store/rows'
import type { RowRange } from '../../store/scan-rows'
import { readRow } from '../view/card'
import { type PlanSignal, watchOf } from './plan-signal'

/** Ranks the nodes that the head could point at. */
export interface LeavesJob extends Pick<RowRange, 'path' | 'as'> {
  readonly job: 'leaves'
  /** The verified graph of a large store. */
  readonly columns: GraphColumns | undefined
  readonly signal: PlanSignal
}

/** A candidate without its place in the columns, which only the engine's own thread knows. */
export type FoundLeaf = Omit<LeafCandidate, 'row'> & { readonly seq: number }

/** Ranks the leaves that healing could choose, the best first. The error `leaves-stopped` when it was stopped. */
export function findLeaves({ path, as, columns, signal }: LeavesJob): Result<FoundLeaf[], AppError> {
  const db = new Connection(path, as)
  try {
    const layout = detectLayout(db, path)
    if (!layout.ok) return ok([])
    const source = { db, layout: layout.value, watch: watchOf(signal), columns }
    const isLarge = countNodeRows(db, layout.value) > COMPARED_ROWS
    const { ranked, seqAt } = isLarge ? rankByColumns(source) : rankByBodies(source)
    return ok(ranked.map((leaf, at) => foundLeaf(source, leaf, seqAt(leaf.position), at + 1)))
  } catch (cause) {
    if (cause instanceof PlanStopped) return err(stopped)
    throw cause
  } finally {
    db.close()
  }
}

const stopped: AppError = {
  code: 'leaves-stopped',
  message: 'The leaves were not looked through to the end, because it was stopped.',
  advice: 'Look again when you want it, or pick a node on the canvas.'
}

interface Source {
  readonly db: Connection
  readonly layout: StoreLayout
  readonly watch: PlanWatch
  readonly columns: GraphColumns | undefined
}

interface Ranking {
  readonly ranked: readonly RankedLeaf[]
  readonly seqAt: (position: number) => number
}

/** With every node decoded. */
export function rankByBodies({ db, layout, watch }: Source): Ranking {
  const facts = readFullFacts(db, layout, watch)
  const { leaf, turns } = headOf(db, layout)
  const view = viewGraph(facts)
  return {
    ranked: rankLeaves(leafGroundOfView(view, leaf), turns),
    seqAt: (position) => Number(view.rows[position]?.seq ?? 0n)
  }
}

/** The same from columns. */
export function rankByColumns({ db, layout, watch, columns: given }: Source): Ranking {
  const { leaf, turns } = headOf(db, layout)
  const columns = namedColumns(db, layout, leaf, given, watch)
  return {
    ranked: rankLeaves(leafGroundOfColumns(db, columns, watch), turns),
    seqAt: (row) => columns.index.seq[row] ?? 0
  }
}

function headOf(db: Connection, layout: StoreLayout) {
  const head = readHead(db, layout)?.head
  const { checkpoint } = hydrateCheckpoint(db, layout, head?.checkpoint_ref)
  return { leaf: head?.leaf_node_id, turns: checkpoint?.turn_state.turn_index }
}

function foundLeaf(
  { db, layout }: Source,
  { position: _, time, ...leaf }: RankedLeaf,
  seq: number,
  rank: number
): FoundLeaf {
  const stored = nodeRowAt(db, seq)
  const node = stored === undefined ? undefined : readRow(stored, layout.era).node
  const message = node === undefined ? undefined : messageOf(node)
  return {
    ...leaf,
    id: node?.node_id ?? '',
    seq,
    words: message === undefined ? '' : quote(message),
    time: Number.isNaN(time) ? null : time,
    rank
  }
}
