import type { AppError } from '@shared/ipc/request'
import { type Decision, loopAtLeaf } from '@shared/operations/decision'
import { expectationAfter } from '@shared/operations/expectation'
import { planGc } from '@shared/operations/gc'
import type { Plan } from '@shared/operations/plan'
import { planCompact, planVacuum } from '@shared/operations/vacuum'
import { err, ok, type Result } from '@shared/result'
import { asNumber } from '../store/connection'
import type { Located } from '../writer/rows'
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
  /** Where the rows that the steps name stand, if the facts tell it. */
  readonly located?: Located
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
  const foretold = foretell(source, session, ask)
  if (!foretold.ok) return err({ path, ...foretold.error })
  const { decision, predicted, located } = foretold.value
  const stamp = computeStamp(db, decision.steps, located)
  return ok({
    version: 1,
    kind: ask.kind,
    store: path,
    session: session.head?.head?.session_id ?? session.meta?.meta.session_id ?? null,
    made_at: source.now.toISOString(),
    sentence: decision.sentence,
    stamp,
    steps: [...decision.steps],
    expects: expectationAfter(readExpectable(db, stamp), decision.steps),
    predicted,
    frees: decision.frees,
    warnings: [...decision.warnings]
  })
}

function foretell(source: PlanSource, session: SessionFacts, ask: PlanAsk): Result<Foretold, AppError> {
  switch (ask.kind) {
    case 'prune':
      return foretellPrune(source, session, ask)
    case 'vacuum':
    case 'gc':
    case 'compact':
      return loopsAtLeaf(source.db, source.layout, session.head?.head?.leaf_node_id)
        ? err(loopAtLeaf)
        : ok(foretellCleaning(source, session, ask.kind))
    default:
      return foretellGraphChange(source, session, ask)
  }
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
      return { decision, located, predicted: tombstoned.length === 0 ? {} : { tombstoned: [] } }
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
