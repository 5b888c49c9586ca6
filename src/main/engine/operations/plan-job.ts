import { appendRequest } from '@shared/domain/model/codec/append'
import { decodeText } from '@shared/domain/model/codec/codec'
import type { PlanRequest } from '@shared/ipc/operations'
import type { AppError } from '@shared/ipc/request'
import { namedIds, type Plan } from '@shared/operations/plan'
import { err, ok, type Result } from '@shared/result'
import type { PlanAsk } from '../../operations/ask'
import type { GraphColumns } from '../../operations/columns'
import type { NamedRows } from '../../operations/foretold'
import { systemFresh } from '../../operations/fresh'
import { makeNamedPlan } from '../../operations/make-plan'
import { PlanStopped } from '../../operations/watch'
import { asNumber, Connection } from '../../store/connection'
import { detectLayout } from '../../store/layout'
import { columnIdsAt } from '../../store/rows'
import type { RowRange } from '../../store/scan-rows'
import type { StoreFiles } from '../../store/stamp'
import { type PlanSignal, watchOf } from './plan-signal'

/** Makes a plan; takes memory for every node of most stores while it runs. */
export interface PlanJob extends Pick<RowRange, 'path' | 'as'> {
  readonly job: 'plan'
  /** The store itself; `path` may be a private copy of it. */
  readonly store: string
  readonly files: StoreFiles
  readonly request: PlanRequest
  /** `seq` of the rows that the request names, in its order. */
  readonly seqs: readonly number[]
  /** The verified graph of a large store, so that a prune needs not read it again. */
  readonly columns: GraphColumns | undefined
  readonly signal: PlanSignal
}

export interface PlanMade {
  readonly plan: Plan
  /** `seq` of the rows that change, ascending. */
  readonly changed: Float64Array
  /** Bytes of the stored JSON of those rows: what the rescue store will hold. */
  readonly keptBytes: number
}

/** Makes a plan from the store as it is now; the error `plan-stopped` when it was stopped. */
export function makePlanJob({
  path,
  as,
  store,
  files,
  request,
  seqs,
  columns,
  signal
}: PlanJob): Result<PlanMade, AppError> {
  const db = new Connection(path, as)
  try {
    const layout = detectLayout(db, path)
    if (!layout.ok) return layout
    const ask = askOf(db, request, seqs)
    if (!ask.ok) return ask
    const around = { files, path: store, fresh: systemFresh, now: new Date(), watch: watchOf(signal) }
    const source = { db, layout: layout.value, ...around, ...(columns === undefined ? {} : { columns }) }
    const made = makeNamedPlan(source, ask.value)
    if (!made.ok) return made
    const { plan, named } = made.value
    return ok({ plan, ...(named === undefined ? changedRows(db, plan) : changedOf(named)) })
  } catch (cause) {
    if (cause instanceof PlanStopped) return err(stopped)
    throw cause
  } finally {
    db.close()
  }
}

const stopped: AppError = {
  code: 'plan-stopped',
  message: 'The plan was not made, because it was stopped.',
  advice: 'Plan again when you want it.'
}

function askOf(db: Connection, request: PlanRequest, seqs: readonly number[]): Result<PlanAsk, AppError> {
  switch (request.kind) {
    case 'prune': {
      const { vacuum, noPath, rlm } = request
      const choice = { by: 'seqs', seqs } as const
      return ok({ kind: 'prune', choice, vacuum, noPath, rlm })
    }
    case 'restore':
      return ok({ kind: 'restore', ids: new Set(idsOf(db, seqs)) })
    case 'heal':
      return ok({ kind: 'heal', leaf: request.leaf ?? undefined })
    case 'append':
      return appendAsk(request)
    case 'curate':
      return ok({ kind: 'curate', nodes: idsOf(db, seqs) })
    default:
      return ok(request)
  }
}

/** The request as lash would get it, decoded by lash's rules. */
function appendAsk({
  node,
  requiresAncestor
}: Extract<PlanRequest, { kind: 'append' }>): Result<PlanAsk, AppError> {
  const request = decodeText(
    appendRequest,
    `{"nodes":[${appendNodeText(node)}],"requires_ancestor_node_id":null}`
  )
  if (request.ok) {
    return ok({ kind: 'append', request: { ...request.value, requires_ancestor_node_id: requiresAncestor } })
  }
  const { path, reason } = request.error
  return err({
    code: 'not-decodable',
    message: 'lash could not read this node, so it is not appended.',
    advice: 'Correct the JSON.',
    detail: path === '' ? reason : `${path}: ${reason}`
  })
}

function appendNodeText(node: Extract<PlanRequest, { kind: 'append' }>['node']): string {
  switch (node.kind) {
    case 'message':
      return JSON.stringify({ kind: 'message', message: { role: node.role, content: node.text } })
    case 'event':
      return `{"kind":"event","event":${node.json}}`
    case 'plugin':
      return `{"kind":"plugin","plugin_type":${JSON.stringify(node.pluginType)},"body":${node.body}}`
  }
}

/** Column ids of rows, in the order asked for. */
function idsOf(db: Connection, seqs: readonly number[]): string[] {
  const ids = columnIdsAt(db, seqs)
  return seqs.flatMap((seq) => ids.get(seq) ?? [])
}

/** The same where planning has found the rows. */
const changedOf = ({ located, bytes }: NamedRows): Pick<PlanMade, 'changed' | 'keptBytes'> => ({
  changed: Float64Array.from(located.values()).sort(),
  keptBytes: bytes
})

/** The rows that a plan names, as far as they stand in the store now. */
export function changedRows(db: Connection, { steps }: Plan): Pick<PlanMade, 'changed' | 'keptBytes'> {
  const ids = namedIds(steps)
  if (ids.length === 0) return { changed: new Float64Array(), keptBytes: 0 }
  const rows = db.all(
    `SELECT seq, octet_length(node_json) FROM graph_nodes
     WHERE node_id IN (SELECT value FROM json_each(?)) ORDER BY seq`,
    JSON.stringify(ids)
  )
  return {
    changed: Float64Array.from(rows, ([seq]) => asNumber(seq)),
    keptBytes: rows.reduce((sum, [, bytes]) => sum + asNumber(bytes), 0)
  }
}
