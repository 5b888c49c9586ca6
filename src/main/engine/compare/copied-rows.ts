import { NodeFlag } from '@shared/domain/columns/columns'
import type { GraphIndex } from '@shared/domain/columns/graph-index'
import type { AppError } from '@shared/ipc/request'
import { ok, type Result } from '@shared/result'
import type { StoreSession } from '../store-session'

/** A runtime writes the copies of one turn together. */
const REACH = 20_000

/**
 * For each row at which copies begin: the first and the last row of the path that they repeat; null where none is known.
 */
export function copiedRows(
  session: Pick<StoreSession, 'index' | 'sameThing'>,
  heads: readonly number[]
): Result<readonly (readonly [first: number, last: number] | null)[], AppError> {
  const { index } = session
  if (index === undefined) return ok(heads.map(() => null))
  return ok(
    heads.map((head) => {
      const onPath = [head, lastCopy(index, head)].flatMap((copy) =>
        session.sameThing(copy).filter((row) => ((index.flags[row] ?? 0) & NodeFlag.onPath) !== 0)
      )
      return onPath.length === 0 ? null : [Math.min(...onPath), Math.max(...onPath)]
    })
  )
}

/** The last row that hangs below a row by copies alone. */
function lastCopy({ parent, flags, count }: GraphIndex, head: number): number {
  const below = new Set([head])
  let last = head
  for (let row = head + 1; row < Math.min(count, head + REACH); row++) {
    if (!below.has(parent[row] ?? -1) || ((flags[row] ?? 0) & NodeFlag.copy) === 0) continue
    below.add(row)
    last = row
  }
  return last
}
