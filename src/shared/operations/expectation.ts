import { assertNever } from '@shared/result'
import type { Expectation, Step } from './plan'

/** Of rows that come back or are withdrawn: how many carry a tombstone. The steps name ids only. */
export interface MarkedRows {
  readonly returned: number
  readonly withdrawn: number
}

/**
 * What must be read back after the steps, from what stands before them. Counts are exact because every step touches
 * exactly what it names: marks only rows that lack them, adds only blobs that are not there.
 */
export function expectationAfter(
  before: Expectation,
  steps: readonly Step[],
  marked: MarkedRows = { returned: 0, withdrawn: 0 }
): Expectation {
  return steps.reduce((state, step) => afterStep(state, step, marked), before)
}

function afterStep(state: Expectation, step: Step, marked: MarkedRows): Expectation {
  switch (step.op) {
    case 'tombstone':
      return moved(state, -step.ids.length, step.ids.length)
    case 'restore':
      return moved(state, step.ids.length, -step.ids.length)
    case 'vacuum':
      return moved(state, 0, -step.ids.length)
    case 'withdraw-rows':
      return moved(state, marked.withdrawn - step.ids.length, -marked.withdrawn)
    case 'add-rows':
      return moved(state, step.rows.length, 0)
    case 'return-rows':
      return moved(state, step.ids.length - marked.returned, marked.returned)
    case 'collect-blobs':
      return { ...state, blobs: state.blobs - step.hashes.length }
    case 'add-blobs':
      return { ...state, blobs: state.blobs + step.blobs.length }
    case 'return-blobs':
      return { ...state, blobs: state.blobs + step.hashes.length }
    case 'write-head':
      return { ...state, leaf: step.leaf, revision: String(BigInt(step.revision) + 1n) }
    case 'compact-file':
      return state
    default:
      return assertNever(step)
  }
}

const moved = (state: Expectation, live: number, tombstoned: number): Expectation => ({
  ...state,
  live: state.live + live,
  tombstoned: state.tombstoned + tombstoned
})
