import type { SessionNode } from '@shared/domain/model/node'
import { analyseOrphans, type OrphanReport } from '@shared/domain/orphans/analyse'
import type { LostRow } from '@shared/domain/orphans/context'
import type { AppError } from '@shared/ipc/request'
import type { Decision } from '@shared/operations/decision'
import { type GraphFacts, type GraphView, viewGraph } from '@shared/operations/facts'
import { lossWarning } from '@shared/operations/losses'
import { decidePrune, type PruneAsk, planPrune } from '@shared/operations/prune'
import { chooseBranches } from '@shared/operations/prune-rules'
import { err, ok, type Result } from '@shared/result'
import { countNodeRows } from '../store/rows'
import type { PlanAsk, PruneChoice } from './ask'
import { chooseRows, groundOf, tombstonedRows } from './choose-rows'
import { type NamedColumns, namedColumns } from './columns'
import { lossInColumns } from './compare-rows'
import type { Foretold, NamedRows } from './foretold'
import { COMPARED_ROWS } from './limits'
import { nodeOnPath, noSuchNode } from './objections'
import { predictCore, predictPruned } from './predict'
import { type FullFacts, readFullFacts } from './read-facts'
import { orphansOf, selectInColumns } from './select-rows'
import type { PlanSource, SessionFacts } from './source'
import { unwatched } from './watch'

type Ask = Extract<PlanAsk, { kind: 'prune' }>

/** Plans a prune; how much of the store is read depends on its size and on what the choice needs to know. */
export function foretellPrune(
  source: PlanSource,
  session: SessionFacts,
  ask: Ask
): Result<Foretold, AppError> {
  return countNodeRows(source.db, source.layout) <= COMPARED_ROWS || needsBodies(ask.choice)
    ? pruneByBodies(source, session, ask)
    : pruneByColumns(source, session, ask)
}

const isByHand = ({ by }: PruneChoice): boolean => by === 'hand' || by === 'seqs'

const needsBodies = (choice: PruneChoice): boolean =>
  choice.by === 'rules' || (choice.by === 'hand' && choice.rules !== undefined)

/** With every node decoded: tells all of CORE afterwards, and chooses by rule. */
export function pruneByBodies(
  source: PlanSource,
  session: SessionFacts,
  ask: Ask
): Result<Foretold, AppError> {
  const facts = readFullFacts(source.db, source.layout, source.watch)
  const view = viewGraph(facts)
  const report = analyse(facts, view)
  const objection = handObjection(ask.choice, view)
  if (objection !== undefined) return err(objection)
  const chosen = choose(ask.choice, view, report)
  const decided = planPrune(facts, view, pruneAsk(ask, chosen), source.files.db.bytes)
  if (!decided.ok) return decided
  const pruned = tombstonedBy(decided.value)
  const positions = new Set(view.rows.flatMap((row, at) => (pruned.has(row.id) ? at : [])))
  const loss = positions.size === 0 ? undefined : lossWarning(positions, view.nodes, report.likenesses)
  const decision = loss === undefined ? decided.value : withWarning(decided.value, loss)
  return ok({ decision, predicted: predictCore(facts, session, decision.steps, source.watch) })
}

/** The same decision from columns, with what is lost settled by comparing contents where hashes propose a copy. */
export function pruneByColumns(
  source: PlanSource,
  session: SessionFacts,
  ask: Ask
): Result<Foretold, AppError> {
  const { db, layout, watch = unwatched } = source
  const head = session.head?.head
  const columns = namedColumns(db, layout, head?.leaf_node_id, source.columns, watch)
  const orphan = orphansOf(columns, head !== undefined)
  const chosen = chooseRows(columns, ask.choice, orphan)
  if (!chosen.ok) return chosen
  const byHand = ask.choice.by !== 'all'
  const selected = selectInColumns(db, { columns, orphan, chosen: chosen.value, ask: { ...ask, byHand } })
  const { selection, rows } = selected
  const ground = groundOf(db, columns, selected)
  const decided = decidePrune(ground, selection, ask, source.files.db.bytes)
  if (!decided.ok || decided.value.steps.length === 0)
    return decided.ok ? ok({ decision: decided.value, predicted: {} }) : decided
  const loss = rows.length === 0 ? undefined : lossInColumns(db, columns, rows, watch)
  const decision = loss === undefined ? decided.value : withWarning(decided.value, loss)
  const predicted = predictPruned(columns, orphan, rows, ask.vacuum)
  const named = namedRows(columns, ask.vacuum ? [tombstonedRows(columns.index), rows] : [rows])
  return ok({ decision, predicted, named })
}

