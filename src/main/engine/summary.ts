import { countRows, type GraphIndex } from '@shared/domain/columns/graph-index'
import type { GraphSummary, PathEnd } from '@shared/ipc/store'

/** Turns rows into the ids that stand there. */
export type IdsOf = (rows: readonly number[]) => readonly string[]

/** What the path needs beyond the index to be told in words. */
export interface PathNames {
  readonly leaf: string | null
  /** Why the leaf cannot be loaded, where it cannot. */
  readonly lostLeaf: 'not-stored' | 'tombstoned' | 'undecodable'
  /** The leaf that healing would choose. */
  readonly healed: string | null
  readonly lostParent: string | null
}

/** The counts of the status bar. Classes are counted once the verification pass has set them. */
export function summarise(
  index: GraphIndex,
  names: PathNames,
  idsOf: IdsOf,
  classified: boolean
): GraphSummary {
  const counts = countRows(index)
  const { branches } = index
  const classes = {
    copies: sum(branches.copies),
    variants: sum(branches.variants),
    unique: sum(branches.unique)
  }
  return {
    ...counts,
    branches: branches.count,
    copyBranches: classified ? copyBranches(index) : 0,
    classes: classified ? classes : null,
    cycles: index.cycles.length,
    path: pathEnd(index, names, idsOf),
    leafRow: index.leafRow < 0 ? null : index.leafRow
  }
}

function copyBranches({ branches }: GraphIndex): number {
  let count = 0
  for (let branch = 0; branch < branches.count; branch++) {
    if (branches.copies[branch] === branches.nodes[branch]) count++
  }
  return count
}

function sum(column: Uint32Array): number {
  let total = 0
  for (const value of column) total += value
  return total
}

function pathEnd({ path }: GraphIndex, names: PathNames, idsOf: IdsOf): PathEnd {
  const { end } = path
  switch (end.kind) {
    case 'leaf-missing':
      return { kind: 'leaf-missing', id: names.leaf ?? '', why: names.lostLeaf, healed: names.healed }
    case 'lost-parent':
      return { kind: 'lost-parent', at: idsOf([end.row])[0] ?? '', missing: names.lostParent ?? '' }
    case 'cycle':
      return { kind: 'cycle', members: idsOf(end.members.slice(0, 1000)) }
    default:
      return end
  }
}
