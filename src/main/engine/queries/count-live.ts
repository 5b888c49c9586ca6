import { type NodeColumns, NodeFlag } from '@shared/domain/columns/columns'

/** Rows that are not tombstoned, whether they decode or not. */
export function countLive({ count, flags }: Pick<NodeColumns, 'count' | 'flags'>): number {
  let live = 0
  for (let row = 0; row < count; row++) if (((flags[row] ?? 0) & NodeFlag.tombstoned) === 0) live++
  return live
}
