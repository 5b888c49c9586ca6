import { loopInWords } from '@shared/domain/graph/cycles'
import type { AppError } from '@shared/ipc/request'
import { err, type Result } from '@shared/result'
import type { Frees, PlanWarning, Step } from './plan'

/** What a planner decides; who gathered the facts adds the stamp, the expectation and the prediction. */
export interface Decision {
  readonly steps: readonly Step[]
  /** One sentence, or two, that say what will happen. */
  readonly sentence: string
  /** The same once it has happened, for the receipt. */
  readonly done: string
  readonly frees: Frees
  readonly warnings: readonly PlanWarning[]
}

/** A decision, or why the change must not or cannot be made. */
export type Decided = Result<Decision, AppError>

export const FREES_NOTHING: Frees = { row_bytes: 0, blob_bytes: 0, file_bytes: 0 }

/** A plan without steps: there is nothing to do, which is no error. */
export const nothingToDo = (sentence: string, warnings: readonly PlanWarning[] = []): Decision => ({
  steps: [],
  sentence,
  done: sentence,
  frees: FREES_NOTHING,
  warnings
})

/** Why there is no plan: a code, a sentence, and what to do. */
export function refusal(code: string, message: string, advice: string): Result<never, AppError> {
  return err({ code, message, advice })
}

/** Where the active path runs in a loop, the runtime hangs, and only moving the head out of it helps. */
export const loopAtLeaf: AppError = {
  code: 'cycle',
  message:
    'The parents of the head’s leaf run in a loop, in which the runtime hangs; until the head is moved out of it, nothing else can be changed.',
  advice: 'Move the head to a node outside the loop.'
}

/** The code of a warning that takes an explicit yes before its plan is applied. */
const LEAF_IN_LOOP = 'leaf-in-loop'

/** Whether a plan leaves a store on which the runtime hangs (store-format.md §13.30); it takes an explicit yes. */
export const leavesLoop = (warnings: readonly PlanWarning[]): boolean =>
  warnings.some(({ code }) => code === LEAF_IN_LOOP)

/** @param members ids of the loop: each member's parent is the next one */
export const leafInLoop = (members: readonly string[]): PlanWarning => ({
  code: LEAF_IN_LOOP,
  message: `After this the parents of the head’s leaf run in a loop (${loopInWords(members)}). The runtime hangs on such a store until the head is moved out of the loop.`
})
