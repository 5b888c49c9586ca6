import { activePath } from '@shared/domain/graph/active-path'
import { findCycles, loopInWords } from '@shared/domain/graph/cycles'
import { loadActivePath } from '@shared/domain/state/store-load'
import { fullGraph, type StoreModel } from '@shared/domain/state/store-model'
import { leafInLoop } from './decision'
import type { PlanWarning } from './plan'
import { counted } from './words'

/**
 * What a change that shows rows again does to the walks up the parents: a loop at the leaf, in which the runtime hangs
 * whether it loads everything or the path alone, and loops off the path, in which it hangs once the head goes there.
 */
export function loopWarnings(before: StoreModel, after: StoreModel): PlanWarning[] {
  const atLeaf = loopOfLeaf(after)
  if (atLeaf !== undefined) return [leafInLoop(atLeaf)]
  const known = new Set(loopsOf(before).map(String))
  const closed = loopsOf(after).filter((members) => !known.has(String(members)))
  const [first] = closed
  if (first === undefined) return []
  return [
    {
      code: 'loop-closed',
      message: `${counted(closed.length, 'loop of parents', 'loops of parents')} will be closed off the path (${loopInWords(first)}). The runtime would hang on a head that is moved into one.`
    }
  ]
}

/** Each loop by its members, whichever of them its walk began with. */
const loopsOf = (model: StoreModel): string[][] => findCycles(fullGraph(model))

/** The loop that either way of loading would run into; undefined where both come to an end. */
function loopOfLeaf(model: StoreModel): readonly string[] | undefined {
  const { end } = activePath(fullGraph(model))
  if (end.kind === 'cycle') return end.members
  const path = loadActivePath(model)
  return !path.ok && path.error.kind === 'would-hang' ? path.error.members : undefined
}
