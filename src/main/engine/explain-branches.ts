import { NodeFlag, nodeKinds } from '@shared/domain/columns/columns'
import { DEAD } from '@shared/domain/columns/link'
import { pathRows } from '@shared/domain/columns/path'
import { RowTable } from '@shared/domain/columns/row-table'
import type { SeqColumn } from '@shared/domain/columns/seq-column'
import type { PathEnd } from '@shared/domain/graph/active-path'
import type { SessionNode } from '@shared/domain/model/node'
import type { OrphanClass } from '@shared/domain/orphans/classes'
import type { Branch, LostRow, OrphanContext } from '@shared/domain/orphans/context'
import { LOST } from '@shared/domain/orphans/parents'
import { nearestSpoken } from '@shared/domain/orphans/path-steps'
import { reasonOf } from '@shared/domain/orphans/reasons'
import { isCompactionSummary } from '@shared/domain/orphans/words'
import type { BranchRow } from '@shared/ipc/store'
import { cutText } from '@shared/text/plain-text'
import { Connection } from '../store/connection'
import { nodeRowAt, stateOfId } from '../store/rows'
import type { RowRange } from '../store/scan-rows'
import { cardOf, readRow } from './view/card'

/** What a list shows of a branch's last words, in UTF-16 units. */
const LAST_WORDS = 120

/** Finds why branches are off the path. Columns are those of the whole graph, classes set. */
export interface ExplainJob extends Pick<RowRange, 'path' | 'as' | 'era'> {
  readonly job: 'explain'
  readonly seq: SeqColumn
  readonly parent: Int32Array
  readonly flags: Uint16Array
  readonly kind: Uint8Array
  readonly bytes: Uint32Array
  readonly time: Float64Array
  readonly identityLow: Uint32Array
  readonly identityHigh: Uint32Array
  readonly leafRow: number
  readonly pathEnd: PathEnd
  readonly branchOf: Int32Array
  /** The branches to explain, with their tops and what is tombstoned below them. */
  readonly wanted: readonly { readonly branch: number; readonly top: number; readonly tombstoned: number }[]
}

/** Explains branches by the rules of `orphans/reasons`; nodes are decoded only where a rule looks at them. */
export function explainBranches(job: ExplainJob): BranchRow[] {
  const connection = new Connection(job.path, job.as)
  try {
    const context = contextOf(connection, job)
    const members = membersOf(job)
    return job.wanted.map(({ branch, top, tombstoned }) =>
      branchRow(connection, job, context, { top, tombstoned, members: members.get(branch) ?? [] })
    )
  } finally {
    connection.close()
  }
}

function membersOf({ branchOf, wanted }: ExplainJob): Map<number, number[]> {
  const members = new Map<number, number[]>(wanted.map(({ branch }) => [branch, []]))
  for (let row = 0; row < branchOf.length; row++) members.get(branchOf[row] ?? -1)?.push(row)
  return members
}

function contextOf(connection: Connection, job: ExplainJob): OrphanContext {
  const { parent, flags, kind } = job
  const positions = [...pathRows(parent, flags, job.leafRow)]
  const stepAt = new Map(positions.map((row, step) => [row, step]))
  const identity = identityNumbers(job)
  const nodes = decodedOnDemand(connection, job)
  return {
    nodes,
    isModeStep: (row) => kind[row] === MODE_STEP,
    parents: parent.map((up, row) => ((flags[row] ?? 0) & NodeFlag.cut ? LOST : up)),
    classes: Array.from(flags, classOf),
    likenesses: { identity, content: identity },
    path: { positions, end: job.pathEnd },
    lost: { get: (id) => lostRow(connection, id) },
    stepAt,
    pathStepOf: new Map(positions.map((row, step) => [identity[row] ?? -1, step])),
    summaryStep: positions.findLastIndex((row) => {
      const name = nodeKinds[kind[row] ?? 0]
      const node = name === 'compaction' || name === 'system' ? nodes[row] : undefined
      return node !== undefined && isCompactionSummary(node)
    }),
    ...nearestSpoken(
      Uint8Array.from(positions, (row) => (SPOKEN.has(nodeKinds[kind[row] ?? 0] ?? '') ? 1 : 0))
    )
  }
}

