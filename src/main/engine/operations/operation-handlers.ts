import { rowOfSeq } from '@shared/domain/columns/graph-index'
import type { AppliedView, LeafCandidate, OperationRequests } from '@shared/ipc/operations'
import type { AppError, Handlers } from '@shared/ipc/request'
import { err, ok, type Result } from '@shared/result'
import { dataFolder } from '../../app/data-folder'
import type { ApplyJob } from '../../writer/apply'
import { checkWriter } from '../../writer/check-writer'
import type { StoreSession } from '../store-session'
import type { OperationContext } from './context'
import { exportedState } from './export-state'
import { listHistory } from './history'
import { columnsOf, makePlanView } from './make-plan-view'
import { stopWatched, watched } from './plan-signal'
import { PlanShelf } from './planned'
import { readSpace } from './space'
import { planUndoOf } from './undo-view'

const notOpen: AppError = {
  code: 'not-open',
  message: 'This store is no longer open.',
  advice: 'Open it again.'
}

const noPlan: AppError = {
  code: 'no-such-plan',
  message: 'This plan is no longer kept, or it has been applied.',
  advice: 'Plan again.'
}

/** Answers everything about changing a store. Plans stay here; windows hold their ids. */
export function operationHandlers(context: OperationContext): Handlers<OperationRequests> {
  const plans = new PlanShelf()

  async function withStore<T>(
    id: number,
    use: (session: StoreSession) => Promise<Result<T, AppError>>
  ): Promise<Result<T, AppError>> {
    const session = context.sessions.get(id)
    return session === undefined ? err(notOpen) : use(session)
  }

  return {
    'plan/make': ({ store, ask }) =>
      withStore(store, (session) => makePlanView(context, plans, session, ask)),
    'plan/cancel': ({ store }) => {
      stopWatched(context.making, store)
      return ok(null)
    },
    'plan/text': ({ plan }) => {
      const planned = plans.get(plan)
      return planned === undefined ? err(noPlan) : ok(`${JSON.stringify(planned.plan)}\n`)
    },
    'plan/apply': ({ plan, ...yes }) => applyPlanned(context, plans, plan, yes),
    'plan/stop': ({ plan }) => {
      plans.get(plan)?.running?.stop()
      return ok(null)
    },
    'history/list': async ({ store }) => {
      const session = store === null ? undefined : context.sessions.get(store)
      if (store !== null && session === undefined) return err(notOpen)
      return ok(await listHistory(session?.store.path))
    },
    'undo/plan': ({ receipt }) => planUndoOf(context, plans, receipt),
    'heal/candidates': ({ store }) => withStore(store, (session) => readCandidates(context, session)),
    'heal/cancel': ({ store }) => {
      stopWatched(context.ranking, store)
      return ok(null)
    },
    'space/read': ({ store }) =>
      withStore(store, (session) => session.store.read((db) => readSpace(db, session.store, session.index))),
    'writer/check': ({ store }) =>
      withStore(store, ({ store: source }) =>
        source.read((db) => checkWriter(db, source.path, source.facts))
      ),
    'state/export': ({ store, shape, secrets }) =>
      withStore(store, async ({ store: source }) => {
        const text = await source.read((db) => exportedState(db, source.layout, shape, secrets))
        return text.ok ? text.value : text
      })
  }
}

/**
 * Hands a plan to the writing process and reads the store again afterwards. Our own readers are in no way: an immutable
 * connection and a private copy hold no lock, and a live store is read with connections that last one read.
 */
async function applyPlanned(
  { sessions, push, startWriter }: OperationContext,
  plans: PlanShelf,
  id: number,
  yes: Pick<ApplyJob, 'unproven' | 'loop'>
): Promise<Result<AppliedView, AppError>> {
  const planned = plans.get(id)
  if (planned === undefined || planned.running !== undefined) return err(noPlan)
  const { plan, undoes, left } = planned
  const job = { plan, dataFolder: dataFolder(), ...yes, undoes, left }
  const running = startWriter(job, (phase, done, total) =>
    push('operation/progress', { plan: id, phase, done, total })
  )
  plans.set(id, { ...planned, running })
  const answer = await running.answer
  if (!answer.ok) {
    plans.set(id, { plan, undoes, left })
    return answer
  }
  plans.delete(id)
  // the answer goes first; what has changed follows as pushes
  for (const session of sessions.values()) if (session.store.path === plan.store) void session.reread()
  return ok({ receipt: answer.value.receipt, sentence: plan.done, left })
}

async function readCandidates(
  { jobs, push, ranking }: OperationContext,
  session: StoreSession
): Promise<Result<LeafCandidate[], AppError>> {
  const range = await session.range()
  if (!range.ok) return range
  const { path, as } = range.value
  const place = { job: 'leaves', path, as, columns: columnsOf(session) } as const
  const leaves = await watched(
    ranking,
    session.id,
    (progress) => push('heal/progress', { store: session.id, ...progress }),
    (signal) => jobs.run({ ...place, signal })
  )
  if (!leaves.ok) return leaves
  if (!leaves.value.ok) return leaves.value
  const { index } = session
  return ok(
    leaves.value.value.map(({ seq, ...leaf }) => ({
      ...leaf,
      row: index === undefined ? -seq : rowOfSeq(index, seq)
    }))
  )
}
