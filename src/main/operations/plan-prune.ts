import type { SessionNode } from '@shared/domain/model/node'
import { analyseOrphans, type OrphanReport } from '@shared/domain/orphans/analyse'
import type { LostRow } from '@shared/domain/orphans/context'
import type { AppError } from '@shared/ipc/request'
import type { Decision } from '@shared/operations/decision'
import { type GraphFacts, type GraphView, viewGraph } from '@shared/operations/facts'
import { lossWarning } from '@shared/operations/losses'
import { namedIds } from '@shared/operations/plan'
import { type PruneAsk, planPrune } from '@shared/operations/prune'
import { chooseBranches } from '@shared/operations/prune-rules'
import { err, ok, type Result } from '@shared/result'
import { nodeCounts } from '../store/rows'
import type { Located } from '../writer/rows'
import type { PlanAsk, PruneChoice } from './ask'
import type { Foretold } from './make-plan'
import { predictBare, predictCore } from './predict'
import { type FullFacts, readFullFacts, readLinkFacts } from './read-facts'
import type { PlanSource, SessionFacts } from './source'

type Ask = Extract<PlanAsk, { kind: 'prune' }>

/** Up to so many rows are decoded whole, so that contents can be compared; beyond, only where a rule needs it. */
const COMPARED_ROWS = 200_000

/** Plans a prune; how much of the store is read depends on its size and on what the choice needs to know. */
export function foretellPrune(
  source: PlanSource,
  session: SessionFacts,
  ask: Ask
): Result<Foretold, AppError> {
  const { live, tombstoned } = nodeCounts(source.db, source.layout)
  return live + tombstoned <= COMPARED_ROWS || needsBodies(ask.choice)
    ? comparing(source, session, ask)
    : byLinks(source, ask)
}

const needsBodies = (choice: PruneChoice): boolean =>
  choice.by === 'rules' || (choice.by === 'hand' && choice.rules !== undefined)

function comparing(source: PlanSource, session: SessionFacts, ask: Ask): Result<Foretold, AppError> {
  const facts = readFullFacts(source.db, source.layout)
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
  return ok({ decision, predicted: predictCore(facts, session, decision.steps) })
}

function byLinks(source: PlanSource, ask: Ask): Result<Foretold, AppError> {
  const facts = readLinkFacts(source.db, source.layout)
  const view = viewGraph(facts)
  const objection = handObjection(ask.choice, view)
  if (objection !== undefined) return err(objection)
  const chosen = ask.choice.by === 'hand' ? positionsOf(view, ask.choice.ids) : undefined
  const decided = planPrune(facts, view, pruneAsk(ask, chosen), source.files.db.bytes)
  if (!decided.ok || decided.value.steps.length === 0)
    return decided.ok ? ok({ decision: decided.value, predicted: {} }) : decided
  const decision = withWarning(decided.value, {
    code: 'not-compared',
    message:
      'The store is large, so the contents were not compared: what of this exists nowhere else is not counted.'
  })
  return ok({ decision, predicted: predictBare(facts, view, decision), located: locatedIn(facts, decision) })
}

function locatedIn(facts: GraphFacts, { steps }: Decision): Located {
  const named = new Set(namedIds(steps))
  return new Map(facts.rows.flatMap((row) => (named.has(row.id) ? [[row.id, Number(row.seq)]] : [])))
}

function pruneAsk({ choice, vacuum, noPath, rlm }: Ask, chosen: ReadonlySet<number> | undefined): PruneAsk {
  return { chosen, vacuum, noPath, rlm, byHand: choice.by === 'hand' }
}

function choose(
  choice: PruneChoice,
  view: GraphView<SessionNode>,
  report: OrphanReport
): ReadonlySet<number> | undefined {
  if (choice.by === 'all') return undefined
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

/** A node chosen by hand that is on the path, or that is not there, refuses the plan: it is not what the user meant. */
function handObjection(choice: PruneChoice, view: GraphView): AppError | undefined {
  if (choice.by !== 'hand') return undefined
  const left = new Set(choice.ids)
  for (const [at, row] of view.rows.entries()) {
    if (!left.delete(row.id) || view.isOrphan(at)) continue
    return {
      code: 'on-path',
      id: row.id,
      message: `Node ${row.id} is on the active path, which is never pruned.`,
      advice: 'Choose nodes off the path, or move the head first.'
    }
  }
  const [missing] = left
  if (missing === undefined) return undefined
  return {
    code: 'no-such-node',
    id: missing,
    message: `There is no live node ${missing} in the store.`,
    advice: 'Check the id; it may be tombstoned already, or unreadable.'
  }
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
