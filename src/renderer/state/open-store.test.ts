import type { EnginePushes, GraphSummary } from '@shared/ipc/store'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { aChain, anOverview, chunksOf } from './testing'

interface Waiting {
  readonly name: string
  readonly args: unknown
  readonly answer: (answer: unknown) => void
}

const engine = vi.hoisted(() => ({
  waiting: [] as Waiting[],
  listeners: new Map<string, (payload: unknown) => void>(),
  restart: (): void => undefined
}))

vi.mock('../bridge/engine', () => ({
  requestEngine: (name: string, args: unknown) =>
    new Promise((answer) => engine.waiting.push({ name, args, answer })),
  onEnginePush: (name: string, listener: (payload: unknown) => void) => engine.listeners.set(name, listener),
  onEngineRestart: (listener: () => void) => {
    engine.restart = listener
  }
}))
vi.mock('../bridge/main', () => ({ requestMain: () => Promise.resolve({ ok: true, value: null }) }))

const { cancelLoading, closeStore, connectOpenStore, openStore, openStoreState, leafEndDrawn } = await import(
  './open-store'
)
connectOpenStore()

const summary = { nodes: 1, classes: null } as GraphSummary

function push<Name extends keyof EnginePushes>(name: Name, payload: EnginePushes[Name]): void {
  engine.listeners.get(name)?.(payload)
}

function sendGraph(store: number): void {
  for (const chunk of chunksOf(store, 1, aChain(1))) push('index/chunk', chunk)
  push('index/ready', { store, generation: 1, summary })
}

const asked = (name: string): Waiting[] => engine.waiting.filter((call) => call.name === name)
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

beforeEach(() => {
  closeStore()
  engine.waiting.length = 0
})

async function open(store: number, path: string): Promise<void> {
  const opening = openStore(path)
  asked('store/open')
    .at(-1)
    ?.answer({ ok: true, value: anOverview(store, path) })
  await opening
}

describe('the store that the window shows', () => {
  test('the store asked for last is shown, whatever order the answers come in', async () => {
    const first = openStore('/a')
    const second = openStore('/b')
    const [a, b] = asked('store/open')
    b?.answer({ ok: true, value: anOverview(2, '/b') })
    a?.answer({ ok: true, value: anOverview(1, '/a') })
    await Promise.all([first, second])
    expect(openStoreState.getState()).toMatchObject({ kind: 'open', path: '/b' })
    expect(asked('store/close').map(({ args }) => args)).toEqual([{ store: 1 }])
  })

  test('while a store is copied aside its progress is shown, and closing stops the copying', async () => {
    const opening = openStore('/large')
    push('index/progress', { store: 9, phase: 'copying', done: 1, total: 2 })
    expect(openStoreState.getState()).toMatchObject({ kind: 'opening', progress: { done: 1 } })
    closeStore()
    expect(asked('store/close').map(({ args }) => args)).toEqual([{ store: 9 }])
    asked('store/open')[0]?.answer({ ok: true, value: anOverview(9, '/large') })
    await opening
    expect(openStoreState.getState()).toEqual({ kind: 'closed' })
    expect(asked('store/close')).toHaveLength(2)
  })

  test('a refusal keeps its path, for another try', async () => {
    const opening = openStore('/broken')
    asked('store/open')[0]?.answer({ ok: false, error: { code: 'not-a-store', message: 'No store.' } })
    await opening
    expect(openStoreState.getState()).toMatchObject({
      kind: 'failed',
      path: '/broken',
      error: { code: 'not-a-store' }
    })
  })

  test('the graph is read once the leaf end is drawn, and never twice', async () => {
    await open(3, '/a')
    expect(asked('graph/read')).toHaveLength(0)
    leafEndDrawn(2)
    leafEndDrawn(3)
    leafEndDrawn(3)
    expect(asked('graph/read').map(({ args }) => args)).toEqual([{ store: 3 }])
  })

  test('a small store is not waited for: its graph is read at once', async () => {
    const opening = openStore('/small')
    const bytes = { db: 2 ** 20, wal: 0 }
    asked('store/open')[0]?.answer({ ok: true, value: { ...anOverview(6, '/small'), bytes } })
    await opening
    leafEndDrawn(6)
    expect(asked('graph/read').map(({ args }) => args)).toEqual([{ store: 6 }])
  })

  test('the graph is read although nothing is drawn, unless the store is closed by then', async () => {
    vi.useFakeTimers()
    await open(3, '/a')
    vi.runAllTimers()
    expect(asked('graph/read').map(({ args }) => args)).toEqual([{ store: 3 }])
    await open(4, '/b')
    closeStore()
    vi.runAllTimers()
    expect(asked('graph/read')).toHaveLength(1)
    vi.useRealTimers()
  })

  test('the graph takes its place once it is whole', async () => {
    await open(3, '/a')
    push('index/progress', { store: 3, phase: 'reading', done: 0, total: 1 })
    expect(openStoreState.getState()).toMatchObject({ index: null, progress: { phase: 'reading' } })
    sendGraph(3)
    expect(openStoreState.getState()).toMatchObject({ index: { generation: 1 }, progress: null })
  })

  test('a graph with a column missing is an error, not a graph', async () => {
    await open(4, '/a')
    push('index/ready', { store: 4, generation: 1, summary })
    expect(openStoreState.getState()).toMatchObject({ index: null, error: { code: 'graph-incomplete' } })
  })

  test('nothing is kept of a graph whose store was closed before it came', async () => {
    await open(7, '/a')
    closeStore()
    sendGraph(7)
    // an engine that was started again counts its stores from the beginning
    await open(7, '/b')
    push('index/ready', { store: 7, generation: 1, summary })
    expect(openStoreState.getState()).toMatchObject({ index: null, error: { code: 'graph-incomplete' } })
  })

  test('after a cancel the progress of what still comes is not shown', async () => {
    await open(5, '/a')
    push('index/progress', { store: 5, phase: 'reading', done: 1, total: 9 })
    cancelLoading()
    push('index/progress', { store: 5, phase: 'reading', done: 2, total: 9 })
    expect(openStoreState.getState()).toMatchObject({ cancelled: true, progress: null })
    expect(asked('store/cancel')).toHaveLength(1)
  })

  test('when the engine was started again, the shown store is opened again', async () => {
    await open(6, '/a')
    engine.restart()
    await settled()
    expect(openStoreState.getState()).toMatchObject({ kind: 'opening', path: '/a' })
  })
})
