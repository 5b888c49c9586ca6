import { NodeFlag } from '@shared/domain/columns/columns'
import type { LikenessPart } from '@shared/domain/columns/likeness-part'
import { isLive } from '@shared/domain/columns/link'
import { estimateWork, type NodeText, type WorkEstimate } from '@shared/domain/usage/work'

/** Estimates the work in a verified graph from its columns alone. */
export interface WorkJob extends Pick<LikenessPart, 'identityLow' | 'identityHigh' | 'textBytes'> {
  readonly job: 'work'
  readonly path: string
  readonly count: number
  readonly flags: Uint16Array
}

/** Text on the path and off it, estimated in tokens; what several nodes repeat counts once. */
export const workIn = (job: WorkJob): WorkEstimate => estimateWork(texts(job))

function* texts({ count, flags, identityLow, identityHigh, textBytes }: WorkJob): Generator<NodeText> {
  for (let row = 0; row < count; row++) {
    const bytes = textBytes[row] ?? 0
    if (bytes === 0 || !isLive(flags, row)) continue
    yield {
      identity: numberOf(identityLow[row] ?? 0, identityHigh[row] ?? 0),
      textBytes: bytes,
      onPath: ((flags[row] ?? 0) & NodeFlag.onPath) !== 0
    }
  }
}

/** 53 bits of the 64 of an identity, which a number holds exactly. */
const numberOf = (low: number, high: number): number => (high & 0x1fffff) * 2 ** 32 + low
