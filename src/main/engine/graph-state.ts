import type { GraphState, NewRows } from '@shared/domain/columns/append'
import { buildIndex, type IdKey } from '@shared/domain/columns/graph-index'
import { type IndexPart, joinParts } from '@shared/domain/columns/index-part'
import { joinLikenesses, type LikenessPart } from '@shared/domain/columns/likeness-part'
import { keyOfId } from '@shared/domain/columns/row-scanner'
import { KeyedHash } from '@shared/hash/keyed-hash'
import type { HashKey } from './scan-job'

/** Whether the head names the same leaf as when a graph was linked. */
export function hasLeaf({ index }: GraphState, leaf: string | null, key: HashKey): boolean {
  const { leafRow, path, idLow, idHigh } = index
  const named = leafKey(leaf, key)
  if (leafRow < 0 || named === null) return named === null && path.end.kind === 'no-leaf'
  return idLow[leafRow] === named.low && idHigh[leafRow] === named.high
}

/** The key of the id that a head names, as the index holds it; null where it names none. */
export function leafKey(leaf: string | null, key: HashKey): IdKey | null {
  if (leaf === null) return null
  const hash = new KeyedHash(...key)
  keyOfId(hash, leaf)
  return { low: hash.low, high: hash.high }
}

/** Links what the passes have read. */
export function graphState(
  part: IndexPart,
  likeness: LikenessPart | undefined,
  leaf: string | null,
  key: HashKey
): GraphState {
  return { part, likeness, index: buildIndex(part, leafKey(leaf, key), likeness) }
}

/** The graph with rows read since then behind it, linked anew; what was known of the others is taken over. */
export function grownState(before: GraphState, news: NewRows, leaf: string | null, key: HashKey): GraphState {
  const likeness =
    before.likeness === undefined ? undefined : joinLikenesses([before.likeness, news.likeness])
  return graphState(joinParts([before.part, news.part]), likeness, leaf, key)
}
