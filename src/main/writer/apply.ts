import { basename } from 'node:path'
import type { AppError } from '@shared/ipc/request'
import { type Expectation, expectationSchema, type Plan } from '@shared/operations/plan'
import { err, ok, type Result } from '@shared/result'
import { compactFile } from './compact'
import { type Guard, refuse, release, takeGuard } from './guard'
import { makeReceiptFolder, type Receipt, removeReceiptFolder, rescueFile, writeReceipt } from './receipt'
import { writeRescueStore } from './rescue'
import type { RowReader } from './rows'
import { sqliteFailure } from './sqlite-failure'
import { computeStamp, readExpectable, stampDifference } from './stamp'
import { runStep, type StepDone, StepMismatch } from './steps'
import { checkWritable } from './writable'

export interface ApplyJob {
  readonly plan: Plan
  readonly dataFolder: string
  readonly unproven: boolean
  /** The receipt folder that this plan undoes; null for every other plan. */
  readonly undoes: string | null
  /** Ids that an undo cannot bring back. */
  readonly left: readonly string[]
}

export interface Applied {
  readonly receipt: string
  readonly done: readonly StepDone[]
}

/** How far an apply has come, and the user's wish to stop; asked between batches until the commit. */
export interface Watch {
  readonly progress: (phase: 'keeping' | 'changing' | 'compacting', done: number, total: number) => void
  readonly stopped: () => Promise<boolean>
}

/**
 * Applies a plan: writer guard, stamp compared inside the transaction, rescue store on disk, receipt prepared, steps
 * run, result read back and compared, commit, receipt closed. Anything unexpected rolls back and leaves the store's
 * bytes as they were.
 * @returns the receipt's folder, or why nothing was changed (in-use, stale, not-as-predicted, disk-full, stopped …)
 */
export async function applyPlan(job: ApplyJob, watch: Watch): Promise<Result<Applied, AppError>> {
  const guarded = takeGuard(job.plan.store, { unproven: job.unproven })
  if (!guarded.ok) return guarded
  const guard = guarded.value
  let folder: string | undefined
  try {
    const objection = checkWritable(guard.rows, job.plan) ?? staleError(guard.rows, job.plan)
    if (objection !== null) return giveUp(guard, folder, objection)
    folder = makeReceiptFolder(job.dataFolder, job.plan.kind, new Date())
    const kept = await writeRescueStore(
      guard.rows,
      rescueFile(folder),
      job.plan.steps,
      async (done, total) => {
        watch.progress('keeping', done, total)
        return watch.stopped()
      }
    )
    if (!kept) return giveUp(guard, folder, stoppedError(job.plan))
    const receipt = prepareReceipt(folder, job)
    const done = await changeStore(guard, job.plan, watch)
    if (!done.ok) return giveUp(guard, folder, done.error)
    writeReceipt(folder, { ...receipt, state: 'applied' })
    release(guard)
    return ok({ receipt: folder, done: done.value })
  } catch (cause) {
    return giveUp(guard, folder, failureOf(cause, job.plan))
  }
}

async function changeStore(guard: Guard, plan: Plan, watch: Watch): Promise<Result<StepDone[], AppError>> {
  const done: StepDone[] = []
  for (const step of plan.steps) {
    watch.progress('changing', done.length, plan.steps.length)
    if (await watch.stopped()) return err(stoppedError(plan))
    if (step.op !== 'compact-file') done.push(runStep(guard.db, step))
  }
  const difference = expectationDifference(guard.rows, plan.expects)
  if (difference !== null) {
    return err({
      code: 'not-as-predicted',
      path: plan.store,
      message: 'The result was not the predicted one, so everything was rolled back.',
      advice: 'Plan again; if it happens twice, keep the store as it is and report the details.',
      detail: difference
    })
  }
  guard.db.exec('COMMIT')
  if (plan.steps.some((step) => step.op === 'compact-file')) {
    watch.progress('compacting', 0, 1)
    const compacted = compactFile(guard)
    if (!compacted.ok) return compacted
    done.push({ op: 'compact-file', rows: 0 })
  }
  return ok(done)
}

/** How what stands in the open transaction differs from the prediction; null when it does not. */
function expectationDifference(db: RowReader, expects: Expectation): string | null {
  const found = expectationSchema.parse(readExpectable(db))
  const wanted = expectationSchema.parse(expects)
  return JSON.stringify(found) === JSON.stringify(wanted)
    ? null
    : `expected ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`
}

function prepareReceipt(folder: string, job: ApplyJob): Receipt {
  const { plan } = job
  const receipt: Receipt = {
    version: 1,
    id: basename(folder),
    state: 'prepared',
    kind: plan.kind,
    store: plan.store,
    session: plan.session,
    sentence: plan.sentence,
    at: new Date().toISOString(),
    before: plan.stamp,
    expects: plan.expects,
    steps: plan.steps,
    left: [...job.left],
    undoes: job.undoes
  }
  writeReceipt(folder, receipt)
  return receipt
}

function giveUp(guard: Guard, folder: string | undefined, error: AppError): Result<never, AppError> {
  refuse(guard)
  if (folder !== undefined) removeReceiptFolder(folder)
  return err(error)
}

function staleError(db: RowReader, plan: Plan): AppError | null {
  const difference = stampDifference(plan.stamp, computeStamp(db, plan.steps))
  if (difference === null) return null
  return {
    code: 'stale',
    path: plan.store,
    message: `The store has moved on since the plan was made: ${difference}. Nothing was changed.`,
    advice: 'Plan again to see what would happen now.'
  }
}

const stoppedError = (plan: Plan): AppError => ({
  code: 'stopped',
  path: plan.store,
  message: 'Stopped before anything was changed.'
})

function failureOf(cause: unknown, plan: Plan): AppError {
  if (cause instanceof StepMismatch) {
    return {
      code: 'not-as-predicted',
      path: plan.store,
      message: 'The store did not hold what the plan names, so everything was rolled back.',
      advice: 'Plan again to see what the store holds now.',
      detail: cause.message
    }
  }
  if (
    cause instanceof Error &&
    'code' in cause &&
    (cause.code === 'ENOSPC' || cause.code === 'EACCES' || cause.code === 'EROFS')
  ) {
    return {
      code: cause.code === 'ENOSPC' ? 'disk-full' : 'receipts-not-writable',
      path: plan.store,
      message:
        cause.code === 'ENOSPC'
          ? 'The disk is full, so nothing was changed.'
          : 'The folder for receipts cannot be written, so nothing was changed: without a receipt there would be no way back.',
      advice: 'Make room or allow writing there, then apply again.',
      detail: cause.message
    }
  }
  return sqliteFailure(cause, plan.store)
}
