import type { AppError } from '@shared/ipc/request'
import { type Decision, loopAtLeaf } from '@shared/operations/decision'
import { expectationAfter } from '@shared/operations/expectation'
import { bytesOf } from '@shared/operations/facts'
import { planGc } from '@shared/operations/gc'
import type { Plan } from '@shared/operations/plan'
import { planCompact, planVacuum } from '@shared/operations/vacuum'
import { err, ok, type Result } from '@shared/result'
import { asNumber } from '../store/connection'
import { computeStamp, hashSteps, readExpectable } from '../writer/stamp'
import { readOnlyLayout } from '../writer/writable'
import type { PlanAsk } from './ask'
import { blobFacts } from './blob-facts'
import type { Foretold, NamedRows } from './foretold'
import { foretellGraphChange } from './graph-change'
import { foretellPrune } from './plan-prune'
import { loopsAtLeaf, readTombstoned } from './read-facts'
import { type PlanSource, readSessionFacts, type SessionFacts } from './source'
import { unwatched } from './watch'

/**
 * Gathers facts, lets the planner of the kind decide, and adds what makes a decision a plan: stamp, expectation,
 * prediction.
 * Errors: the store may not be written at all (its layout), a loop at the leaf (only moving the head helps), or what
 * the planner refuses.
 */
export function makePlan(source: PlanSource, ask: PlanAsk): Result<Plan, AppError> {
  const made = makeNamedPlan(source, ask)
  return made.ok ? ok(made.value.plan) : made
}

/** `makePlan`, with where the rows that the plan names stand, if planning has found that out. */
export function makeNamedPlan(
  source: PlanSource,
  ask: PlanAsk
): Result<{ readonly plan: Plan; readonly named: NamedRows | undefined }, AppError> {
  const { db, path } = source
  const objection = readOnlyLayout(db, path)
  if (objection !== null) return err(objection)
  const session = readSessionFacts(source)
  const foretold = foretell(source, session, ask)
  if (!foretold.ok) return err({ path, ...foretold.error })
  const { decision, predicted, named } = foretold.value
  const { watch = unwatched } = source
  const stamp = computeStamp(db, decision.steps, named?.located, (done, total) =>
    watch.progress('stamping', done, total)
  )
  const plan: Plan = {
    version: 1,
    kind: ask.kind,
    store: path,
    session: session.head?.head?.session_id ?? session.meta?.meta.session_id ?? null,
    made_at: source.now.toISOString(),
    sentence: decision.sentence,
    done: decision.done,
    stamp: { ...stamp, steps: hashSteps(decision) },
    steps: [...decision.steps],
    expects: expectationAfter(readExpectable(db, stamp), decision.steps),
    predicted,
    frees: decision.frees,
    warnings: [...decision.warnings]
  }
  return ok({ plan, named })
}

function foretell(source: PlanSource, session: SessionFacts, ask: PlanAsk): Result<Foretold, AppError> {
  switch (ask.kind) {
    case 'prune':
      return foretellPrune(source, session, ask)
    case 'vacuum':
    case 'gc':
    case 'compact':
      return runsInLoop(source, session.head?.head?.leaf_node_id)
        ? err(loopAtLeaf)
        : ok(foretellCleaning(source, session, ask.kind))
    default:
      return foretellGraphChange(source, session, ask)
  }
}

/**
 * Whether the parents of the leaf run in a loop. Rows are never given other parents, so a chain that the columns have
 * seen reach a root still does while the leaf is the same; SQLite's own walk over a long path takes many seconds.
 */
function runsInLoop({ db, layout, columns }: PlanSource, leaf: string | undefined): boolean {
  const { path, renamed, leafRow, seq } = columns?.index ?? {}
  if (path?.end.kind === 'root' && renamed?.size === 0 && leafRow !== undefined) {
    const [stored] = db.first('SELECT node_id FROM graph_nodes WHERE seq = ?', seq?.[leafRow] ?? -1) ?? []
    if (stored === leaf) return false
  }
  return loopsAtLeaf(db, layout, leaf)
}

/** What needs no node read: rows, blobs and pages that nothing shows. */
function foretellCleaning(
  source: PlanSource,
  session: SessionFacts,
  kind: 'vacuum' | 'gc' | 'compact'
): Foretold {
  switch (kind) {
    case 'vacuum': {
      const tombstoned = readTombstoned(source.db, source.layout)
      const decision = planVacuum(tombstoned, source.files.db.bytes)
      const located = new Map(tombstoned.map((row) => [row.id, Number(row.seq)]))
      const named = { located, bytes: bytesOf(tombstoned) }
      return { decision, named, predicted: tombstoned.length === 0 ? {} : { tombstoned: [] } }
    }
    case 'gc':
      return { decision: planGc(blobFacts(source, session)), predicted: {} }
    case 'compact':
      return { decision: decideCompact(source), predicted: {} }
  }
}

function decideCompact({ db, files }: PlanSource): Decision {
  const freePages = asNumber(db.first('PRAGMA freelist_count')?.[0])
  const pageBytes = asNumber(db.first('PRAGMA page_size')?.[0])
  return planCompact(files.db.bytes, freePages * pageBytes, files.wal?.bytes ?? 0)
}
