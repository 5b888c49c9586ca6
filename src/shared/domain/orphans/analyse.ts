import { type ActivePath, activePath } from '@shared/domain/graph/active-path'
import type { SessionGraph } from '@shared/domain/model/node'
import { orphanSubtrees, type Subtree } from './branches'
import { type ClassCounts, classesAgainst, countClasses, type OrphanClass } from './classes'
import type { Branch, LostRow } from './context'
import { type Likenesses, likenessesOf } from './identity'
import { parentPositions } from './parents'
import { stepsOf } from './path-steps'
import { type Reason, reasonOf } from './reasons'

export interface OrphanInput {
  /** What lash loads: live rows that decode, in load order. */
  readonly graph: SessionGraph
  /** Bytes of the stored JSON, by position. */
  readonly bytes: ArrayLike<number>
  /** Stored node id → why lash does not load the row; such rows are no orphans, but they cut branches off. */
  readonly lost: ReadonlyMap<string, LostRow>
}

export type ExplainedBranch = Branch & Reason

export interface OrphanReport {
  /** By position; undefined = on the path. */
  readonly classes: readonly (OrphanClass | undefined)[]
  readonly counts: ClassCounts
  /** In node order of their first nodes; together they hold every orphan once. */
  readonly branches: readonly ExplainedBranch[]
  readonly likenesses: Likenesses
  /** By position, as `parentPositions` gives them. */
  readonly parents: Int32Array
}

/**
 * Classifies every orphan, cuts the orphans into branches and says of each why it is off the path (orphans.md).
 * @param path the stored path, or that of a head the user thinks of choosing
 */
export function analyseOrphans(
  { graph, bytes, lost }: OrphanInput,
  path: ActivePath = activePath(graph)
): OrphanReport {
  const { nodes } = graph
  const likenesses = likenessesOf(nodes)
  const parents = parentPositions(nodes)
  const classes = classesAgainst(path, nodes, likenesses)
  const isModeStep = (position: number): boolean => {
    const node = nodes[position]
    return node?.kind === 'event' && node.event.kind === 'Mode'
  }
  const steps = stepsOf(path, nodes, likenesses)
  const context = { nodes, isModeStep, parents, classes, likenesses, lost, path, ...steps }
  const branches = orphanSubtrees(classes, parents).map((subtree) => {
    const branch = { ...measure(subtree, classes, bytes), topId: nodes[subtree.top]?.node_id ?? '' }
    return { ...branch, ...reasonOf(branch, context) }
  })
  return { classes, counts: countClasses(classes), branches, likenesses, parents }
}

function measure(
  subtree: Subtree,
  classes: readonly (OrphanClass | undefined)[],
  bytes: ArrayLike<number>
): Omit<Branch, 'topId'> {
  const counts = countClasses(subtree.members.map((position) => classes[position]))
  return {
    ...subtree,
    ...counts,
    bytes: subtree.members.reduce((sum, position) => sum + (bytes[position] ?? 0), 0),
    class: counts.variants + counts.unique === 0 ? 'copy' : 'work'
  }
}
