import type { AppError } from '@shared/ipc/request'
import type { Plan } from '@shared/operations/plan'
import { isSqliteFailure, sqliteFailure } from './sqlite-failure'
import { StepMismatch } from './steps'

/** The refusals of an apply. Each says that nothing was changed, and what to do. */

/** The user has stopped it. */
export const stoppedError = (plan: Plan): AppError => ({
  code: 'stopped',
  path: plan.store,
  message: 'Stopped before anything was changed.'
})

/** The store is not as the plan was made from; `difference` says in what. */
export const staleError = (plan: Plan, difference: string): AppError => ({
  code: 'stale',
  path: plan.store,
  message: `The store has moved on since the plan was made: ${difference}. Nothing was changed.`,
  advice: 'Plan again to see what would happen now.'
})

/** The runtime would hang on what the plan leaves, and nobody has said yes to that. */
export const loopError = (plan: Plan): AppError => ({
  code: 'leaf-in-loop',
  path: plan.store,
  message:
    'After this plan the parents of the head’s leaf would run in a loop, in which the runtime hangs. Nothing was changed.',
  advice: 'Leave it as it is, or confirm it: on the command line with --loop.'
})

/** The plan's file is not as we wrote it. */
export const editedError = (plan: Plan): AppError => ({
  code: 'edited',
  path: plan.store,
  message:
    'The steps or warnings of this plan are not those that were shown when it was made. Nothing was changed.',
  advice: 'Plan again, and choose there what to leave out or to add.'
})

/** What was read back before the commit is not what the plan foretold. */
export const notAsPredicted = (plan: Plan, detail: string): AppError => ({
  code: 'not-as-predicted',
  path: plan.store,
  message: 'The result was not the predicted one, so everything was rolled back.',
  advice: 'Plan again; if it happens twice, keep the store as it is and report the details.',
  detail
})

/** What an exception while working on the store means; one that is no failure of SQLite or the system is a bug and thrown on. */
export function failureOf(cause: unknown, plan: Plan): AppError {
  if (cause instanceof StepMismatch) {
    return {
      code: 'not-as-predicted',
      path: plan.store,
      message: 'The store did not hold what the plan names, so everything was rolled back.',
      advice: 'Plan again to see what the store holds now.',
      detail: cause.message
    }
  }
  return isSystemFailure(cause) ? receiptFailure(cause, plan) : sqliteFailure(cause, plan.store)
}

/** What an exception while writing receipt or rescue store means: without them there would be no way back. */
export function receiptFailure(cause: unknown, plan: Plan): AppError {
  if (!isSystemFailure(cause) && !isSqliteFailure(cause)) throw cause
  const full = isSystemFailure(cause) ? FULL.has(cause.code) : (cause.errcode & 0xff) === SQLITE_FULL
  return full
    ? {
        code: 'disk-full',
        path: plan.store,
        message:
          'The disk with the receipts is full, so nothing was changed: without a receipt there would be no way back.',
        advice: 'Make room there, then apply again.',
        detail: cause.message
      }
    : {
        code: 'receipts-not-writable',
        path: plan.store,
        message:
          'The folder for receipts cannot be written, so nothing was changed: without a receipt there would be no way back.',
        advice: 'Allow writing there, or name another folder with LASH_INSPECTOR_DATA, then apply again.',
        detail: cause.message
      }
}

const SQLITE_FULL = 13
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

function isSystemFailure(cause: unknown): cause is Error & { readonly code: string } {
  return cause instanceof Error && 'syscall' in cause && 'code' in cause && typeof cause.code === 'string'
}
