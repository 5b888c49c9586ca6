import type { PathEnd } from '@shared/ipc/store'
import type { OpenStore } from './open-store'

/** The head names no node from which a path could be walked: only a head that points elsewhere helps. */
const sickEnds: ReadonlySet<PathEnd['kind']> = new Set<PathEnd['kind']>(['leaf-missing', 'cycle'])

/** Whether the shown store has no path that resolves, so that healing comes before everything else. */
export function needsHealing(store: OpenStore): boolean {
  const summary = store.kind === 'open' ? store.index?.summary : undefined
  if (summary === undefined) return false
  return sickEnds.has(summary.path.kind) || (summary.path.kind === 'no-leaf' && summary.nodes > 0)
}
