import { buildIndex, type GraphIndex } from '@shared/domain/columns/graph-index'
import { type IndexPart, joinParts } from '@shared/domain/columns/index-part'
import { joinLikenesses, type LikenessPart } from '@shared/domain/columns/likeness-part'
import { keyOfId } from '@shared/domain/columns/row-scanner'
import { KeyedHash } from '@shared/hash/keyed-hash'
import type { HashKey } from './scan-job'

/** What is known of a store's graph: what the passes read, and the index that follows from it. */
export interface GraphState {
  readonly part: IndexPart
  /** There once every row has been verified. */
  readonly likeness: LikenessPart | undefined
  readonly index: GraphIndex
}

/** Whether the head names the same leaf as when a graph was linked. */
export function hasLeaf({ index }: GraphState, leaf: string | null, key: HashKey): boolean {
  const { leafRow, path, idLow, idHigh } = index
  if (leafRow < 0 || leaf === null) return leaf === null && path.end.kind === 'no-leaf'
  const hash = new KeyedHash(...key)
  keyOfId(hash, leaf)
  return idLow[leafRow] === hash.low && idHigh[leafRow] === hash.high
}

export function graphState(
  part: IndexPart,
  likeness: LikenessPart | undefined,
  leaf: string | null,
  key: HashKey
): GraphState {
  const hash = new KeyedHash(...key)
  if (leaf !== null) keyOfId(hash, leaf)
  const leafKey = leaf === null ? null : { low: hash.low, high: hash.high }
  return { part, likeness, index: buildIndex(part, leafKey, likeness) }
}

/** The graph with rows read since then behind it; what was known of the others is taken over. */
export function grownState(
  before: GraphState,
  part: IndexPart,
  likeness: LikenessPart,
  leaf: string | null,
  key: HashKey
): GraphState {
  const joined = before.likeness === undefined ? undefined : joinLikenesses([before.likeness, likeness])
  return graphState(joinParts([before.part, part]), joined, leaf, key)
}
