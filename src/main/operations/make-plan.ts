import type { AppError } from '@shared/ipc/request'
import type { Decision } from '@shared/operations/decision'
import { expectationAfter } from '@shared/operations/expectation'
import { planGc } from '@shared/operations/gc'
import type { Plan } from '@shared/operations/plan'
import { planCompact, planVacuum } from '@shared/operations/vacuum'
import { err, ok, type Result } from '@shared/result'
import { asNumber } from '../store/connection'
import { computeStamp, readExpectable } from '../writer/stamp'
import { readOnlyLayout } from '../writer/writable'
import type { PlanAsk } from './ask'
import { blobFacts } from './blob-facts'
import { foretellGraphChange } from './graph-change'
import { foretellPrune } from './plan-prune'
import type { Predicted } from './predict'
import { loopsAtLeaf, readTombstoned } from './read-facts'
import { type PlanSource, readSessionFacts, type SessionFacts } from './source'

/** A decision with what CORE will be, as far as it changes. */
export interface Foretold {
  readonly decision: Decision
  readonly predicted: Predicted
}

/**
 * Gathers facts, lets the planner of the kind decide, and adds what makes a decision a plan: stamp, expectation,
 * prediction.
 * Errors: the store may not be written at all (its layout), a loop at the leaf (only moving the head helps), or what
 * the planner refuses.
 */
export function makePlan(source: PlanSource, ask: PlanAsk): Result<Plan, AppError> {
  const { db, path } = source
  const objection = readOnlyLayout(db, path)
  if (objection !== null) return err(objection)
  const session = readSessionFacts(source)
  if (ask.kind !== 'branch' && loopsAtLeaf(db, source.layout, session.head?.head?.leaf_node_id))
    return err(loopError(path))
  const foretold = foretell(source, session, ask)
  if (!foretold.ok) return err({ path, ...foretold.error })
  const { decision, predicted } = foretold.value
  return ok({
    version: 1,
    kind: ask.kind,
    store: path,
    session: session.head?.head?.session_id ?? session.meta?.meta.session_id ?? null,
    made_at: source.now.toISOString(),
    sentence: decision.sentence,
    stamp: computeStamp(db, decision.steps),
    steps: [...decision.steps],
    expects: expectationAfter(readExpectable(db), decision.steps),
    predicted,
    frees: decision.frees,
    warnings: [...decision.warnings]
  })
}

function foretell(source: PlanSource, session: SessionFacts, ask: PlanAsk): Result<Foretold, AppError> {
  switch (ask.kind) {
    case 'vacuum': {
      const decision = planVacuum(readTombstoned(source.db, source.layout), source.files.db.bytes)
      return ok({ decision, predicted: decision.steps.length === 0 ? {} : { tombstoned: [] } })
    }
    case 'gc':
      return ok({ decision: planGc(blobFacts(source, session)), predicted: {} })
    case 'compact':
      return ok({ decision: decideCompact(source), predicted: {} })
    case 'prune':
      return foretellPrune(source, session, ask)
    default:
      return foretellGraphChange(source, session, ask)
  }
}

function decideCompact({ db, files }: PlanSource): Decision {
  const freePages = asNumber(db.first('PRAGMA freelist_count')?.[0])
  const pageBytes = asNumber(db.first('PRAGMA page_size')?.[0])
  return planCompact(files.db.bytes, freePages * pageBytes, files.wal?.bytes ?? 0)
}

const loopError = (path: string): AppError => ({
  code: 'cycle',
  path,
  message:
    'The parents of the head’s leaf run in a loop, in which the runtime hangs; until the head is moved out of it, nothing else can be changed.',
  advice: 'Move the head to a node outside the loop.'
})
