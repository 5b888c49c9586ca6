import { NO_PARENT, type NodeColumns, NodeFlag } from '@shared/domain/columns/columns'
import { cutStretches, type Stretches } from './stretches'

/** The parent of a stretch where a loop was cut open. */
export const LOOP = -3
export const NONE = -1

/** The stored graph as a forest of stretches: loops are cut open at one member, so that every chain of parents ends. */
export interface Forest extends Stretches {
  /** `LOOP` is another way for a tree to begin. */
  readonly up: Int32Array
  /** The child that goes on in the same lane, or `NONE`. */
  readonly next: Int32Array
  /** Rows of the subtree, the stretch itself included. */
  readonly size: Uint32Array
  /** 1 where the rows of the stretch and all below it are copies of what the path holds. */
  readonly copyTree: Uint8Array
  /** 1 for the stretches of the spine: the leaf and its stored ancestors. */
  readonly spine: Uint8Array
  /** First stretch of the spine, or `NONE` in an empty store. */
  readonly spineTop: number
}

/**
 * Turns parent links into a forest and chooses which child continues a lane: on the spine the next one of the spine,
 * in a loop the next member, elsewhere the child with the largest subtree that is not copies only (the first born among
 * equals), which keeps the number of nested lanes logarithmic.
 * @param leaf row of the leaf that the spine ends at, or `NONE`
 */
export function growForest(columns: Pick<NodeColumns, 'count' | 'parent' | 'flags'>, leaf: number): Forest {
  const { first, up, leafEnd } = cutStretches(columns, leaf)
  const size = new Uint32Array(up.length)
  const copyTree = new Uint8Array(up.length)
  for (let stretch = 0; stretch < up.length; stretch++) {
    const from = first[stretch] ?? 0
    const to = first[stretch + 1] ?? 0
    size[stretch] = to - from
    copyTree[stretch] = isCopies(columns.flags, from, to) ? 1 : 0
  }
  const spine = new Uint8Array(up.length)
  const spineTop = markSpine(up, spine, leafEnd)
  const loops = sumSubtrees(up, size, copyTree)
  const next = chooseNext(up, size, copyTree)
  for (const [stretch, following] of loops) next[stretch] = following
  if (leafEnd !== NONE) next[leafEnd] = NONE
  for (let stretch = leafEnd; stretch >= 0; stretch = up[stretch] ?? NO_PARENT) {
    const parent = up[stretch] ?? NO_PARENT
    if (parent >= 0) next[parent] = stretch
  }
  return { first, up, leafEnd, next, size, copyTree, spine, spineTop }
}

/** Whether all rows of `from … to` are copies. */
function isCopies(flags: Uint16Array, from: number, to: number): boolean {
  for (let row = from; row < to; row++) if (((flags[row] ?? 0) & NodeFlag.copy) === 0) return false
  return true
}

/** Marks the chain above the leaf; a loop in it is cut above the last stretch reached. */
function markSpine(up: Int32Array, spine: Uint8Array, end: number): number {
  let top = NONE
  for (let stretch = end; stretch >= 0; stretch = up[stretch] ?? NO_PARENT) {
    if (spine[stretch] === 1) {
      up[top] = LOOP
      return top
    }
    spine[stretch] = 1
    top = stretch
  }
  return top
}

/**
 * Adds up subtree sizes from the tips inward. What is left over are members of loops: each loop is cut at its first one.
 * @returns for every member of a cut loop the member that follows it
 */
function sumSubtrees(
  up: Int32Array,
  size: Uint32Array,
  copyTree: Uint8Array
): readonly (readonly [number, number])[] {
  const count = up.length
  const open = new Uint32Array(count)
  for (let stretch = 0; stretch < count; stretch++) {
    const parent = up[stretch] ?? NO_PARENT
    if (parent >= 0) open[parent] = (open[parent] ?? 0) + 1
  }
  const addToParent = (stretch: number, parent: number): void => {
    size[parent] = (size[parent] ?? 0) + (size[stretch] ?? 0)
    if (copyTree[stretch] === 0) copyTree[parent] = 0
  }
  const done = new Uint8Array(count)
  for (let tip = 0; tip < count; tip++) {
    let stretch = tip
    while (stretch >= 0 && open[stretch] === 0 && done[stretch] === 0) {
      done[stretch] = 1
      const parent = up[stretch] ?? NO_PARENT
      if (parent < 0) break
      addToParent(stretch, parent)
      open[parent] = (open[parent] ?? 0) - 1
      stretch = parent
    }
  }
  const loops: (readonly [number, number])[] = []
  for (let first = 0; first < count; first++) {
    if (done[first] === 1) continue
    let stretch = up[first] ?? NO_PARENT
    up[first] = LOOP
    for (
      let parent = up[stretch] ?? LOOP;
      stretch !== first;
      stretch = parent, parent = up[stretch] ?? LOOP
    ) {
      done[stretch] = 1
      addToParent(stretch, parent)
      loops.push([parent, stretch])
    }
    done[first] = 1
  }
  return loops
}

function chooseNext(up: Int32Array, size: Uint32Array, copyTree: Uint8Array): Int32Array {
  const next = new Int32Array(up.length).fill(NONE)
  for (let stretch = 0; stretch < up.length; stretch++) {
    const parent = up[stretch] ?? NO_PARENT
    if (parent < 0) continue
    const best = next[parent] ?? NONE
    if (best === NONE || outweighs(stretch, best, size, copyTree)) next[parent] = stretch
  }
  return next
}

function outweighs(stretch: number, best: number, size: Uint32Array, copyTree: Uint8Array): boolean {
  const copies = (copyTree[stretch] ?? 0) - (copyTree[best] ?? 0)
  return copies === 0 ? (size[stretch] ?? 0) > (size[best] ?? 0) : copies < 0
}
