import { type PlanPhase, PlanStopped, type PlanWatch, planPhases } from '../../operations/watch'

/**
 * What the engine and the thread that makes a plan tell each other while neither can wait for the other: phase, rows
 * done, rows in all, and whether to stop.
 */
export type PlanSignal = Int32Array<SharedArrayBuffer>

const [PHASE, DONE, TOTAL, STOP] = [0, 1, 2, 3]
const CELLS = 4

export const newPlanSignal = (): PlanSignal =>
  new Int32Array(new SharedArrayBuffer(CELLS * Int32Array.BYTES_PER_ELEMENT))

export const stopPlan = (signal: PlanSignal): void => void Atomics.store(signal, STOP, 1)

/** How far the plan has come, as it was last told. */
export function planProgress(signal: PlanSignal): { phase: PlanPhase; done: number; total: number } {
  return {
    phase: planPhases[Atomics.load(signal, PHASE)] ?? 'reading',
    done: Atomics.load(signal, DONE),
    total: Atomics.load(signal, TOTAL)
  }
}

/** The end of a signal where the plan is made. */
export const watchOf = (signal: PlanSignal): PlanWatch => ({
  progress: (phase, done, total) => {
    if (Atomics.load(signal, STOP) === 1) throw new PlanStopped()
    Atomics.store(signal, PHASE, planPhases.indexOf(phase))
    Atomics.store(signal, DONE, done)
    Atomics.store(signal, TOTAL, total)
  }
})
