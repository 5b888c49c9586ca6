import type { BranchRow } from '@shared/ipc/store'
import { branchTop, topsOf } from '../state/choice'
import { shownStore } from '../state/open-store'

export type BoxState = 'on' | 'off' | 'mixed'

const partly = new WeakMap<Uint8Array, ReadonlySet<number>>()

/** Tops of the branches of which something below the top is chosen. */
function partlyChosen(chosen: Uint8Array): ReadonlySet<number> {
  const known = partly.get(chosen)
  if (known !== undefined) return known
  const nodes = shownStore()?.index?.nodes
  const found = new Set<number>()
  if (nodes !== undefined)
    for (const wanted of ['orphan', 'tombstone'] as const)
      for (const row of topsOf(chosen, nodes, wanted)) found.add(branchTop(nodes, row))
  partly.set(chosen, found)
  return found
}

/** @returns whether a branch is chosen: all of it, nothing of it, or something below its top */
export function boxOf({ topRow }: BranchRow, chosen: Uint8Array | null): BoxState {
  if (chosen === null) return 'off'
  if (chosen[topRow] === 1) return 'on'
  return partlyChosen(chosen).has(topRow) ? 'mixed' : 'off'
}
