import type { AppError } from '@shared/ipc/request'
import { leavesLoop } from '@shared/operations/decision'
import { type Expectation, expectationSchema, namedIds, type Plan, type Step } from '@shared/operations/plan'
import { err, ok, type Result } from '@shared/result'
import { compactFile } from './compact'
import {
  editedError,
  failureOf,
  loopError,
  notAsPredicted,
  receiptFailure,
  staleError,
  stoppedError
} from './failures'
import { beginChange, endProof, type Guard, refuse, release, takeGuard } from './guard'
import type { Pause } from './pause'
import {
  makeReceiptFolder,
  markUndone,
  type Receipt,
  receiptOf,
  removeReceiptFolder,
  rescueFile,
  writeReceipt
} from './receipt'
import { writeRescueStore } from './rescue'
import { type Located, locateRows, type RowReader } from './rows'
import { computeStamp, hashSteps, readExpectable, stampDifference } from './stamp'
import { runStep, type StepDone } from './steps'
import { checkWritable } from './writable'

export interface ApplyJob {
  readonly plan: Plan
  readonly dataFolder: string
  readonly unproven: boolean
  /** The explicit yes to a plan that leaves the head's leaf in a loop of parents (`leavesLoop`). */
  readonly loop: boolean
  /** The receipt folder that this plan undoes; null for every other plan. */
  readonly undoes: string | null
  /** Ids that an undo cannot bring back. */
  readonly left: readonly string[]
}

export interface Applied {
  readonly receipt: string
  readonly done: readonly StepDone[]
  /** What went wrong after the commit, when nothing could be taken back any more: the change itself stands. */
  readonly afterwards: AppError | null
}

/** How far an apply has come, and the user's wish to stop; asked between batches until the commit. */
export interface Watch {
  readonly progress: (phase: 'keeping' | 'changing' | 'compacting', done: number, total: number) => void
  readonly stopped: () => Promise<boolean>
}

/** A receipt that is written but not yet closed. */
interface Prepared {
  readonly folder: string
  readonly receipt: Receipt
  /** Where the rows that the plan names stand. */
  readonly located: Located
}

/**
 * Applies a plan: writer guard, stamp compared inside the transaction, rescue store on disk, receipt prepared, steps
 * run, result read back and compared, commit, receipt closed. Anything unexpected before the commit rolls back and
 * leaves the store's bytes as they were; after it the receipt always stays.
 * @returns the receipt's folder, or why nothing was changed (leaf-in-loop, in-use, stale, not-as-predicted, disk-full, stopped …)
 */
export async function applyPlan(job: ApplyJob, watch: Watch): Promise<Result<Applied, AppError>> {
  if (leavesLoop(job.plan.warnings) && !job.loop) return err(loopError(job.plan))
  const guarded = takeGuard(job.plan.store, { unproven: job.unproven })
  if (!guarded.ok) return guarded
  const guard = guarded.value
  const prepared = await refusing(guard, job.plan, () => prepare(guard, job, watch))
  if (!prepared.ok) return prepared
  const { folder, receipt, located } = prepared.value
  const changed = await refusing(guard, job.plan, () => change(guard, job.plan, located, watch))
  if (!changed.ok) {
    removeReceiptFolder(folder)
    return changed
  }
  const afterwards = finish(guard, job, folder, receipt, watch)
  return ok({ receipt: folder, done: changed.value, afterwards })
}

/** Runs what comes before the commit; whatever fails in it gives the store up untouched. */
async function refusing<T>(
  guard: Guard,
  plan: Plan,
  body: () => Promise<Result<T, AppError>>
): Promise<Result<T, AppError>> {
  let result: Result<T, AppError>
  try {
    result = await body()
  } catch (cause) {
    refuse(guard)
    return err(failureOf(cause, plan))
  }
  if (!result.ok) refuse(guard)
  return result
}

