import { NodeFlag } from '@shared/domain/columns/columns'
import { type GraphIndex, rowOfSeq } from '@shared/domain/columns/graph-index'
import { firstText } from '@shared/domain/columns/kind'
import { messageOf } from '@shared/domain/graph/node'
import { decodeNode } from '@shared/domain/model/decode'
import type { AppError } from '@shared/ipc/request'
import type { AgentCall } from '@shared/ipc/usage'
import { err, ok, type Result } from '@shared/result'
import type { Connection } from '../../store/connection'
import type { StoreLayout } from '../../store/layout'
import { withStore } from '../../usage/gather'
import { readIdentity } from '../../usage/read-session'
import { notRead } from '../not-read'
import type { StoreSession } from '../store-session'
import type { Task } from './agent-tasks'

/** The first question stands near the start of a store. */
const FIRST_ROWS = 50

/**
 * Which call started which agent. A call does not name the session it starts: its task is how that session begins.
 * An agent whose task several calls gave, or a call whose task several agents were given, is left out rather than
 * guessed. `agents` = paths of the children's stores; those that cannot be read are left out.
 */
export async function readAgentCalls(
  session: StoreSession,
  agents: readonly string[]
): Promise<Result<readonly AgentCall[], AppError>> {
  const { index } = session
  if (index === undefined) return err(notRead)
  if (agents.length === 0) return ok([])
  const range = await session.range()
  if (!range.ok) return range
  const { path, as } = range.value
  const calls = await session.jobs.run({ job: 'tasks', path, as })
  if (!calls.ok) return calls
  const starts: AgentStart[] = []
  for (const agent of calls.value.length === 0 ? [] : agents) {
    const start = await withStore(agent, (store) => store.read((db) => agentStart(db, store.layout)))
    if (start.ok && start.value !== null) starts.push(start.value)
  }
  return ok(matchAgents(index, calls.value, starts))
}

interface AgentStart {
  readonly session: string
  readonly text: string
}

/** The first message of the user, which the runtime makes of the task and of what is to be handed in. */
function agentStart(db: Connection, layout: StoreLayout): AgentStart | null {
  if (!layout.tables.has('graph_nodes')) return null
  const { session } = readIdentity(db, layout, '')
  for (const [json] of db.each(`SELECT node_json FROM graph_nodes ORDER BY seq LIMIT ${FIRST_ROWS}`)) {
    const node = typeof json === 'string' ? decodeNode(json) : undefined
    const message = node?.ok ? messageOf(node.value) : undefined
    if (message?.role === 'User') return { session, text: firstText(message) }
  }
  return null
}

function matchAgents(index: GraphIndex, calls: readonly Task[], starts: readonly AgentStart[]): AgentCall[] {
  const byCall = Map.groupBy(calls, ({ call }) => call)
  const tasks = [...byCall.values()].flatMap(([first]) => first ?? [])
  return starts.flatMap(({ session, text }) => {
    const gave = tasks.filter(({ task }) => begins(text, task))
    const [only] = gave
    if (only === undefined || gave.length > 1) return []
    if (starts.filter((other) => begins(other.text, only.task)).length > 1) return []
    const rows = (byCall.get(only.call) ?? [])
      .map(({ seq }) => rowOfSeq(index, seq))
      .filter((row) => row >= 0)
    const row = rows.find((one) => ((index.flags[one] ?? 0) & NodeFlag.onPath) !== 0) ?? rows[0]
    return row === undefined ? [] : [{ row, session }]
  })
}

const begins = (text: string, task: string): boolean => text === task || text.startsWith(`${task}\n`)
