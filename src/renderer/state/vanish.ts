import type { NodeColumns } from '@shared/domain/columns/columns'
import { isLive } from '@shared/domain/columns/link'
import type { ResidencySide } from '@shared/ipc/store'
import { createStore } from 'zustand/vanilla'
import { onStoreOpened } from './open-store'
import { residencyState } from './residency'

/** The moment whose deletions are shown on the canvas. */
export type VanishMoment = 'park' | 'turn'

export const vanishState = createStore<{ readonly shown: VanishMoment | null }>()(() => ({ shown: 'turn' }))

/** @returns the moment to show: the chosen one where it deletes something, else the other; null = none */
export function shownMoment(shown: VanishMoment | null, onPark: number, onTurn: number): VanishMoment | null {
  if (shown === null) return null
  if (onPark === 0 && onTurn === 0) return null
  if (onTurn === 0) return 'park'
  return onPark === 0 ? 'turn' : shown
}

/** Shows on the canvas what the runtime would delete at a moment; null = nothing. */
export const showVanishing = (shown: VanishMoment | null): void => vanishState.setState({ shown })

/**
 * The rows that the runtime deletes: all live ones, or all that the walk from the leaf it keeps does not reach. Where
 * that is not what the report counts, nothing is marked rather than a guess.
 */
export function vanishingRows(
  nodes: NodeColumns,
  side: ResidencySide,
  leafRow: number | null,
  moment: VanishMoment
): Uint8Array | null {
  const count = moment === 'park' ? side.vanishOnPark : side.vanishOnTurn
  if (count === 0) return null
  const all = new Uint8Array(nodes.count)
  let live = 0
  for (let row = 0; row < nodes.count; row++) {
    if (!isLive(nodes.flags, row)) continue
    all[row] = 1
    live++
  }
  if (count === live) return all
  for (let row = leafRow ?? -1; row >= 0 && all[row] === 1; row = nodes.parent[row] ?? -1) {
    all[row] = 0
    live--
  }
  return count === live ? all : null
}

/** Called once when the page starts. */
export function connectVanish(): void {
  onStoreOpened(() => vanishState.setState({ shown: 'turn' }))
  residencyState.subscribe((now, before) => {
    if (now.residency !== before.residency) vanishState.setState({ shown: 'turn' })
  })
}
