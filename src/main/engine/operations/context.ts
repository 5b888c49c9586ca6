import type { StartWriter } from '../../writer/run-writer'
import type { Push } from '../engine-port'
import type { StoreSession } from '../store-session'
import type { Jobs } from '../worker-pool'
import type { PlanSignal } from './plan-signal'

/** What the handlers of one window share. */
export interface OperationContext {
  readonly sessions: ReadonlyMap<number, StoreSession>
  readonly jobs: Jobs
  readonly push: Push
  readonly startWriter: StartWriter
  /** Plans that are being made, by store. */
  readonly making: Map<number, PlanSignal>
  /** Candidates for a head that are being looked for, by store. */
  readonly ranking: Map<number, PlanSignal>
}
