import { buffersOf, type IndexPart } from '@shared/domain/columns/index-part'
import { err, ok, type Result } from '@shared/result'
import { fromSqliteError, type StoreError } from '../store/store-error'
import { type ScanJob, scanRows } from './scan-job'

/** Work that is done off the engine's own thread. */
export type Job = ScanJob
export type JobResult = Result<IndexPart, StoreError>

/** Runs a job where it stands. Errors: what SQLite says of the store. */
export function runJob(job: Job): JobResult {
  try {
    return ok(scanRows(job))
  } catch (cause) {
    return err(fromSqliteError(cause, job.path))
  }
}

/** The buffers of a result, to be handed over to another thread without a copy. */
export const transferOf = (result: JobResult): ArrayBuffer[] => (result.ok ? buffersOf(result.value) : [])

/** Messages between the pool and a worker; `bug` is what a job threw. */
export type JobAnswer = { readonly result: JobResult } | { readonly bug: unknown }
