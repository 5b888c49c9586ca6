import type { ActivePath } from '@shared/domain/graph/active-path'
import type { SessionNode } from '@shared/domain/model/node'
import type { Likenesses } from './identity'
import { isCompactionSummary, isSpoken } from './words'

/** What the reasons ask of the path (a step is a place on it, 0 = root), found once for all branches. */
export interface PathSteps {
  /** Identity number → its last step. */
  readonly pathStepOf: ReadonlyMap<number, number>
  /** Position of a node → its step. */
  readonly stepAt: ReadonlyMap<number, number>
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
    spokenUpTo: nearest(spoken, [...spoken.keys()]),
    spokenFrom: nearest(spoken, [...spoken.keys()].reverse())
  }
}

/** By step: the last step that counts, going through the steps in the given order; −1 before the first. */
function nearest(counts: readonly boolean[], order: readonly number[]): Int32Array {
  const found = new Int32Array(counts.length)
  let last = -1
  for (const step of order) {
    if (counts[step]) last = step
    found[step] = last
  }
  return found
}