function namedRows({ index, columnIds }: NamedColumns, lists: readonly (readonly number[])[]): NamedRows {
  const located = new Map<string, number>()
  let bytes = 0
  for (const rows of lists) {
    for (const row of rows) {
      located.set(columnIds[row] ?? '', index.seq[row] ?? 0)
      bytes += index.bytes[row] ?? 0
    }
  }
  return { located, bytes }
}

function pruneAsk({ choice, vacuum, noPath, rlm }: Ask, chosen: ReadonlySet<number> | undefined): PruneAsk {
  return { chosen, vacuum, noPath, rlm, byHand: isByHand(choice) }
}

function choose(
  choice: PruneChoice,
  view: GraphView<SessionNode>,
  report: OrphanReport
): ReadonlySet<number> | undefined {
  if (choice.by === 'all') return undefined
  if (choice.by === 'seqs') return positionsAt(view, choice.seqs)
  const byHand = choice.by === 'hand' ? positionsOf(view, choice.ids) : undefined
  if (choice.rules === undefined) return byHand
  const members = chooseBranches(report.branches, view.nodes, choice.rules).flatMap(
    (branch) => branch.members
  )
  return new Set(byHand === undefined ? members : members.filter((at) => byHand.has(at)))
}

function positionsOf(view: GraphView, ids: ReadonlySet<string>): ReadonlySet<number> {
  return new Set(view.rows.flatMap((row, at) => (ids.has(row.id) ? at : [])))
}

function positionsAt(view: GraphView, seqs: readonly number[]): ReadonlySet<number> {
  const chosen = new Set(seqs.map(BigInt))
  return new Set(view.rows.flatMap((row, at) => (chosen.has(row.seq) ? at : [])))
}

/** A node chosen by hand that is on the path, or that is not there, refuses the plan: it is not what the user meant. */
function handObjection(choice: PruneChoice, view: GraphView): AppError | undefined {
  if (!isByHand(choice)) return undefined
  const left = new Set<unknown>(choice.by === 'hand' ? choice.ids : choice.by === 'seqs' ? choice.seqs : [])
  for (const [at, row] of view.rows.entries()) {
    const isChosen = left.delete(choice.by === 'seqs' ? Number(row.seq) : row.id)
    if (isChosen && !view.isOrphan(at)) return nodeOnPath(row.id)
  }
  const [missing] = left
  return missing === undefined ? undefined : noSuchNode(String(missing))
}

function analyse(facts: FullFacts, view: GraphView<SessionNode>): OrphanReport {
  const leaf = facts.head?.leaf_node_id
  const graph = leaf === undefined ? { nodes: view.nodes } : { nodes: view.nodes, leaf_node_id: leaf }
  return analyseOrphans({ graph, bytes: view.rows.map((row) => row.bytes), lost: lostRows(facts) }, view.path)
}

function lostRows(facts: GraphFacts): ReadonlyMap<string, LostRow> {
  const lost = new Map<string, LostRow>()
  for (const row of facts.rows) {
    if (row.tombstoned) lost.set(row.id, 'tombstoned')
    else if (row.node === undefined) lost.set(row.id, 'undecodable')
  }
  return lost
}

const tombstonedBy = ({ steps }: Decision): ReadonlySet<string> =>
  new Set(steps.flatMap((step) => (step.op === 'tombstone' ? step.ids : [])))

const withWarning = (decision: Decision, warning: Decision['warnings'][number]): Decision => ({
  ...decision,
  warnings: [warning, ...decision.warnings]
})
