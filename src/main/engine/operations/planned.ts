import type { Plan } from '@shared/operations/plan'
import type { RunningWriter } from '../../writer/run-writer'

/** A plan that a window has been shown. Only its id crosses to the window and back. */
export interface Planned {
  readonly plan: Plan
  /** The receipt folder that it undoes. */
  readonly undoes: string | null
  /** Ids that an undo cannot bring back. */
  readonly left: readonly string[]
  /** The writer at work on it. */
  readonly running?: RunningWriter
}

/** A window keeps so many plans; the oldest go first. */
const KEPT = 20

/** The plans of one window by id. */
export class PlanShelf {
  readonly #plans = new Map<number, Planned>()
  #next = 1

  add(planned: Planned): number {
    const id = this.#next++
    this.#plans.set(id, planned)
    const [oldest] = this.#plans.keys()
    if (this.#plans.size > KEPT && oldest !== undefined) this.#plans.delete(oldest)
    return id
  }

  get(id: number): Planned | undefined {
    return this.#plans.get(id)
  }

  set(id: number, planned: Planned): void {
    this.#plans.set(id, planned)
  }

  delete(id: number): void {
    this.#plans.delete(id)
  }
}
