import { decodeNode } from '@shared/domain/model/decode'
import type { TokenUsage } from '@shared/domain/model/head'
import {
  addCounts,
  countsOf,
  isNothing,
  NO_COUNTS,
  sameCounts,
  type UsageRow
} from '@shared/domain/usage/counts'
import { createdDay } from '@shared/domain/usage/day'
import type { UsageSession } from '@shared/domain/usage/sessions'
import { hydrateCheckpoint } from '../store/checkpoint'
import type { Connection } from '../store/connection'
import { readHead } from '../store/head'
import type { StoreLayout } from '../store/layout'
import { readMeta } from '../store/meta'
import { readLedgerSums } from './ledger-sums'

/** Who a store's session is and where it comes from: enough to find a family. */
export interface SessionIdentity {
  readonly session: string
  readonly parent: string | null
}

/**
 * The session of a store, by the head's id, else meta's. A ledger without either belongs to nobody: it goes by the
 * store's name, so that its tokens are not lost.
 */
export function readIdentity(db: Connection, layout: StoreLayout, store: string): SessionIdentity {
  const meta = readMeta(db, layout)?.meta
  const session = readHead(db, layout)?.head?.session_id ?? meta?.session_id ?? store
  return { session, parent: meta?.parent_session_id ?? null }
}

/** Everything the usage review needs of a store. `withHandoffs` looks through all tool records for successors. */
export function readUsageSession(
  db: Connection,
  layout: StoreLayout,
  store: string,
  withHandoffs: boolean
): UsageSession {
  const { session, parent } = readIdentity(db, layout, store)
  const meta = readMeta(db, layout)
  const head = readHead(db, layout)
  const config = head?.head?.config
  const rows = readRows(db, layout)
  return {
    store,
    session,
    parent,
    revision: head?.revision ?? 0n,
    day: meta === undefined ? null : createdDay(meta.meta.created_at),
    layout: 'cached-inside',
    head: config === undefined ? null : { providerId: config.provider_id, model: config.configured_model },
    rows,
    handoffs: withHandoffs ? readHandoffs(db, layout) : [],
    successor: meta?.relation.kind === 'handoff',
    ...turnsOf(db, layout, { session, rows }, head?.head?.checkpoint_ref)
  }
}

function readRows(db: Connection, layout: StoreLayout): UsageRow[] {
  return readLedgerSums(db, layout, 'recording').map(({ source, model, usage, stored }) => ({
    source,
    model,
    counts: countsOf(usage),
    stored
  }))
}

/** Sessions named as successors in the `control` of tool records (store-format.md §6.2), tombstoned rows included. */
function readHandoffs(db: Connection, layout: StoreLayout): string[] {
  if (!layout.tables.has('graph_nodes')) return []
  const found = new Set<string>()
  const rows = db.each(
    `SELECT node_json FROM graph_nodes WHERE typeof(node_json) = 'text' AND instr(node_json, '"handoff"') > 0`
  )
  for (const [json] of rows) {
    const node = typeof json === 'string' ? decodeNode(json) : undefined
    if (!node?.ok || node.value.kind !== 'event' || node.value.event.kind !== 'Tool') continue
    const control = node.value.event.record.output.control
    if (control?.type === 'handoff') found.add(control.session_id)
  }
  return [...found]
}

type Turns = Pick<UsageSession, 'unbookedTurn' | 'turnsWithoutRow'>
type Ledger = Pick<UsageSession, 'session' | 'rows'>

/**
 * What the checkpoint knows of turns beyond the ledger: the running turn's sum, when no `turn` row holds exactly that
 * (store-format.md §14.17), and how many turns have no row. A compaction's store begins with its parent's checkpoint.
 */
function turnsOf(db: Connection, layout: StoreLayout, ledger: Ledger, ref: string | undefined): Turns {
  const state = hydrateCheckpoint(db, layout, ref).checkpoint?.turn_state
  if (state === undefined) return { unbookedTurn: null, turnsWithoutRow: 0 }
  const begun = ledger.session.endsWith('-compaction') ? 0 : Number(state.turn_index)
  const without = Math.max(0, begun - turnRows(ledger.rows))
  const usage = state.token_usage
  const booked = without === 0 || isWholeLedger(usage, ledger.rows) || isBooked(db, layout, usage)
  return { unbookedTurn: booked ? null : countsOf(usage), turnsWithoutRow: without }
}

const turnRows = (rows: readonly UsageRow[]): number =>
  rows.reduce((count, { source, stored }) => count + (source === 'turn' ? stored : 0), 0)

/** True also for a turn that has used nothing while the ledger is empty. */
function isWholeLedger(usage: TokenUsage, rows: readonly UsageRow[]): boolean {
  const whole = rows.reduce((sum, { counts }) => addCounts(sum, counts), NO_COUNTS)
  return isNothing(countsOf(usage)) || sameCounts(countsOf(usage), whole)
}

function isBooked(db: Connection, layout: StoreLayout, usage: TokenUsage): boolean {
  if (!layout.tables.has('usage_deltas')) return false
  const row = db.first(
    `SELECT 1 FROM usage_deltas WHERE source = 'turn' AND input_tokens = ? AND output_tokens = ?
     AND cached_input_tokens = ? AND reasoning_tokens = ? LIMIT 1`,
    usage.input_tokens,
    usage.output_tokens,
    usage.cached_input_tokens,
    usage.reasoning_tokens
  )
  return row !== undefined
}
