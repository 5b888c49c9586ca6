import type { PlanRequest, PlanView } from '@shared/ipc/operations'
import type { AppError } from '@shared/ipc/request'
import { ok, type Result } from '@shared/result'
import type { GraphColumns } from '../../operations/columns'
import { COMPARED_ROWS } from '../../operations/limits'
import { readHead } from '../../store/head'
import type { StoreSession } from '../store-session'
import type { OperationContext } from './context'
import type { PlanMade } from './plan-job'
import { type PlanProgress, watched } from './plan-signal'
import { planView } from './plan-view'
import type { Planned, PlanShelf } from './planned'
import { readSpace } from './space'

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
  const place = { job: 'plan', path, as, store: store.path, files } as const
  const tell = (progress: PlanProgress) => push('plan/progress', { store: session.id, ...progress })
  const made = await watched(making, session.id, tell, (signal) =>
    jobs.run({ ...place, request, seqs, columns, signal })
  )
  if (!made.ok) return made
  if (!made.value.ok) return made.value
  return keepAndShow(
    plans,
    session,
    { plan: made.value.value.plan, undoes: null, left: [] },
    made.value.value
  )
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

/** The verified graph of a large store. A small one is read anew, which tells more (`foretellPrune`). */
export function columnsOf({ index, likeness }: StoreSession): GraphColumns | undefined {
  if (index === undefined || likeness === undefined || index.count <= COMPARED_ROWS) return undefined
  return { index, likeness }
}
