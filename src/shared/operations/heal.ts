import { ok } from '@shared/result'
import { type Decided, FREES_NOTHING, nothingToDo, refusal } from './decision'
import { type HeadFacts, type HeadGround, headStep, vanishWarning } from './head-step'
import { counted } from './words'

/**
 * Points a head whose leaf is not live at a live node; everything else stays.
 * @param leaf the node to choose; undefined = what the runtime would choose, the last conversation node in node order
 * (store-format.md §9.7), or none where there is no such node
 */
export function planHeal(ground: HeadGround, facts: HeadFacts, leaf: string | undefined): Decided {
  const healed = ground.healed()
  if (!healed.changed) {
    return leaf === undefined
      ? ok(nothingToDo('The head’s leaf is live, or there is none, so there is nothing to heal.'))
      : refusal(
          'nothing-to-heal',
          'The head’s leaf is not orphaned, so there is nothing to heal.',
          'Move the head instead.'
        )
  }
  const chosen = leaf ?? healed.leaf
  if (chosen === undefined) return ok(healToNothing(ground, facts))
  const path = ground.pathTo(chosen)
  if (!path.ok) return path
  return ok({
    steps: [headStep(facts, { leaf: chosen })],
    sentence: `Points the head at ${chosen}, which gives a path of ${counted(path.value.length, 'node')}. Nothing else changes.`,
    done: `Pointed the head at ${chosen}, which gave a path of ${counted(path.value.length, 'node')}. Nothing else changed.`,
    frees: FREES_NOTHING,
    warnings: vanishWarning(ground, path.value.length)
  })
}

function healToNothing(ground: HeadGround, facts: HeadFacts) {
  return {
    steps: [headStep(facts, { leaf: undefined })],
    sentence: 'Takes the leaf from the head, as the runtime does where no conversation node is left.',
    done: 'Took the leaf from the head, as the runtime does where no conversation node is left.',
    frees: FREES_NOTHING,
    warnings: [
      { code: 'no-conversation', message: 'There is no conversation node, so the path will be empty.' },
      ...vanishWarning(ground, 0)
    ]
  }
}
