import type { EnginePushes } from '@shared/ipc/store'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { aChain, anOverview, chunksOf } from './testing'

const engine = vi.hoisted(() => ({
  answers: [] as ((answer: unknown) => void)[],
  listeners: new Map<string, (payload: unknown) => void>()
}))

vi.mock('../bridge/engine', () => ({
  requestEngine: (name: string) =>
    name === 'store/open'
      ? Promise.resolve({ ok: true, value: anOverview(1, '/a.db') })
      : Promise.resolve({ ok: true, value: null }),
  onEnginePush: (name: string, listener: (payload: unknown) => void) => engine.listeners.set(name, listener),
  onEngineRestart: () => undefined
}))
vi.mock('../bridge/main', () => ({ requestMain: () => Promise.resolve({ ok: true, value: null }) }))

const { closeStore, connectOpenStore, leafEndDrawn, openStore } = await import('./open-store')
const { storeResource } = await import('./resource')
connectOpenStore()

function push<Name extends keyof EnginePushes>(name: Name, payload: EnginePushes[Name]): void {
  engine.listeners.get(name)?.(payload)
}

const summary = { nodes: 1, classes: null, leafRow: 0 } as EnginePushes['index/ready']['summary']

function sendGraph(): void {
  for (const chunk of chunksOf(1, 1, aChain(1))) push('index/chunk', chunk)
  push('index/ready', { store: 1, generation: 1, summary })
}

let seq = 1
function growGraph(): void {
  const rows = { ...aChain(1), count: 1, seq: Uint32Array.of(++seq) }
  push('index/grown', { store: 1, generation: seq, summary, rows })
}

/** How often the engine was asked, and an answer to the last question. */
const ask = vi.fn(() => new Promise<never>((answer) => engine.answers.push(answer as never)))
const answerAfter = async (ms: number): Promise<void> => {
  vi.advanceTimersByTime(ms)
  engine.answers.at(-1)?.({ ok: true, value: [] })
  await vi.advanceTimersByTimeAsync(0)
}
const resource = storeResource(ask)

beforeEach(async () => {
  vi.useFakeTimers()
  closeStore()
  seq = 1
  ask.mockClear()
  await openStore('/a.db')
  leafEndDrawn(1)
  sendGraph()
  resource.load()
})
afterEach(() => vi.useRealTimers())

test('nothing is asked of a store before its leaf end is drawn, and then once', async () => {
  ask.mockClear()
  await openStore('/b.db')
  resource.load()
  expect(ask).toHaveBeenCalledTimes(0)
  leafEndDrawn(1)
  leafEndDrawn(1)
  expect(ask).toHaveBeenCalledTimes(1)
})

test('a store that is closed before its leaf end is drawn is asked nothing', async () => {
  ask.mockClear()
  await openStore('/b.db')
  resource.load()
  closeStore()
  vi.advanceTimersByTime(10_000)
  expect(ask).toHaveBeenCalledTimes(0)
})

test('a graph that is read anew is asked about at once', async () => {
  await answerAfter(500)
  sendGraph()
  expect(ask).toHaveBeenCalledTimes(2)
})

test('a graph that grows is asked about once it has rested, the longer the longer an answer takes', async () => {
  await answerAfter(500)
  for (let commit = 0; commit < 5; commit++) {
    growGraph()
    vi.advanceTimersByTime(1900)
  }
  expect(ask).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(100)
  expect(ask).toHaveBeenCalledTimes(2)
})

test('where an answer takes no time, growth is asked about as it comes', async () => {
  await answerAfter(0)
  growGraph()
  vi.advanceTimersByTime(1)
  expect(ask).toHaveBeenCalledTimes(2)
})

test('a store that has been closed is asked nothing more', async () => {
  await answerAfter(500)
  growGraph()
  closeStore()
  vi.advanceTimersByTime(10_000)
  expect(ask).toHaveBeenCalledTimes(1)
})
