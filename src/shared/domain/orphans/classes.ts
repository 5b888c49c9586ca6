import type { ActivePath } from '@shared/domain/graph/active-path'
import type { SessionNode } from '@shared/domain/model/node'
import type { Likenesses } from './identity'

/**
 * copy: the path holds the same thing with the same content. variant: the path holds it with other content. unique:
 * the path does not hold it at all (orphans.md, "Class of an orphan").
 */
export type OrphanClass = 'copy' | 'variant' | 'unique'

export interface ClassCounts {
  readonly copies: number
  readonly variants: number
  readonly unique: number
}

/**
 * The class of every node against `path`, by position; undefined for the nodes whose id is on it. The path may be that
 * of any head, chosen or stored; with an empty one everything is unique.
 */
export function classesAgainst(
  path: ActivePath,
  nodes: readonly SessionNode[],
  likenesses: Likenesses
): (OrphanClass | undefined)[] {
  const ids = new Set<string | undefined>()
  const identities = new Set<number | undefined>()
  const contents = new Set<number | undefined>()
  for (const position of path.positions) {
    ids.add(nodes[position]?.node_id)
    identities.add(likenesses.identity[position])
    contents.add(likenesses.content[position])
  }
  return nodes.map(({ node_id }, position) => {
    if (ids.has(node_id)) return undefined
    if (contents.has(likenesses.content[position])) return 'copy'
    return identities.has(likenesses.identity[position]) ? 'variant' : 'unique'
  })
}

/** How many of each class there are; undefined entries do not count. */
export function countClasses(classes: Iterable<OrphanClass | undefined>): ClassCounts {
  const counts = { copy: 0, variant: 0, unique: 0 }
  for (const orphanClass of classes) if (orphanClass !== undefined) counts[orphanClass]++
  return { copies: counts.copy, variants: counts.variant, unique: counts.unique }
}
