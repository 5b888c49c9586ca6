import { err, ok } from '@shared/result'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { FakeEngine } from '../bridge/testing'
import {
  cancelLoading,
  closeStore,
  connectOpenStore,
  leafEndDrawn,
  openStore,
  openStoreState
} from './open-store'
import { aChain, anOverview, aSummary, chunksOf } from './testing'

const engine = new FakeEngine()
connectOpenStore()

function sendGraph(store: number): void {
  for (const chunk of chunksOf(store, 1, aChain(1))) engine.push('index/chunk', chunk)
  engine.push('index/ready', { store, generation: 1, summary: aSummary(1) })
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

beforeEach(() => {
  closeStore()
  engine.forget()
})

async function open(store: number, path: string): Promise<void> {
  const opening = openStore(path)
  engine
    .waiting('store/open')
    .at(-1)
    ?.answer(ok(anOverview(store, path)))
  await opening
}

describe('the store that the window shows', () => {
  test('the store asked for last is shown, whatever order the answers come in', async () => {
    const first = openStore('/a')
    const second = openStore('/b')
    const [a, b] = engine.waiting('store/open')
    b?.answer(ok(anOverview(2, '/b')))
    a?.answer(ok(anOverview(1, '/a')))
    await Promise.all([first, second])
    expect(openStoreState.getState()).toMatchObject({ kind: 'open', path: '/b' })
    expect(engine.asked('store/close')).toEqual([{ store: 1 }])
  })

  test('while a store is copied aside its progress is shown, and closing stops the copying', async () => {
    const opening = openStore('/large')
    const number = engine.asked('store/open')[0]?.opening ?? 0
    engine.push('opening/progress', { opening: number, done: 1, total: 2 })
    expect(openStoreState.getState()).toMatchObject({ kind: 'opening', progress: { done: 1 } })
    closeStore()
    expect(engine.asked('opening/stop')).toEqual([{ opening: number }])
    engine.waiting('store/open')[0]?.answer(ok(anOverview(9, '/large')))
    await opening
    expect(openStoreState.getState()).toEqual({ kind: 'closed' })
    expect(engine.asked('store/close')).toEqual([{ store: 9 }])
  })

  test('what is said late of a copying that was called off is not taken for the store that is opened next', () => {
    void openStore('/large')
    void openStore('/next')
    const [off = 0, next = 0] = engine.asked('store/open').map(({ opening }) => opening)
    engine.push('opening/progress', { opening: off, done: 1, total: 2 })
    expect(openStoreState.getState()).toEqual({ kind: 'opening', path: '/next', progress: null })
    closeStore()
    expect(engine.asked('opening/stop')).toEqual([{ opening: off }, { opening: next }])
  })

  test('a refusal keeps its path, for another try', async () => {
    const opening = openStore('/broken')
    engine.waiting('store/open')[0]?.answer(err({ code: 'not-a-store', message: 'No store.' }))
    await opening
    expect(openStoreState.getState()).toMatchObject({
      kind: 'failed',
      path: '/broken',
      error: { code: 'not-a-store' }
    })
  })

  test('the graph is read once the leaf end is drawn, and never twice', async () => {
    await open(3, '/a')
    expect(engine.asked('graph/read')).toHaveLength(0)
    leafEndDrawn(2)
    leafEndDrawn(3)
    leafEndDrawn(3)
    expect(engine.asked('graph/read')).toEqual([{ store: 3 }])
  })

  test('a small store is not waited for: its graph is read at once', async () => {
    const opening = openStore('/small')
    const bytes = { db: 2 ** 20, wal: 0 }
    engine.waiting('store/open')[0]?.answer(ok({ ...anOverview(6, '/small'), bytes }))
    await opening
    leafEndDrawn(6)
    expect(engine.asked('graph/read')).toEqual([{ store: 6 }])
  })

  test('the graph is read although nothing is drawn, unless the store is closed by then', async () => {
    vi.useFakeTimers()
    await open(3, '/a')
    vi.runAllTimers()
    expect(engine.asked('graph/read')).toEqual([{ store: 3 }])
    await open(4, '/b')
    closeStore()
    vi.runAllTimers()
    expect(engine.asked('graph/read')).toHaveLength(1)
    vi.useRealTimers()
  })

  test('the graph takes its place once it is whole', async () => {
    await open(3, '/a')
    engine.push('index/progress', { store: 3, phase: 'reading', done: 0, total: 1 })
    expect(openStoreState.getState()).toMatchObject({ index: null, progress: { phase: 'reading' } })
    sendGraph(3)
    expect(openStoreState.getState()).toMatchObject({ index: { generation: 1 }, progress: null })
  })

  test('a graph with a column missing is an error, not a graph', async () => {
    await open(4, '/a')
    engine.push('index/ready', { store: 4, generation: 1, summary: aSummary(1) })
    expect(openStoreState.getState()).toMatchObject({ index: null, error: { code: 'graph-incomplete' } })
  })

  test('nothing is kept of a graph whose store was closed before it came', async () => {
    await open(7, '/a')
    closeStore()
    sendGraph(7)
    // an engine that was started again counts its stores from the beginning
    await open(7, '/b')
    engine.push('index/ready', { store: 7, generation: 1, summary: aSummary(1) })
    expect(openStoreState.getState()).toMatchObject({ index: null, error: { code: 'graph-incomplete' } })
  })

  test('after a cancel the progress of what still comes is not shown', async () => {
    await open(5, '/a')
    engine.push('index/progress', { store: 5, phase: 'reading', done: 1, total: 9 })
    cancelLoading()
    engine.push('index/progress', { store: 5, phase: 'reading', done: 2, total: 9 })
    expect(openStoreState.getState()).toMatchObject({ cancelled: true, progress: null })
    expect(engine.asked('store/cancel')).toHaveLength(1)
  })

  test('when the engine was started again, the shown store is opened again', async () => {
    await open(6, '/a')
    engine.restart()
    await settled()
    expect(openStoreState.getState()).toMatchObject({ kind: 'opening', path: '/a' })
  })
})
