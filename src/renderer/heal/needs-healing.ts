import type { GraphSummary, PathEnd } from '@shared/ipc/store'
import { useStore } from 'zustand'
import { openStoreState, shownStore } from '../state/open-store'

/** The head names no node from which a path could be walked: only a head that points elsewhere helps. */
const sickEnds: ReadonlySet<PathEnd['kind']> = new Set<PathEnd['kind']>(['leaf-missing', 'cycle'])

const isSick = (summary: GraphSummary | undefined): boolean =>
  summary !== undefined &&
  (sickEnds.has(summary.path.kind) || (summary.path.kind === 'no-leaf' && summary.nodes > 0))

/** @returns whether the shown store has no path that resolves, so that healing comes before everything else */
export const needsHealing = (): boolean => isSick(shownStore()?.index?.summary)

export const useNeedsHealing = (): boolean =>
  useStore(openStoreState, (store) => store.kind === 'open' && isSick(store.index?.summary))
