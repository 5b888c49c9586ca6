import type { WorkEstimate } from '@shared/domain/usage/work'
import type { AppError } from '@shared/ipc/request'
import { err, type Result } from '@shared/result'
import type { StoreSession } from '../store-session'

const notVerified: AppError = {
  code: 'not-verified',
  message: 'The rows of this store are not verified yet.',
  advice: 'Wait until every row has been verified.'
}

/** Text on the active path against text that lies only off it, each message, call and step once. */
export async function readWork({
  index,
  likeness,
  jobs,
  store
}: StoreSession): Promise<Result<WorkEstimate, AppError>> {
  if (index === undefined || likeness === undefined) return err(notVerified)
  const { count, flags } = index
  const { identityLow, identityHigh, textBytes } = likeness
  return jobs.run({ job: 'work', path: store.path, count, flags, identityLow, identityHigh, textBytes })
}
