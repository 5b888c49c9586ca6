import { cpSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { tempFolder } from '../../testing/temp-folder'
import { openTestWindow, type TestWindow } from '../testing'

const sample = resolve(import.meta.dirname, '../../../../resources/sample')
let folder: string
let window: TestWindow
let store: number

beforeEach(async () => {
  folder = tempFolder()
  cpSync(sample, folder, { recursive: true })
  window = openTestWindow()
  const opened = await window.handlers['store/open']({ path: join(folder, 'sample.db'), opening: 1 })
  if (!opened.ok) throw new Error(opened.error.message)
  store = opened.value.store
  await window.next('verify/ready')
})
afterEach(() => window.close())

test('a call is tied to the agent whose session begins with its task', async () => {
  const agents = readdirSync(folder).filter((name) => name.endsWith('.db') && name !== 'sample.db')
  const calls = await window.handlers['usage/agent-calls']({
    store,
    agents: agents.map((name) => join(folder, name))
  })
  if (!calls.ok) throw new Error(calls.error.message)
  expect(calls.value.map(({ session }) => session)).toEqual([
    '0c9a4a7e-58b1-4f7c-9a46-d0b7a1c3f215',
    'e1d2f803-6c75-4b9e-8f30-7b5a94c8d642'
  ])
  for (const { row } of calls.value) {
    const detail = await window.handlers['node/read']({ store, row })
    expect(detail.ok && detail.value.card.label).toBe('spawn_agent')
  }
})

test('text off the path counts as abandoned only where the path does not hold it', async () => {
  const work = await window.handlers['usage/work']({ store })
  if (!work.ok) throw new Error(work.error.message)
  const { path, abandoned } = work.value
  expect(path.things).toBeGreaterThan(abandoned.things)
  expect(abandoned.things).toBeGreaterThan(0)
})

test('nothing is estimated before the rows are verified', async () => {
  const other = openTestWindow()
  const opened = await other.handlers['store/open']({ path: join(folder, 'sample.db'), opening: 1 })
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  const answer = await other.handlers['usage/work']({ store: opened.value.store })
  expect(answer.ok ? null : answer.error.code).toBe('not-verified')
  other.close()
})
