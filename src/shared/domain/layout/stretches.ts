import type { NodeColumns } from '@shared/domain/columns/columns'

/**
 * Rows cut into *stretches*: each row but the first hangs on the row before it, which has no other child. Most of a
 * graph is of this kind, so what follows from links alone is found stretch by stretch, not row by row. Whatever has a
 * child in another stretch is the last row of its own, and so is the leaf.
 */
export interface Stretches {
  /** First row of each stretch in load order, and behind the last one the number of rows. */
  readonly first: Uint32Array
  /** The stretch that each hangs below; `NO_PARENT` or `LOST_PARENT` as its first row has it. */
  readonly up: Int32Array
  /** The stretch that the leaf ends, or -1 where there is no leaf. */
  readonly leafEnd: number
}

/** @param leaf row that ends a stretch whatever hangs on it, or -1 */
export function cutStretches(
  { count, parent }: Pick<NodeColumns, 'count' | 'parent'>,
  leaf: number
): Stretches {
  // 1 where a stretch begins, then its number; the place behind the last row is that of one more
  const begins = new Int32Array(count + 1)
  let stretches = 0
  const begin = (row: number): void => {
    if (begins[row] === 0) stretches++
    begins[row] = 1
  }
  begin(0)
  begin(leaf + 1)
  begin(count)
  for (let row = 0; row < count; row++) {
    const above = parent[row] ?? 0
    if (above === row - 1) continue
    begin(row)
    if (above >= 0) begin(above + 1)
  }
  const first = numberStretches(begins, stretches)
  return { first, up: linkStretches(parent, first, begins), leafEnd: (begins[leaf + 1] ?? 0) - 1 }
}

/** Writes the number of the stretch that begins there into each place of `begins`. @returns their first rows */
function numberStretches(begins: Int32Array, stretches: number): Uint32Array {
  const first = new Uint32Array(stretches)
  let stretch = 0
  for (let row = 0; row < begins.length; row++) {
    if (begins[row] === 0) continue
    first[stretch] = row
    begins[row] = stretch++
  }
  return first
}

/** @param stretchAt number of the stretch that begins at a row */
function linkStretches(parent: Int32Array, first: Uint32Array, stretchAt: Int32Array): Int32Array {
  const up = new Int32Array(first.length - 1)
  for (let stretch = 0; stretch < up.length; stretch++) {
    const above = parent[first[stretch] ?? 0] ?? 0
    up[stretch] = above < 0 ? above : (stretchAt[above + 1] ?? 0) - 1
  }
  return up
}
