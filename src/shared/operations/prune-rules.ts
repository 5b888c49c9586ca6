import type { SessionNode } from '@shared/domain/model/node'
import type { ExplainedBranch } from '@shared/domain/orphans/analyse'

/** By what rule branches are chosen; what is given narrows the choice, nothing given chooses every branch. */
export interface PruneRules {
  /** copy: copies only. variant: variants, nothing unique. unique: holds something unique. work: all but copy. */
  readonly class?: BranchClass
  readonly reason?: string
  /** Every node of the branch is older than this instant, in ms since 1970; a time that cannot be read keeps it. */
  readonly before?: number
}

export const branchClasses = ['copy', 'variant', 'unique', 'work'] as const
export type BranchClass = (typeof branchClasses)[number]

/** The branches that the rules choose. Age is that of the last use over the whole branch. */
export function chooseBranches(
  branches: readonly ExplainedBranch[],
  nodes: readonly SessionNode[],
  rules: PruneRules
): ExplainedBranch[] {
  return branches.filter(
    (branch) =>
      (rules.class === undefined || hasClass(branch, rules.class)) &&
      (rules.reason === undefined || branch.code === rules.reason) &&
      (rules.before === undefined || lastUse(branch, nodes) < rules.before)
  )
}

function hasClass(branch: ExplainedBranch, wanted: BranchClass): boolean {
  if (wanted === 'work') return branch.class === 'work'
  const strongest = branch.unique > 0 ? 'unique' : branch.variants > 0 ? 'variant' : 'copy'
  return strongest === wanted
}

function lastUse(branch: ExplainedBranch, nodes: readonly SessionNode[]): number {
  return branch.members.reduce((latest, position) => {
    const time = Date.parse(nodes[position]?.timestamp ?? '')
    return Number.isNaN(time) ? Number.POSITIVE_INFINITY : Math.max(latest, time)
  }, Number.NEGATIVE_INFINITY)
}
