import { NO_PARENT, NodeFlag } from '@shared/domain/columns/columns'
import type { GraphIndex } from '@shared/domain/columns/graph-index'
import type { LikenessPart } from '@shared/domain/columns/likeness-part'
import type { AppError } from '@shared/ipc/request'
import type { BranchComparison, ComparedLine } from '@shared/ipc/store'
import { err, ok, type Result } from '@shared/result'
import type { StoreSession } from '../store-session'

const notVerified: AppError = {
  code: 'not-verified',
  message: 'A branch can be compared with the path once every row has been verified.',
  advice: 'Wait until the reading is done.'
}

/** Nobody compares more by eye; what stands behind is counted. */
const LONGEST = 10_000

/**
 * Sets what a branch says beside what the path says from where they part. Nodes with the same identity (orphans.md) stand
 * on one line, `same` where their content is equal too; between such lines the others stand side by side in their order.
 * @param through the last row of the branch
 */
export function compareBranch(
  { index, likeness }: Pick<StoreSession, 'index' | 'likeness'>,
  through: number
): Result<BranchComparison, AppError> {
  if (index === undefined || likeness === undefined) return err(notVerified)
  const branch = branchTo(index, through)
  const fork = branch[0] === undefined ? -1 : (index.parent[branch[0]] ?? -1)
  const path = pathAfter(index, fork)
  const lines = alignRows(path.slice(0, LONGEST), branch.slice(0, LONGEST), likeness)
  return ok({
    fork: fork < 0 ? null : fork,
    lines,
    pathLeft: Math.max(0, path.length - LONGEST),
    branchLeft: Math.max(0, branch.length - LONGEST)
  })
}

/** The chain that ends at a row, from the first row off the path on. */
function branchTo({ parent, flags, count }: GraphIndex, through: number): number[] {
  const rows: number[] = []
  for (let row = through; row >= 0 && rows.length < count; row = parent[row] ?? NO_PARENT) {
    if (((flags[row] ?? 0) & NodeFlag.onPath) !== 0) break
    rows.push(row)
  }
  return rows.reverse()
}

/** The path below a row of it, or the whole path where `fork` is none. */
function pathAfter({ parent, flags, leafRow, count }: GraphIndex, fork: number): number[] {
  const rows: number[] = []
  for (let row = leafRow; row >= 0 && row !== fork && rows.length < count; row = parent[row] ?? NO_PARENT) {
    if (((flags[row] ?? 0) & NodeFlag.onPath) === 0) break
    rows.push(row)
  }
  return rows.reverse()
}

/** Pairs rows of the same identity where neither order is broken; the rest fills the lines between. */
export function alignRows(
  path: readonly number[],
  branch: readonly number[],
  likeness: LikenessPart
): ComparedLine[] {
  const places = new Map(branch.map((row, at) => [identityOf(likeness, row), at]))
  const lines: ComparedLine[] = []
  let [pathAt, branchAt] = [0, 0]
  const fill = (pathTo: number, branchTo: number): void => {
    const from = [pathAt, branchAt] as const
    for (let at = 0; at < Math.max(pathTo - from[0], branchTo - from[1]); at++) {
      const [ours, theirs] = [from[0] + at, from[1] + at]
      lines.push({
        path: ours < pathTo ? (path[ours] ?? null) : null,
        branch: theirs < branchTo ? (branch[theirs] ?? null) : null,
        relation: 'other'
      })
    }
    pathAt = pathTo
    branchAt = branchTo
  }
  path.forEach((row, at) => {
    const place = places.get(identityOf(likeness, row)) ?? -1
    const other = branch[place]
    if (other === undefined || place < branchAt) return
    fill(at, place)
    lines.push({ path: row, branch: other, relation: sameContent(likeness, row, other) ? 'same' : 'variant' })
    pathAt = at + 1
    branchAt = place + 1
  })
  fill(path.length, branch.length)
  return lines
}

/** Rows that do not decode have no identity, and are like no other row. */
function identityOf({ identityLow, identityHigh }: LikenessPart, row: number): string {
  const [low, high] = [identityLow[row] ?? 0, identityHigh[row] ?? 0]
  return low === 0 && high === 0 ? `row ${row}` : `${low} ${high}`
}

const sameContent = ({ contentLow, contentHigh }: LikenessPart, a: number, b: number): boolean =>
  contentLow[a] === contentLow[b] && contentHigh[a] === contentHigh[b]
