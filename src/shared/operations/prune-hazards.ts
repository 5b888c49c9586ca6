import type { NodeLinks } from '@shared/domain/graph/active-path'
import type { GraphFacts, GraphView } from './facts'
import type { PlanWarning } from './plan'
import { counted } from './words'

/** Ids made of random digits never come again: `e…`, `x…`, and the running form `plugin:e…` (store-format.md §9.3, §9.8). */
const RANDOM = /^(?:plugin:)?[ex][0-9a-f]{32}$|:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const DERIVED = /^(?:message|plugin):/

/**
 * How many of the rows have an id that the runtime derives from a message or call and may therefore mint again once
 * the row is hidden (§9.3): `message:…`, `plugin:…`, and a message's own id where the path holds it re-made.
 */
export function mintedAgain(pathIds: readonly string[], ids: readonly string[]): number {
  const remade = new Set<string>()
  for (const pathId of pathIds) {
    const [, id] = /^message:(.*?)(?::\d+)?$/.exec(pathId) ?? []
    if (id !== undefined) remade.add(id)
  }
  return ids.filter((id) => (DERIVED.test(id) && !RANDOM.test(id)) || remade.has(id)).length
}

/**
 * The warning when the path is cut at a stored row that lash cannot use, and the selection holds what stands above it:
 * a path-only load passes through an undecodable row and still returns its ancestors (§10.1).
 */
export function pathHistory<N extends NodeLinks>(
  facts: GraphFacts<N>,
  view: GraphView<N>,
  selected: readonly number[]
): PlanWarning | undefined {
  const { end } = view.path
  if (end.kind !== 'missing' || view.path.positions.length === 0 || selected.length === 0) return undefined
  const cutAt = facts.rows.find((row) => row.id === end.id)
  return cutAt === undefined ? undefined : cutPathWarning(end.id, cutAt.tombstoned, selected.length)
}

/** @param id what the path is cut at: a stored row, which is tombstoned or else unreadable */
export const cutPathWarning = (id: string, tombstoned: boolean, selected: number): PlanWarning => ({
  code: 'path-cut',
  message: `The active path is cut at ${id}, which is ${tombstoned ? 'tombstoned' : 'unreadable'}; ${counted(selected, 'chosen node')} may hold the conversation from before it.`
})
