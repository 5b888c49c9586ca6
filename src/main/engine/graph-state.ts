import type { GraphState, NewRows } from '@shared/domain/columns/append'
import { buildIndex, classifyIndex } from '@shared/domain/columns/graph-index'
import { joinParts } from '@shared/domain/columns/index-part'
import { joinLikenesses, type LikenessPart } from '@shared/domain/columns/likeness-part'
import { type IdKey, type LinkOptions, type UnlinkedRows, unlinked } from '@shared/domain/columns/link'
import type { HashKey } from '@shared/domain/columns/row-memory'
import { keyOfId } from '@shared/domain/columns/row-scanner'

/** Whether the head names the same leaf as when a graph was linked. */
export function hasLeaf({ index }: GraphState, leaf: IdKey | null): boolean {
  const { leafRow, path, idLow, idHigh } = index
  if (leafRow < 0 || leaf === null) return leaf === null && path.end.kind === 'no-leaf'
  return idLow[leafRow] === leaf.low && idHigh[leafRow] === leaf.high
}

/** The key of the id that a head names, as the index holds it; null where it names none. */
export function leafKey(leaf: string | null, key: HashKey): IdKey | null {
  return leaf === null ? null : keyOfId(key, leaf)
}

/** Links what the passes have read. */
export const graphState = (
  rows: UnlinkedRows,
  likeness: LikenessPart | undefined,
  ids: LinkOptions
): GraphState => ({ likeness, index: buildIndex(rows, ids, likeness) })

/** The same rows linked anew: others are marked, or the head names another leaf. */
export const relinked = ({ index, likeness }: GraphState, ids: LinkOptions): GraphState =>
  graphState(unlinked(index), likeness, ids)

/** The graph once its rows have been verified; linked anew only where that tells of other ids (`classifyIndex`). */
export const verifiedState = (
  { index }: GraphState,
  likeness: LikenessPart,
  ids: LinkOptions
): GraphState => ({ likeness, index: classifyIndex(index, ids, likeness) })

/** Whether some orphan is known to be a copy: what a layout folds. */
export const hasCopies = ({ index }: GraphState): boolean =>
  index.branches.copies.some((copies) => copies > 0)

/** The graph with rows read since then behind it, linked anew; what was known of the others is taken over. */
export function grownState(before: GraphState, news: NewRows, ids: LinkOptions): GraphState {
  const likeness =
    before.likeness === undefined ? undefined : joinLikenesses([before.likeness, news.likeness])
  return graphState(joinParts([unlinked(before.index), news.part]), likeness, ids)
}
