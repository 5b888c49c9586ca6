import type { StartWriter } from '../../writer/run-writer'
import type { Push } from '../engine-port'
import type { StoreSession } from '../store-session'
import type { Jobs } from '../worker-pool'

/** What the handlers of one window share. */
export interface OperationContext {
  readonly sessions: ReadonlyMap<number, StoreSession>
  readonly jobs: Jobs
  readonly push: Push
  readonly startWriter: StartWriter
}
