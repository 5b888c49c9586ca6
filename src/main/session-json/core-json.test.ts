import { join } from 'node:path'
import { writeJson } from '@shared/json/write'
import { expect, it } from 'vitest'
import { openStore } from '../store/open-store'
import { readSession } from '../store/session'
import { copyFixture, fixtures } from '../testing/fixtures'
import { objectAt } from '../testing/told'
import { coreJson, coreOfGraphJson } from './core-json'

it.each(fixtures('a1/'))('what is told of a large store is told alike of any, $name', async (each) => {
  using copy = copyFixture(each)
  const opened = await openStore(join(copy.folder, 'store.db'))
  if (!opened.ok) return
  const session = await opened.value.read((db) => readSession(db, opened.value.layout))
  await opened.value.close()
  if (!session.ok) return
  const whole = objectAt(coreJson(session.value))
  const part = objectAt(coreOfGraphJson(session.value))
  expect(part.size).toBeGreaterThan(8)
  for (const [key, value] of part) expect(writeJson(value)).toBe(writeJson(whole.get(key) ?? null))
})
