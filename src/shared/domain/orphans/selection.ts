import type { Likenesses } from './identity'

/**
 * Closes a selection downwards: whoever chooses a node chooses everything below it (orphans.md). Linear, also over
 * chains of thousands and over loops.
 * @param parents as `parentPositions` gives them
 * @returns the positions, in node order
 */
export function closeDownwards(selection: ReadonlySet<number>, parents: Int32Array): number[] {
  const OPEN = 0
  const IN = 1
  const OUT = 2
  const state = new Uint8Array(parents.length)
  for (const position of selection) state[position] = IN
  for (const start of parents.keys()) {
    const walked: number[] = []
    let at = start
    // marked OUT on the way, so that a walk around a loop ends where it began
    while (at >= 0 && state[at] === OPEN) {
      state[at] = OUT
      walked.push(at)
      at = parents[at] ?? -1
    }
    if (at >= 0 && state[at] === IN) for (const position of walked) state[position] = IN
  }
  return [...state.keys()].filter((position) => state[position] === IN)
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
