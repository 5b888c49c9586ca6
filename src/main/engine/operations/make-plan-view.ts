import type { PlanRequest, PlanView } from '@shared/ipc/operations'
import type { AppError } from '@shared/ipc/request'
import { ok, type Result } from '@shared/result'
import type { GraphColumns } from '../../operations/columns'
import { COMPARED_ROWS } from '../../operations/limits'
import { readHead } from '../../store/head'
import type { StoreSession } from '../store-session'
import type { OperationContext } from './context'
import type { PlanMade } from './plan-job'
import { newPlanSignal, planProgress, stopPlan } from './plan-signal'
import { planView } from './plan-view'
import type { Planned, PlanShelf } from './planned'
import { readSpace } from './space'

/** How often a window is told how far a plan has come, ms. */
const TELL_MS = 200

/**
 * Makes a plan off this thread, keeps it, and gives what the window shows of it. A window looks at one plan at a time:
 * one that is still being made for the same store is stopped.
 */
export async function makePlanView(
  { jobs, push, making }: Pick<OperationContext, 'jobs' | 'push' | 'making'>,
  plans: PlanShelf,
  session: StoreSession,
  request: PlanRequest
): Promise<Result<PlanView, AppError>> {
  const { store } = session
  const range = await session.range()
  if (!range.ok) return range
  const { path, as } = range.value
  const files = store.facts.files
  const seqs = seqsOf(session, request)
  const columns = RESTS_ON_COLUMNS.has(request.kind) ? columnsOf(session) : undefined
  const signal = newPlanSignal()
  stopMaking(making, session.id)
  making.set(session.id, signal)
  const telling = setInterval(
    () => push('plan/progress', { store: session.id, ...planProgress(signal) }),
    TELL_MS
  )
  const job = { job: 'plan', path, as, store: store.path, files, request, seqs, columns, signal } as const
  const made = await jobs.run(job).finally(() => clearInterval(telling))
  if (making.get(session.id) === signal) making.delete(session.id)
  if (!made.ok) return made
  if (!made.value.ok) return made.value
  return keepAndShow(
    plans,
    session,
    { plan: made.value.value.plan, undoes: null, left: [] },
    made.value.value
  )
}

/** Stops the plan that is being made for a store, if there is one. */
export function stopMaking(making: OperationContext['making'], store: number): void {
  const signal = making.get(store)
  if (signal !== undefined) stopPlan(signal)
}

/** Keeps a plan under an id and shows it against the store as it is open. */
export async function keepAndShow(
  plans: PlanShelf,
  session: StoreSession,
  planned: Planned,
  rows: Pick<PlanMade, 'changed' | 'keptBytes'>
): Promise<Result<PlanView, AppError>> {
  const { store, index } = session
  const around = await store.read((db) => {
    const head = readHead(db, store.layout)?.head
    return {
      space: readSpace(db, store, index),
      leaf: head?.leaf_node_id ?? null,
      headCount: head === undefined ? null : String(head.graph_node_count)
    }
  })
  if (!around.ok) return around
  const id = plans.add(planned)
  return ok(planView(planned.plan, { id, index, ...around.value, ...rows }))
}

function seqsOf({ index }: StoreSession, request: PlanRequest): number[] {
  if (!('rows' in request)) return []
  return request.rows.flatMap((row) => index?.seq[row] ?? [])
}

/** Changes of a large store that are planned without the bodies of its nodes. */
const RESTS_ON_COLUMNS: ReadonlySet<string> = new Set(['prune', 'vacuum', 'gc', 'compact', 'heal', 'branch'])

/** A small store is read anew, which tells more (`foretellPrune`). */
function columnsOf({ index, likeness }: StoreSession): GraphColumns | undefined {
  if (index === undefined || likeness === undefined || index.count <= COMPARED_ROWS) return undefined
  return { index, likeness }
}
