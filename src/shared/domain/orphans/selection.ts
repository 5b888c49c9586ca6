import type { Likenesses } from './identity'

/**
 * Closes a selection downwards: whoever chooses a node chooses everything below it (orphans.md). Linear, also over
 * chains of thousands and over loops.
 * @param parents as `parentPositions` gives them
 * @returns the positions, in node order
 */
export function closeDownwards(selection: ReadonlySet<number>, parents: Int32Array): number[] {
  const marks = new Uint8Array(parents.length)
  for (const position of selection) marks[position] = 1
  markBelow(marks, (position) => parents[position] ?? -1)
  return [...marks.keys()].filter((position) => marks[position] === 1)
}

/**
 * Marks everything below what is marked 1; the rest is left at 0.
 * @param parentOf the position of the parent, or a negative number
 */
export function markBelow(marks: Uint8Array, parentOf: (position: number) => number): void {
  const OPEN = 0
  const IN = 1
  const OUT = 2
  for (let start = 0; start < marks.length; start++) {
    let at = start
    // marked OUT on the way, so that a walk around a loop ends where it began
    while (at >= 0 && marks[at] === OPEN) {
      marks[at] = OUT
      at = parentOf(at)
    }
    if (at < 0 || marks[at] !== IN) continue
    for (let again = start; marks[again] === OUT; again = parentOf(again)) marks[again] = IN
  }
  for (let at = 0; at < marks.length; at++) if (marks[at] === OUT) marks[at] = 0
}

/** Something that exists only in the selection. */
export interface Loss {
  /** identity: the thing itself is gone. content: only this wording of it is, another one stays. */
  readonly kind: 'identity' | 'content'
  /** The selected nodes that carry it, in node order; losing all of them loses it. */
  readonly positions: readonly number[]
}

/**
 * What would be lost with the selected nodes. A thing that occurs in several branches is lost only when the last of
 * them goes, so the answer belongs to the selection as a whole, not to its rows (orphans.md).
 */
export function lostBy(selection: ReadonlySet<number>, likenesses: Likenesses): Loss[] {
  const keptIdentities = new Set<number>()
  const keptContents = new Set<number>()
  for (const [position, identity] of likenesses.identity.entries()) {
    if (selection.has(position)) continue
    keptIdentities.add(identity)
    keptContents.add(likenesses.content[position] ?? -1)
  }
  const lost = new Map<number, number[]>()
  for (const [position, content] of likenesses.content.entries()) {
    if (!selection.has(position) || keptContents.has(content)) continue
    const carriers = lost.get(content)
    if (carriers) carriers.push(position)
    else lost.set(content, [position])
  }
  return [...lost.values()].map((positions) => ({
    kind: keptIdentities.has(likenesses.identity[positions[0] ?? -1] ?? -1) ? 'content' : 'identity',
    positions
  }))
}
