import { NodeFlag } from '@shared/domain/columns/columns'
import type { LikenessPart } from '@shared/domain/columns/likeness-part'
import { estimateWork, type NodeText, type WorkEstimate } from '@shared/domain/usage/work'
import type { AppError } from '@shared/ipc/request'
import { err, type Result } from '@shared/result'
import type { StoreSession } from '../store-session'

/** Estimates the work in a verified graph from its columns alone. */
export interface WorkJob extends Pick<LikenessPart, 'identityLow' | 'identityHigh' | 'textBytes'> {
  readonly job: 'work'
  readonly path: string
  readonly count: number
  readonly flags: Uint16Array
}

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

export const workIn = (job: WorkJob): WorkEstimate => estimateWork(texts(job))

const DEAD = NodeFlag.tombstoned | NodeFlag.undecodable

function* texts({ count, flags, identityLow, identityHigh, textBytes }: WorkJob): Generator<NodeText> {
  for (let row = 0; row < count; row++) {
    const flag = flags[row] ?? 0
    const bytes = textBytes[row] ?? 0
    if (bytes === 0 || (flag & DEAD) !== 0) continue
    yield {
      identity: numberOf(identityLow[row] ?? 0, identityHigh[row] ?? 0),
      textBytes: bytes,
      onPath: (flag & NodeFlag.onPath) !== 0
    }
  }
}

/** 53 bits of the 64 of an identity, which a number holds exactly. */
const numberOf = (low: number, high: number): number => (high & 0x1fffff) * 2 ** 32 + low
