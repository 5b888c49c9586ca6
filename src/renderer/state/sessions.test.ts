import type { AppError } from '@shared/ipc/request'
import type { FolderListing } from '@shared/ipc/store'
import { err, ok, type Result } from '@shared/result'
import { beforeEach, expect, test, vi } from 'vitest'
import { FakeEngine } from '../bridge/testing'
import { closeStore, openStore, openStoreState } from './open-store'
import { connectSessions, openPath, sessionsState, stopLooking } from './sessions'

const engine = new FakeEngine()
connectSessions()

const answer = (listing: Result<FolderListing, AppError>): void =>
  engine.waiting('folder/list')[0]?.answer(listing)
const noFolder = err({ code: 'not-a-folder', message: '' })

beforeEach(() => {
  engine.forget()
  closeStore()
  sessionsState.setState({ chosen: null, looking: null })
})

test('a path is known to be looked at until it is told whether it is a folder or a store', async () => {
  const opened = openPath('/a')
  expect(sessionsState.getState().looking).toBe('/a')
  answer(ok({ path: '/a', stores: [], folders: [] }))
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
