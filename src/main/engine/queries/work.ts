import { NodeFlag } from '@shared/domain/columns/columns'
import { estimateWork, type NodeText, type WorkEstimate } from '@shared/domain/usage/work'
import type { AppError } from '@shared/ipc/request'
import { err, ok, type Result } from '@shared/result'
import type { StoreSession } from '../store-session'

const notVerified: AppError = {
  code: 'not-verified',
  message: 'The rows of this store are not verified yet.',
  advice: 'Wait until every row has been verified.'
}

/** Text on the active path against text that lies only off it, each message, call and step once. */
export function readWork({ index, likeness }: StoreSession): Result<WorkEstimate, AppError> {
  if (index === undefined || likeness === undefined) return err(notVerified)
  return ok(estimateWork(texts(index.flags, likeness)))
}

const DEAD = NodeFlag.tombstoned | NodeFlag.undecodable

function* texts(
  flags: Uint16Array,
  { identityLow, identityHigh, textBytes }: NonNullable<StoreSession['likeness']>
): Generator<NodeText> {
  for (let row = 0; row < flags.length; row++) {
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
