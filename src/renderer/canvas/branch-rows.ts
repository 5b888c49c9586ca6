import type { BranchRow } from '@shared/ipc/store'
import { useStore } from 'zustand'
import { branchesResource } from '../state/resources'

const noBranches: readonly BranchRow[] = []
const byTop = new WeakMap<readonly BranchRow[], ReadonlyMap<number, BranchRow>>()

/** The orphan branches as far as they have been read. */
export const useBranches = (): readonly BranchRow[] =>
  useStore(branchesResource.state, (state) => (state.kind === 'ready' ? state.value : noBranches))

/** The branch whose top is this row. */
export function branchOf(branches: readonly BranchRow[], top: number): BranchRow | undefined {
  const known = byTop.get(branches) ?? new Map(branches.map((branch) => [branch.topRow, branch]))
  byTop.set(branches, known)
  return known.get(top)
}