const MODE_STEP = nodeKinds.indexOf('modeStep')
const SPOKEN = new Set(['user', 'assistant', 'reasoning', 'toolCall', 'toolResult', 'compaction', 'system'])

/** Equal numbers mean equal identities: the first row that has it. */
function identityNumbers({ flags, identityLow, identityHigh }: ExplainJob): Int32Array {
  const rows = new RowTable(flags.length, identityLow, identityHigh)
  return Int32Array.from(flags, (flag, row) => {
    if (flag & DEAD) return -1
    const known = rows.find(identityLow[row] ?? 0, identityHigh[row] ?? 0)
    if (known >= 0) return known
    rows.put(row)
    return row
  })
}

function classOf(flag: number): OrphanClass | undefined {
  if (flag & NodeFlag.copy) return 'copy'
  if (flag & NodeFlag.variant) return 'variant'
  return flag & NodeFlag.unique ? 'unique' : undefined
}

/** Nodes that are remembered: the rules look at the same places of the path again and again. */
const REMEMBERED = 5000

/** An array whose nodes are read and decoded when they are looked at. */
function decodedOnDemand(connection: Connection, { seq, era }: ExplainJob): readonly SessionNode[] {
  const none: SessionNode[] = []
  const known = new Map<number, SessionNode | undefined>()
  const nodeAt = (row: number): SessionNode | undefined => {
    if (known.has(row)) return known.get(row)
    const stored = nodeRowAt(connection, seq[row] ?? -1)
    const node = stored === undefined ? undefined : readRow(stored, era).node
    if (known.size === REMEMBERED) known.clear()
    known.set(row, node)
    return node
  }
  return new Proxy(none, {
    get(target, key) {
      const row = typeof key === 'string' ? Number(key) : Number.NaN
      return Number.isInteger(row) ? nodeAt(row) : Reflect.get(target, key)
    }
  })
}

function lostRow(connection: Connection, id: string): LostRow | undefined {
  const state = stateOfId(connection, id)
  // it is asked for because no load shows it
  return state === 'live' ? 'undecodable' : state
}

interface Found {
  readonly top: number
  readonly tombstoned: number
  readonly members: readonly number[]
}

function branchRow(connection: Connection, job: ExplainJob, context: OrphanContext, found: Found): BranchRow {
  const { top, members, tombstoned } = found
  const count = (flag: number) => members.filter((row) => ((job.flags[row] ?? 0) & flag) !== 0).length
  const counts = {
    copies: count(NodeFlag.copy),
    variants: count(NodeFlag.variant),
    unique: count(NodeFlag.unique)
  }
  const branch: Branch = {
    top,
    members,
    loops: count(NodeFlag.inCycle) > 0,
    topId: context.nodes[top]?.node_id ?? '',
    bytes: members.reduce((sum, row) => sum + (job.bytes[row] ?? 0), 0),
    class: counts.variants + counts.unique === 0 ? 'copy' : 'work',
    ...counts
  }
  const { code, evidence } = reasonOf(branch, context)
  const last = members.at(-1) ?? top
  const time = job.time[last] ?? Number.NaN
  const stored = nodeRowAt(connection, job.seq[last] ?? -1)
  return {
    topRow: top,
    top: branch.topId,
    lastRow: last,
    nodes: members.length,
    bytes: branch.bytes,
    ...counts,
    class: branch.class,
    reason: code,
    evidence,
    time: Number.isNaN(time) ? null : time,
    lastWords: stored === undefined ? '' : cutText(cardOf(readRow(stored, job.era), last).text, LAST_WORDS),
    tombstoned,
    rlm: code === 'rlm-history'
  }
}
