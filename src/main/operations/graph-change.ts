import type { AppError } from '@shared/ipc/request'
import { planAppend } from '@shared/operations/append'
import { planBranch } from '@shared/operations/branch'
import { planCurate } from '@shared/operations/curate'
import { type Decided, loopAtLeaf, nothingToDo } from '@shared/operations/decision'
import { viewGraph } from '@shared/operations/facts'
import { groundOfView, type HeadFacts, type HeadGround, noHead } from '@shared/operations/head-step'
import { planHeal } from '@shared/operations/heal'
import { planRestore } from '@shared/operations/restore'
import { err, ok, type Result } from '@shared/result'
import { blobRows, countNodeRows } from '../store/rows'
import { zlib } from '../store/zlib'
import type { PlanAsk } from './ask'
import { tombstonedRows } from './choose-rows'
import { namedColumns } from './columns'
import type { Foretold } from './foretold'
import { columnGround } from './head-ground'
import { COMPARED_ROWS } from './limits'
import { predictCore, predictMoved } from './predict'
import { type FullFacts, modelOf, readFullFacts } from './read-facts'
import type { PlanSource, SessionFacts } from './source'
import { unwatched } from './watch'

type GraphAsk = Exclude<PlanAsk, { kind: 'prune' | 'vacuum' | 'gc' | 'compact' }>
type MoveAsk = Extract<PlanAsk, { kind: 'heal' | 'branch' }>

/** Plans a change of the graph; a move of the head in a large store from columns, all else with every body decoded. */
export function foretellGraphChange(
  source: PlanSource,
  session: SessionFacts,
  ask: GraphAsk
): Result<Foretold, AppError> {
  const isMove = ask.kind === 'heal' || ask.kind === 'branch'
  return isMove && countNodeRows(source.db, source.layout) > COMPARED_ROWS
    ? moveByColumns(source, session, ask)
    : changeByBodies(source, session, ask)
}

/** The same decision from columns; of CORE afterwards head, path and orphans are told. */
export function moveByColumns(
  source: PlanSource,
  session: SessionFacts,
  ask: MoveAsk
): Result<Foretold, AppError> {
  const { db, layout, watch = unwatched } = source
  const leaf = session.head?.head?.leaf_node_id
  const columns = namedColumns(db, layout, leaf, source.columns, watch)
  const { index } = columns
  if (ask.kind === 'heal' && index.path.end.kind === 'cycle') return err(loopAtLeaf)
  const head = headFacts(session, index.count - tombstonedRows(index).length)
  const decision = decideMove(source, session, columnGround(db, columns), head, ask)
  if (!decision.ok) return decision
  watch.progress('foretelling', 0, 0)
  return ok({ decision: decision.value, predicted: predictMoved(columns, decision.value.steps) })
}

/** With every node decoded; tells all of CORE afterwards by playing the steps in memory. */
export function changeByBodies(
  source: PlanSource,
  session: SessionFacts,
  ask: GraphAsk
): Result<Foretold, AppError> {
  const facts = readFullFacts(source.db, source.layout, source.watch)
  const decision = decide(source, session, facts, ask)
  if (!decision.ok) return decision
  return ok({
    decision: decision.value,
    predicted: predictCore(facts, session, decision.value.steps, source.watch)
  })
}

function decide(source: PlanSource, session: SessionFacts, facts: FullFacts, ask: GraphAsk): Decided {
  const view = viewGraph(facts)
  if (ask.kind !== 'branch' && view.path.end.kind === 'cycle') return err(loopAtLeaf)
  if (ask.kind === 'restore') return ok(planRestore(modelOf(facts, session.head), ask.ids))
  const head = headFacts(session, facts.rows.filter((row) => !row.tombstoned).length)
  if (ask.kind === 'heal' || ask.kind === 'branch') {
    return decideMove(source, session, groundOfView(view, head?.head.leaf_node_id), head, ask)
  }
  if (head === undefined) return err(noHead)
  return ask.kind === 'append'
    ? planAppend(view, head, ask.request, source.fresh)
    : planCurate(facts, view, head, ask.nodes, source.fresh)
}

/** Heals or moves the head, if there is one. */
function decideMove(
  source: PlanSource,
  session: SessionFacts,
  ground: HeadGround,
  head: HeadFacts | undefined,
  ask: MoveAsk
): Decided {
  if (ask.kind === 'branch') {
    return head === undefined ? err(noHead) : planBranch(ground, head, checkpointFacts(source, session), ask)
  }
  if (head !== undefined) return planHeal(ground, head, ask.leaf)
  return ask.leaf === undefined
    ? ok(nothingToDo('lash finds no head in this store, so there is nothing to heal.'))
    : err(noHead)
}

function checkpointFacts({ db, layout }: PlanSource, { checkpoint }: SessionFacts) {
  return {
    ...(checkpoint.checkpoint === undefined ? {} : { manifest: checkpoint.checkpoint }),
    blobs: new Set(blobRows(db, layout).map(({ ref }) => ref)),
    zlib
  }
}

/** The head with the column's revision, which is the one that counts (store-format.md §5). */
function headFacts({ head }: SessionFacts, liveRows: number): HeadFacts | undefined {
  if (head?.head === undefined) return undefined
  return { head: { ...head.head, head_revision: head.revision }, liveRows }
}
