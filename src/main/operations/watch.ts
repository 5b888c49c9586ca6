/** What the making of a plan, or of a choice of leaves, is at, in order. */
export const planPhases = ['reading', 'comparing', 'ranking', 'foretelling', 'stamping'] as const
export type PlanPhase = (typeof planPhases)[number]

/** Looks on while a plan is made, which takes seconds on a large store. */
export interface PlanWatch {
  /** Told how far a phase has come, in rows. @throws PlanStopped where the plan is no longer wanted */
  readonly progress: (phase: PlanPhase, done: number, total: number) => void
}

/** Ends the making of a plan from within. */
export class PlanStopped extends Error {}

export const unwatched: PlanWatch = { progress: () => {} }
