import { NodeFlag } from '@shared/domain/columns/columns'
import type { LikenessPart } from '@shared/domain/columns/likeness-part'
import { estimateWork, type NodeText, type WorkEstimate } from '@shared/domain/usage/work'

/** Estimates the work in a verified graph from its columns alone. */
export interface WorkJob extends Pick<LikenessPart, 'identityLow' | 'identityHigh' | 'textBytes'> {
  readonly job: 'work'
  readonly path: string
  readonly count: number
  readonly flags: Uint16Array
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
