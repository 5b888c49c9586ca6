import type { ActivePath } from '@shared/domain/graph/active-path'
import type { SessionNode } from '@shared/domain/model/node'
import type { Likenesses } from './identity'
import { isCompactionSummary, isSpoken } from './words'

/** Something that can be asked by key; nobody needs to hold it as a map. */
export type Lookup<Key, Value> = Pick<ReadonlyMap<Key, Value>, 'get'>

/** What the reasons ask of the path (a step is a place on it, 0 = root), found once for all branches. */
export interface PathSteps {
  /** Identity number → its last step. */
  readonly pathStepOf: Lookup<number, number>
  /** Position of a node → its step. */
  readonly stepAt: Lookup<number, number>
  /** The step of the last compaction summary; −1 without one. */
  readonly summaryStep: number
  /** By step: the nearest step at or before it that is a message or a call; −1 without one. */
  readonly spokenUpTo: Int32Array
  /** By step: the nearest step at or after it that is a message or a call; −1 without one. */
  readonly spokenFrom: Int32Array
}

export function stepsOf(
  { positions }: ActivePath,
  nodes: readonly SessionNode[],
  likenesses: Likenesses
): PathSteps {
  const path = positions.flatMap((position) => nodes[position] ?? [])
  const spoken = path.map(isSpoken)
  return {
    pathStepOf: new Map(positions.map((position, step) => [likenesses.identity[position] ?? -1, step])),
    stepAt: new Map(positions.map((position, step) => [position, step])),
    summaryStep: path.findLastIndex(isCompactionSummary),
    ...nearestSpoken(spoken)
  }
}

/** `spokenUpTo` and `spokenFrom` of a path, given which of its steps are messages or calls. */
export function nearestSpoken(
  spoken: ArrayLike<boolean | number>
): Pick<PathSteps, 'spokenUpTo' | 'spokenFrom'> {
  const { length } = spoken
  const spokenUpTo = new Int32Array(length)
  const spokenFrom = new Int32Array(length)
  for (let step = 0, last = -1; step < length; step++) spokenUpTo[step] = last = spoken[step] ? step : last
  for (let step = length - 1, last = -1; step >= 0; step--)
    spokenFrom[step] = last = spoken[step] ? step : last
  return { spokenUpTo, spokenFrom }
}
