import type { Fresh } from './fresh'
import type { WorkingGraph } from './working-graph'

/** Node id of a message: its own id if free, else `message:<id>`, else that with `:2`, `:3` … (store-format.md §9.3). */
export function messageNodeId(graph: WorkingGraph, messageId: string): string {
  return graph.has(messageId) ? graph.freeId(`message:${messageId}`) : messageId
}

/** Node id under a key: `plugin:<key>` if free, else with a UUID behind it (§9.3). */
export function keyedNodeId(graph: WorkingGraph, key: string, fresh: Fresh): string {
  const id = `plugin:${key}`
  return graph.has(id) ? `${id}:${fresh.freshUuid()}` : id
}
