import { isOrphan } from './branches'
import { NodeFlag } from './columns'
import type { LikenessPart } from './likeness-part'
import { RowTable } from './row-table'

const CLASSES = NodeFlag.copy | NodeFlag.variant | NodeFlag.unique

export interface PathMarks {
  readonly flags: Uint16Array
  readonly shadowed: ReadonlyMap<number, number>
  /** Rows on the path. */
  readonly onPath: number
}

/**
 * Sets the class of every orphan in `flags` (orphans.md): copy = the path holds the same with the same content,
 * variant = with other content, unique = not at all.
 */
export function classifyOrphans({ flags, shadowed, onPath }: PathMarks, likeness: LikenessPart): void {
  const count = flags.length
  const identities = new RowTable(onPath, likeness.identityLow, likeness.identityHigh)
  const contents = new RowTable(onPath, likeness.contentLow, likeness.contentHigh)
  for (let row = 0; row < count; row++) {
    flags[row] = (flags[row] ?? 0) & ~CLASSES
    if (((flags[row] ?? 0) & NodeFlag.onPath) === 0) continue
    identities.put(row)
    contents.put(row)
  }
  for (let row = 0; row < count; row++) {
    if (!isOrphan(flags, shadowed, row)) continue
    const copy = contents.find(likeness.contentLow[row] ?? 0, likeness.contentHigh[row] ?? 0) >= 0
    const known =
      copy || identities.find(likeness.identityLow[row] ?? 0, likeness.identityHigh[row] ?? 0) >= 0
    flags[row] = (flags[row] ?? 0) | (copy ? NodeFlag.copy : known ? NodeFlag.variant : NodeFlag.unique)
  }
}
