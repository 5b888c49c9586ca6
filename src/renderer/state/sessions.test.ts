import { beforeEach, expect, test, vi } from 'vitest'

const engine = vi.hoisted(() => ({ answers: [] as { name: string; answer: (answer: unknown) => void }[] }))

vi.mock('../bridge/engine', () => ({
  requestEngine: (name: string) => new Promise((answer) => engine.answers.push({ name, answer })),
  onEnginePush: () => undefined,
  onEngineRestart: () => undefined
}))
vi.mock('../bridge/main', () => ({ requestMain: () => Promise.resolve({ ok: true, value: null }) }))

const { closeStore, openStore, openStoreState } = await import('./open-store')
const { connectSessions, openPath, sessionsState, stopLooking } = await import('./sessions')
connectSessions()

const answer = (value: unknown): void => engine.answers.shift()?.answer(value)
const noFolder = { ok: false, error: { code: 'not-a-folder', message: '' } }

beforeEach(() => {
  engine.answers.length = 0
  closeStore()
  sessionsState.setState({ chosen: null, looking: null })
})

test('a path is known to be looked at until it is told whether it is a folder or a store', async () => {
  const opened = openPath('/a')
  expect(sessionsState.getState().looking).toBe('/a')
  answer({ ok: true, value: { path: '/a', stores: [], folders: [] } })
  await opened
  expect(sessionsState.getState()).toMatchObject({ looking: null, chosen: '/a' })

  void openPath('/a.db')
  answer(noFolder)
  await vi.waitFor(() => expect(openStoreState.getState()).toMatchObject({ kind: 'opening', path: '/a.db' }))
  expect(sessionsState.getState().looking).toBeNull()
})

test('nothing is opened of a path whose opening was cancelled', async () => {
  const opened = openPath('/a.db')
  stopLooking()
  expect(sessionsState.getState().looking).toBeNull()
  answer(noFolder)
  await opened
  expect(openStoreState.getState().kind).toBe('closed')
})

test('a path that is still looked at is not opened once the user has opened something else', async () => {
  const opened = openPath('/slow.db')
  void openStore('/b.db')
  answer(noFolder)
  await opened
  expect(openStoreState.getState()).toMatchObject({ kind: 'opening', path: '/b.db' })
  expect(sessionsState.getState().looking).toBeNull()
})