/** Everything that must be on disk before the first byte of the store changes: the rescue store and the receipt. */
async function prepare(guard: Guard, job: ApplyJob, watch: Watch): Promise<Result<Prepared, AppError>> {
  const { plan } = job
  const unwritable = checkWritable(guard.rows, plan)
  if (unwritable !== null) return err(unwritable)
  if (hashSteps(plan) !== plan.stamp.steps) return err(editedError(plan))
  const located = locateRows(guard.rows, namedIds(plan.steps))
  const difference = stampDifference(plan.stamp, computeStamp(guard.rows, plan.steps, located))
  if (difference !== null) return err(staleError(plan, difference))
  endProof(guard)
  let folder: string | undefined
  try {
    folder = makeReceiptFolder(job.dataFolder, plan.kind, new Date())
    const kept = await writeRescueStore(
      guard,
      rescueFile(folder),
      plan.steps,
      located,
      pauseOf(watch, 'keeping')
    )
    if (kept) {
      const receipt = receiptOf(folder, job)
      writeReceipt(folder, receipt)
      return ok({ folder, receipt, located })
    }
  } catch (cause) {
    if (folder !== undefined) removeReceiptFolder(folder)
    return err(receiptFailure(cause, plan))
  }
  removeReceiptFolder(folder)
  return err(stoppedError(plan))
}

/** Runs the steps, reads the result back, compares it with the prediction, and commits. */
async function change(
  guard: Guard,
  plan: Plan,
  located: Located,
  watch: Watch
): Promise<Result<StepDone[], AppError>> {
  beginChange(guard)
  const done: StepDone[] = []
  for (const [at, step] of plan.steps.entries()) {
    if (await watch.stopped()) return err(stoppedError(plan))
    const ran = await runOrPass(guard, plan.steps, at, step, located, watch)
    if (ran === undefined) return err(stoppedError(plan))
    done.push(ran)
  }
  const difference = expectationDifference(guard.rows, plan.expects)
  if (difference !== null) return err(notAsPredicted(plan, difference))
  guard.db.exec('COMMIT')
  return ok(done)
}

/** Compacting comes after the commit, and a mark on rows that the next step deletes would be written in vain. */
async function runOrPass(
  guard: Guard,
  steps: readonly Step[],
  at: number,
  step: Step,
  located: Located,
  watch: Watch
): Promise<StepDone | undefined> {
  if (step.op === 'compact-file') return { op: step.op, rows: 0 }
  if (step.op === 'tombstone' && deletesAll(steps[at + 1], step.ids))
    return { op: step.op, rows: step.ids.length }
  const before = steps[at - 1]
  const marksPassed = before?.op === 'tombstone' && deletesAll(step, before.ids)
  return runStep(guard, step, located, pauseOf(watch, 'changing'), marksPassed)
}

function deletesAll(step: Step | undefined, ids: readonly string[]): boolean {
  if (step?.op !== 'vacuum') return false
  const deleted = new Set(step.ids)
  return ids.every((id) => deleted.has(id))
}

const pauseOf =
  (watch: Watch, phase: 'keeping' | 'changing'): Pause =>
  (done, total) => {
    watch.progress(phase, done, total)
    return watch.stopped()
  }

/** What follows the commit. Nothing here can take the change back, so nothing here may lose its receipt. */
function finish(
  guard: Guard,
  job: ApplyJob,
  folder: string,
  receipt: Receipt,
  watch: Watch
): AppError | null {
  let problem: AppError | null = null
  if (job.plan.steps.some((step) => step.op === 'compact-file')) {
    watch.progress('compacting', 0, 1)
    problem = attempt(() => compactFile(guard), job.plan)
  }
  const unwritten = attempt(() => {
    writeReceipt(folder, { ...receipt, state: 'applied' })
    if (job.undoes !== null) markUndone(job.undoes)
    return null
  }, job.plan)
  release(guard)
  return problem ?? unwritten
}

function attempt(body: () => AppError | null, plan: Plan): AppError | null {
  try {
    return body()
  } catch (cause) {
    return failureOf(cause, plan)
  }
}

/** How what stands in the open transaction differs from the prediction; null when it does not. */
function expectationDifference(db: RowReader, expects: Expectation): string | null {
  const found = expectationSchema.parse(readExpectable(db))
  const wanted = expectationSchema.parse(expects)
  return JSON.stringify(found) === JSON.stringify(wanted)
    ? null
    : `expected ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`
}
