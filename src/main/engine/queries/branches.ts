import type { GraphIndex } from '@shared/domain/columns/graph-index'
import type { AppError } from '@shared/ipc/request'
import type { BranchRow } from '@shared/ipc/store'
import { err, ok, type Result } from '@shared/result'
import { domainPathEnd } from '../path-names'
import type { StoreSession } from '../store-session'

/** A store may hold hundreds of thousands of branches; a list of more than this helps nobody. */
const BRANCHES_SHOWN = 5000

const notVerified: AppError = {
  code: 'not-verified',
  message: 'The orphans of this store are not classified yet.',
  advice: 'Wait until every row has been verified.'
}

/** The orphan branches with their classes and reasons, in load order; of very many the largest. */
export async function readBranches(session: StoreSession): Promise<Result<readonly BranchRow[], AppError>> {
  const { index, likeness } = session
  if (index === undefined || likeness === undefined) return err(notVerified)
  const wanted = largestBranches(index)
  if (wanted.length === 0) return ok([])
  const range = await session.range()
  if (!range.ok) return range
  const pathEnd = await session.readNodes((reader, db) =>
    domainPathEnd(reader, db, session.store.layout, index)
  )
  if (!pathEnd.ok) return pathEnd
  const { seq, parent, flags, kind, bytes, time, leafRow, branches } = index
  return session.jobs.run({
    job: 'explain',
    path: range.value.path,
    as: range.value.as,
    era: range.value.era,
    ...{ seq, parent, flags, kind, bytes, time, leafRow, wanted },
    identityLow: likeness.identityLow,
    identityHigh: likeness.identityHigh,
    branchOf: branches.branchOf,
    pathEnd: pathEnd.value
  })
}

function largestBranches({ branches }: GraphIndex): { branch: number; top: number; tombstoned: number }[] {
  const numbers = Array.from({ length: branches.count }, (_, branch) => branch)
  const shown =
    branches.count <= BRANCHES_SHOWN
      ? numbers
      : numbers
          .sort((a, b) => (branches.bytes[b] ?? 0) - (branches.bytes[a] ?? 0))
          .slice(0, BRANCHES_SHOWN)
          .sort((a, b) => a - b)
  return shown.map((branch) => ({
    branch,
    top: branches.top[branch] ?? 0,
    tombstoned: branches.tombstoned[branch] ?? 0
  }))
}
