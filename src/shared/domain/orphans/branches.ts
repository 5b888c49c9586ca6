import type { OrphanClass } from './classes'

/** An orphan subtree, as positions in node order. */
export interface Subtree {
  /** The orphan whose parent is on the path, missing or absent; in a parent loop its first member in node order. */
  readonly top: number
  readonly members: readonly number[]
  /** The chain of parents of every member runs into a loop of this subtree. */
  readonly loops: boolean
}

const UNKNOWN = -3

/**
 * Cuts the orphans into subtrees, in node order of their first members, in linear time.
 * @param classes by position; undefined = on the path
 * @param parents as `parentPositions` gives them
 */
export function orphanSubtrees(
  classes: readonly (OrphanClass | undefined)[],
  parents: Int32Array
): Subtree[] {
  const { topOf, loopTops } = findTops(classes, parents)
  const members = new Map<number, number[]>()
  for (const [position, top] of topOf.entries()) {
    if (top === UNKNOWN) continue
    const known = members.get(top)
    if (known) known.push(position)
    else members.set(top, [position])
  }
  return [...members].map(([top, positions]) => ({ top, members: positions, loops: loopTops.has(top) }))
}

function findTops(
  classes: readonly (OrphanClass | undefined)[],
  parents: Int32Array
): { topOf: Int32Array; loopTops: Set<number> } {
  const topOf = new Int32Array(classes.length).fill(UNKNOWN)
  const walkOf = new Int32Array(classes.length).fill(UNKNOWN)
  const loopTops = new Set<number>()
  const isOrphan = (position: number): boolean => position >= 0 && classes[position] !== undefined
  for (const start of classes.keys()) {
    if (!isOrphan(start) || topOf[start] !== UNKNOWN) continue
    const walked: number[] = []
    let at = start
    while (isOrphan(at) && topOf[at] === UNKNOWN && walkOf[at] !== start) {
      walkOf[at] = start
      walked.push(at)
      at = parents[at] ?? UNKNOWN
    }
    const top = topAbove(at, walked, topOf, isOrphan(at))
    if (isOrphan(at) && topOf[at] === UNKNOWN) loopTops.add(top)
    for (const position of walked) topOf[position] = top
  }
  return { topOf, loopTops }
}

/** The top of a walk that ended at `at`: at a known subtree, in a loop of its own, or above its last node. */
function topAbove(at: number, walked: readonly number[], topOf: Int32Array, atOrphan: boolean): number {
  if (!atOrphan) return walked.at(-1) ?? UNKNOWN
  const known = topOf[at] ?? UNKNOWN
  if (known !== UNKNOWN) return known
  return walked.slice(walked.indexOf(at)).reduce((first, position) => Math.min(first, position))
}
