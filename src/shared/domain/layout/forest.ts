import { NO_PARENT, type NodeColumns, NodeFlag } from '@shared/domain/columns/columns'

/** The parent of a row where a loop was cut open. */
export const LOOP = -3
export const NONE = -1

/** The stored graph as a forest: loops are cut open at one member, so that every chain of parents ends. */
export interface Forest {
  /** Row of the parent; `NO_PARENT`, `LOST_PARENT` or `LOOP` where a tree begins. */
  readonly up: Int32Array
  /** The child that goes on in the same lane, or `NONE`. */
  readonly next: Int32Array
  /** Rows of the subtree, the row itself included. */
  readonly size: Uint32Array
  /** 1 where the row and all below it are copies of what the path holds. */
  readonly copyTree: Uint8Array
  /** 1 for the rows of the spine: the leaf and its stored ancestors. */
  readonly spine: Uint8Array
  /** First row of the spine, or `NONE` in an empty store. */
  readonly spineTop: number
}

/**
 * Turns parent links into a forest and chooses which child continues a lane: on the spine the next row of the
 * spine, in a loop the next member, elsewhere the child with the largest subtree that is not copies only (the first
 * born among equals), which keeps the number of nested lanes logarithmic.
 * @param leaf row of the leaf that the spine ends at, or `NONE`
 */
export function growForest(columns: Pick<NodeColumns, 'count' | 'parent' | 'flags'>, leaf: number): Forest {
  const { count } = columns
  const up = columns.parent.slice(0, count)
  const size = new Uint32Array(count).fill(1)
  const copyTree = new Uint8Array(count)
  for (let row = 0; row < count; row++)
    copyTree[row] = ((columns.flags[row] ?? 0) & NodeFlag.copy) === 0 ? 0 : 1
  const spine = new Uint8Array(count)
  const spineTop = markSpine(up, spine, leaf)
  const loops = sumSubtrees(up, size, copyTree)
  const next = chooseNext(up, size, copyTree)
  for (const [row, following] of loops) next[row] = following
  if (leaf !== NONE) next[leaf] = NONE
  for (let row = leaf; row >= 0; row = up[row] ?? NO_PARENT) {
    const parent = up[row] ?? NO_PARENT
    if (parent >= 0) next[parent] = row
  }
  return { up, next, size, copyTree, spine, spineTop }
}

/** Marks the chain above the leaf; a loop in it is cut above the last row reached. */
function markSpine(up: Int32Array, spine: Uint8Array, leaf: number): number {
  let top = NONE
  for (let row = leaf; row >= 0; row = up[row] ?? NO_PARENT) {
    if (spine[row] === 1) {
      up[top] = LOOP
      return top
    }
    spine[row] = 1
    top = row
  }
  return top
}

/**
 * Adds up subtree sizes from the tips inward. Rows left over are members of loops: each loop is cut at its first row.
 * @returns for every member of a cut loop the member that follows it
 */
function sumSubtrees(
  up: Int32Array,
  size: Uint32Array,
  copyTree: Uint8Array
): readonly (readonly [number, number])[] {
  const count = up.length
  const open = new Uint32Array(count)
  for (let row = 0; row < count; row++) {
    const parent = up[row] ?? NO_PARENT
    if (parent >= 0) open[parent] = (open[parent] ?? 0) + 1
  }
  const addToParent = (row: number, parent: number): void => {
    size[parent] = (size[parent] ?? 0) + (size[row] ?? 0)
    if (copyTree[row] === 0) copyTree[parent] = 0
  }
  const done = new Uint8Array(count)
  for (let tip = 0; tip < count; tip++) {
    let row = tip
    while (row >= 0 && open[row] === 0 && done[row] === 0) {
      done[row] = 1
      const parent = up[row] ?? NO_PARENT
      if (parent < 0) break
      addToParent(row, parent)
      open[parent] = (open[parent] ?? 0) - 1
      row = parent
    }
  }
  const loops: (readonly [number, number])[] = []
  for (let first = 0; first < count; first++) {
    if (done[first] === 1) continue
    let row = up[first] ?? NO_PARENT
    up[first] = LOOP
    for (let parent = up[row] ?? LOOP; row !== first; row = parent, parent = up[row] ?? LOOP) {
      done[row] = 1
      addToParent(row, parent)
      loops.push([parent, row])
    }
    done[first] = 1
  }
  return loops
}

function chooseNext(up: Int32Array, size: Uint32Array, copyTree: Uint8Array): Int32Array {
  const next = new Int32Array(up.length).fill(NONE)
  for (let row = 0; row < up.length; row++) {
    const parent = up[row] ?? NO_PARENT
    if (parent < 0) continue
    const best = next[parent] ?? NONE
    if (best === NONE || outweighs(row, best, size, copyTree)) next[parent] = row
  }
  return next
}

function outweighs(row: number, best: number, size: Uint32Array, copyTree: Uint8Array): boolean {
  const copies = (copyTree[row] ?? 0) - (copyTree[best] ?? 0)
  return copies === 0 ? (size[row] ?? 0) > (size[best] ?? 0) : copies < 0
}
