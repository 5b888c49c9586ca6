import type { SessionNode } from '@shared/domain/model/node'
import type { AppError } from '@shared/ipc/request'
import { planAppend } from '@shared/operations/append'
import { planBranch } from '@shared/operations/branch'
import { planCurate } from '@shared/operations/curate'
import { type Decided, loopAtLeaf, nothingToDo } from '@shared/operations/decision'
import { type GraphView, viewGraph } from '@shared/operations/facts'
import { type HeadFacts, noHead } from '@shared/operations/head-step'
import { planHeal } from '@shared/operations/heal'
import { planRestore } from '@shared/operations/restore'
import { assertNever, err, ok, type Result } from '@shared/result'
import { blobRows } from '../store/rows'
import { zlib } from '../store/zlib'
import type { PlanAsk } from './ask'
import type { Foretold } from './foretold'
import { predictCore } from './predict'
import { type FullFacts, readFullFacts } from './read-facts'
import type { PlanSource, SessionFacts } from './source'

type GraphAsk = Exclude<PlanAsk, { kind: 'prune' | 'vacuum' | 'gc' | 'compact' }>

/** Plans the changes that need every node's body, and tells CORE afterwards by playing them in memory. */
export function foretellGraphChange(
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
  if (ask.kind === 'restore') return ok(planRestore(facts, ask.ids))
  const head = headFacts(session, facts)
  if (head !== undefined) return decideHead(source, session, facts, view, head, ask)
  return ask.kind === 'heal' && ask.leaf === undefined
    ? ok(nothingToDo('lash finds no head in this store, so there is nothing to heal.'))
    : err(noHead)
}

function decideHead(
  source: PlanSource,
  session: SessionFacts,
  facts: FullFacts,
  view: GraphView<SessionNode>,
  head: HeadFacts,
  ask: Exclude<GraphAsk, { kind: 'restore' }>
): Decided {
  switch (ask.kind) {
    case 'heal':
      return planHeal(view, head, ask.leaf)
    case 'branch':
      return planBranch(view, head, checkpointFacts(source, session), ask)
    case 'append':
      return planAppend(view, head, ask.request, source.fresh)
    case 'curate':
      return planCurate(facts, view, head, ask.nodes, source.fresh)
    default:
      return assertNever(ask)
  }
}

function checkpointFacts({ db, layout }: PlanSource, { checkpoint }: SessionFacts) {
  return {
    ...(checkpoint.checkpoint === undefined ? {} : { manifest: checkpoint.checkpoint }),
    blobs: new Set(blobRows(db, layout).map(({ ref }) => ref)),
    zlib
  }
}

/** The head with the column's revision, which is the one that counts (store-format.md §5). */
function headFacts({ head }: SessionFacts, { rows }: FullFacts): HeadFacts | undefined {
  if (head?.head === undefined) return undefined
  return {
    head: { ...head.head, head_revision: head.revision },
    liveRows: rows.filter((row) => !row.tombstoned).length
  }
}
