import type { SessionNode } from '@shared/domain/model/node'
import type { Branch, OrphanContext } from './context'
import { isSpoken } from './words'

/** Where a branch stops repeating the path and says something of its own. */
export interface Parting {
  /** The last thing that branch and path have in common; undefined = nothing, they start at two roots. */
  readonly at: SessionNode | undefined
  /** How the branch goes on: its first message or call that the path does not hold in this form. */
  readonly branch: SessionNode
  /** How the path goes on; undefined = it ends here. */
  readonly path: SessionNode | undefined
}

/**
 * Finds the parting. A branch often begins with copies of what the path holds (a running round that the runtime
 * re-made elsewhere), and then the place where its parent sits says nothing; so copies are followed down first.
 */
export function partingOf(branch: Branch, context: OrphanContext): Parting | undefined {
  const own = firstOwn(branch, context)
  if (own === undefined) return undefined
  const node = context.nodes[own]
  if (node === undefined) return undefined
  const step = context.pathStepOf.get(context.likenesses.identity[own] ?? -1)
  const variantOf = context.classes[own] === 'variant' ? step : undefined
  const shared = variantOf === undefined ? sharedStep(own, context) : variantOf - 1
  return {
    at: nodeAtStep(context, context.spokenUpTo[shared]),
    branch: node,
    path: nodeAtStep(context, context.spokenFrom[variantOf ?? shared + 1])
  }
}

/** Of the branch's own messages and calls the one nearest the top, above the first in node order. */
function firstOwn(branch: Branch, { nodes, classes, parents }: OrphanContext): number | undefined {
  const isOwn = (position: number): boolean => classes[position] !== 'copy' && isSpoken(nodes[position])
  let own = branch.members.find(isOwn)
  for (let at = own; at !== undefined && at !== branch.top; ) {
    at = parents[at]
    if (at === undefined || at < 0) break
    if (isOwn(at)) own = at
  }
  return own
}

/** The step on the path of the nearest ancestor that is on it or repeats it; −1 without one. */
function sharedStep(
  own: number,
  { classes, parents, likenesses, pathStepOf, stepAt }: OrphanContext
): number {
  for (let at = parents[own]; at !== undefined && at >= 0; at = parents[at]) {
    if (classes[at] === undefined) return stepAt.get(at) ?? -1
    if (classes[at] === 'copy') return pathStepOf.get(likenesses.identity[at] ?? -1) ?? -1
  }
  return -1
}

function nodeAtStep({ nodes, path }: OrphanContext, step: number | undefined): SessionNode | undefined {
  return nodes[path.positions[step ?? -1] ?? -1]
}
