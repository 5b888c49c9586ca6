import { toolCallOf } from '@shared/domain/graph/node'
import { decodeNode } from '@shared/domain/model/decode'
import { asNumber, Connection } from '../../store/connection'
import { detectLayout, type StoreLayout } from '../../store/layout'
import type { RowRange } from '../../store/scan-rows'

/** The subagents plugin starts agents by this call (fixtures, runtime §4). */
const CALLS_OF_AGENTS = `SELECT seq, node_json FROM graph_nodes WHERE tombstoned = 0
  AND typeof(node_json) = 'text' AND instr(node_json, '"tool":"spawn_agent"') > 0`

/** Finds what the calls that start agents gave them to do; reads the whole store. */
export interface TasksJob extends Pick<RowRange, 'path' | 'as'> {
  readonly job: 'tasks'
}

export interface Task {
  readonly seq: number
  readonly call: string
  readonly task: string
}

/** Finds the tasks that were given to agents by the tool calls of a store. */
export function findTasks({ path, as }: TasksJob): Task[] {
  const db = new Connection(path, as)
  try {
    const layout = detectLayout(db, path)
    return layout.ok ? tasksOf(db, layout.value) : []
  } finally {
    db.close()
  }
}

function tasksOf(db: Connection, layout: StoreLayout): Task[] {
  if (!layout.tables.has('graph_nodes')) return []
  const tasks: Task[] = []
  for (const [seq, json] of db.each(CALLS_OF_AGENTS)) {
    const node = typeof json === 'string' ? decodeNode(json) : undefined
    const record = node?.ok ? toolCallOf(node.value)?.record : undefined
    const task = record?.args instanceof Map ? record.args.get('task') : undefined
    if (record === undefined || typeof task !== 'string' || task === '') continue
    tasks.push({ seq: asNumber(seq), call: record.call_id ?? `seq ${asNumber(seq)}`, task })
  }
  return tasks
}
