import type { AppError } from '@shared/ipc/request'
import type { FolderListing, ListedStore } from '@shared/ipc/store'
import { err, ok, type Result } from '@shared/result'
import { beforeEach, expect, test, vi } from 'vitest'
import { FakeEngine } from '../bridge/testing'
import { closeStore, openStore, openStoreState } from './open-store'
import {
  closeFolder,
  connectSessions,
  lookedAt,
  openFolder,
  openPath,
  sessionsState,
  stopLooking
} from './sessions'

const engine = new FakeEngine()
connectSessions()

const answer = (listing: Result<FolderListing, AppError>): void =>
  engine.waiting('folder/list')[0]?.answer(listing)
const looking = () => lookedAt(sessionsState.getState())
const noFolder = err({ code: 'not-a-folder', message: '' })

beforeEach(() => {
  engine.forget()
  closeStore()
  sessionsState.setState({ folders: new Map(), reading: new Map(), chosen: null, asked: [] })
})

test('a path is known to be looked at until it is told whether it is a folder or a store', async () => {
  const opened = openPath('/a')
  expect(looking()).toBe('/a')
  answer(ok({ path: '/a', stores: [], folders: [] }))
  await opened
  expect(sessionsState.getState()).toMatchObject({ asked: [], chosen: '/a' })

  void openPath('/a.db')
  answer(noFolder)
  await vi.waitFor(() => expect(openStoreState.getState()).toMatchObject({ kind: 'opening', path: '/a.db' }))
  expect(looking()).toBeNull()
})

test('nothing is opened of a path whose opening was cancelled', async () => {
  const opened = openPath('/a.db')
  stopLooking()
  expect(looking()).toBeNull()
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
  expect(looking()).toBeNull()
})

test.each([
  ['a folder', ok({ path: '/a', stores: [], folders: [] }), { asked: [], chosen: '/a' }],
  ['no folder', noFolder, { asked: [], chosen: null }]
])('a look at %s ends also where the same path is read again meanwhile', async (_, found, settled) => {
  const looked = openPath('/a')
  const again = openFolder('/a')
  expect(looking()).toBe('/a')
  const [first, second] = engine.waiting('folder/list')
  first?.answer(noFolder)
  await looked
  expect(looking()).toBe('/a')
  second?.answer(found)
  await vi.waitFor(() => expect(sessionsState.getState()).toMatchObject(settled))
  expect(openStoreState.getState().kind).toBe(found.ok ? 'closed' : 'opening')
  if (found.ok) await again
})

const a = { path: '/a', stores: [], folders: [] }
const tellOf = (listing: number, name: string): void =>
  engine.push('folder/progress', { listing, path: '/a', stores: [aListedStore(name)], done: 1, total: 2 })
const numbers = () => engine.asked('folder/list').map(({ listing }) => listing)

test.each([
  ['opened', () => openFolder('/a')],
  ['dropped', () => openPath('/a')]
])('a folder that was %s and is closed while it is listed stays closed', async (_, open) => {
  const opened = open()
  const [listing = 0] = numbers()
  tellOf(listing, 'one.db')
  closeFolder('/a')
  expect(engine.asked('folder/stop')).toEqual([{ listing }])
  const closed = sessionsState.getState()
  expect(closed).toMatchObject({ folders: new Map(), reading: new Map(), chosen: null, asked: [] })
  tellOf(listing, 'two.db')
  answer(ok(a))
  await opened
  expect(sessionsState.getState()).toEqual(closed)
})

test('a folder that is opened again while its first listing is under way lists each store once', async () => {
  const first = openFolder('/a')
  closeFolder('/a')
  const second = openFolder('/a')
  const [off = 0, listing = 0] = numbers()
  tellOf(listing, 'one.db')
  tellOf(off, 'one.db')
  answer(noFolder)
  await first
  const one = { ...a, stores: [aListedStore('one.db')] }
  expect(sessionsState.getState().folders).toEqual(new Map([['/a', { kind: 'ready', value: one }]]))
  answer(ok(a))
  await second
  expect(sessionsState.getState().folders).toEqual(new Map([['/a', { kind: 'ready', value: a }]]))
})

const aListedStore = (name: string): ListedStore => ({
  path: `/a/${name}`,
  name,
  title: '',
  bytes: 0,
  modifiedAt: 0,
  nodes: null,
  sessionId: null,
  parentSessionId: null,
  relation: 'root',
  era: null,
  problem: null,
  findings: 0
})
