import { join } from 'node:path'
import type { Finding } from '@shared/domain/findings/finding'
import { arbitraryStore } from '@shared/testing/arbitrary-store'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findingsOf } from '../../store/findings'
import { openStore } from '../../store/open-store'
import { readSession } from '../../store/session'
import { copyFixture, fixtures, temporaryFolder } from '../../testing/fixtures'
import { tempFolder } from '../../testing/temp-folder'
import { writeStore } from '../../testing/write-store'
import { askVerified } from '../testing'

beforeAll(() => {
  process.env.LASH_INSPECTOR_DATA = join(tempFolder(), 'data')
})
afterAll(() => {
  delete process.env.LASH_INSPECTOR_DATA
})

/** As the engine answers it, from columns. */
const answered = (path: string): Promise<readonly Finding[] | undefined> =>
  askVerified(path, ({ handlers }, store) => handlers['findings/read']({ store }))

/** As the command line tells it, with every node decoded. */
async function decoded(path: string): Promise<readonly Finding[] | undefined> {
  const opened = await openStore(path)
  if (!opened.ok) return undefined
  const session = await opened.value.read((db) => readSession(db, opened.value.layout))
  await opened.value.close()
  return session.ok ? findingsOf(opened.value, session.value) : undefined
}

test('findings from columns are those of the plain functions, on any store', async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryStore, async (model) => {
      using work = temporaryFolder()
      const path = join(work.folder, 'store.db')
      writeStore(path, model, new Map())
      expect(await answered(path)).toEqual(await decoded(path))
    }),
    { numRuns: 100 }
  )
}, 120_000)

test.each(fixtures('a1/').map((each) => [each.name, each] as const))('and on %s', async (_, each) => {
  using copy = copyFixture(each)
  const path = join(copy.folder, 'store.db')
  const expected = await decoded(path)
  if (expected !== undefined) expect(await answered(path)).toEqual(expected)
})
