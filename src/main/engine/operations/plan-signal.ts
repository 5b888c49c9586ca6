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

export interface PlanProgress {
  readonly phase: PlanPhase
  readonly done: number
  readonly total: number
}

/** How far the plan has come, as it was last told. */
export function planProgress(signal: PlanSignal): PlanProgress {
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

/** How often somebody is told how far a job has come, ms. */
const TELL_MS = 200

/**
 * Runs a job that can be stopped and tells how far it has come. One job of a kind is under way for a store: one that
 * was started before is stopped.
 * @param running the jobs of this kind that are under way, by store
 */
export async function watched<T>(
  running: Map<number, PlanSignal>,
  store: number,
  tell: (progress: PlanProgress) => void,
  run: (signal: PlanSignal) => Promise<T>
): Promise<T> {
  stopWatched(running, store)
  const signal = newPlanSignal()
  running.set(store, signal)
  const telling = setInterval(() => tell(planProgress(signal)), TELL_MS)
  try {
    return await run(signal)
  } finally {
    clearInterval(telling)
    if (running.get(store) === signal) running.delete(store)
  }
}

/** Stops the job that is under way for a store, if there is one. */
export function stopWatched(running: ReadonlyMap<number, PlanSignal>, store: number): void {
  const signal = running.get(store)
  if (signal !== undefined) stopPlan(signal)
}
