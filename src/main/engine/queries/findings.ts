import type { Finding } from '@shared/domain/findings/finding'
import { ok, type Result } from '@shared/result'
import { databaseFindings } from '../../store/findings'
import type { StoreError } from '../../store/store-error'
import type { StoreSession } from '../store-session'

/** Everything wrong or notable: as `findingsOf`, but from columns, so that it works at any size. */
export async function readFindings(session: StoreSession): Promise<Result<readonly Finding[], StoreError>> {
  const { store, index, jobs } = session
  const fromStore = databaseFindings(store)
  if (store.layout.era === 'none' || index === undefined) return ok(fromStore)
  const range = await session.range()
  if (!range.ok) return range
  const { path, as } = range.value
  const found = await jobs.run({ job: 'findings', path, as, index })
  return found.ok ? ok([...fromStore, ...found.value]) : found
}
