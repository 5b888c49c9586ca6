import { ok } from '@shared/result'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { requestEngine } from '../bridge/engine'
import { FakeEngine } from '../bridge/testing'
import { closeStore, connectOpenStore, leafEndDrawn, openStore } from './open-store'
import { storeResource } from './resource'
import { aChain, anOverview, aSummary, chunksOf } from './testing'

const engine = new FakeEngine({ 'store/open': ({ path }) => ok(anOverview(1, path)) })
connectOpenStore()

function sendGraph(): void {
  for (const chunk of chunksOf(1, 1, aChain(1))) engine.push('index/chunk', chunk)
  engine.push('index/ready', { store: 1, generation: 1, summary: aSummary(1) })
}

let seq = 1
function growGraph(): void {
  const rows = { ...aChain(1), count: 1, seq: Uint32Array.of(++seq) }
  engine.push('index/grown', { store: 1, generation: seq, summary: aSummary(1), rows })
}

const resource = storeResource((store) => requestEngine('findings/read', { store }))
/** How often the engine was asked. */
const asked = (): number => engine.asked('findings/read').length
/** Answers the last question. */
const answerAfter = async (ms: number): Promise<void> => {
  vi.advanceTimersByTime(ms)
  engine.waiting('findings/read').at(-1)?.answer(ok([]))
  await vi.advanceTimersByTimeAsync(0)
}

beforeEach(async () => {
  vi.useFakeTimers()
  closeStore()
  seq = 1
  engine.forget()
  await openStore('/a.db')
  leafEndDrawn(1)
  sendGraph()
  resource.load()
})
afterEach(() => vi.useRealTimers())

test('nothing is asked of a store before its leaf end is drawn, and then once', async () => {
  engine.forget()
  await openStore('/b.db')
  resource.load()
  expect(asked()).toBe(0)
  leafEndDrawn(1)
  leafEndDrawn(1)
  expect(asked()).toBe(1)
})

test('a store that is closed before its leaf end is drawn is asked nothing', async () => {
  engine.forget()
  await openStore('/b.db')
  resource.load()
  closeStore()
  vi.advanceTimersByTime(10_000)
  expect(asked()).toBe(0)
})

test('a graph that is read anew is asked about at once', async () => {
  await answerAfter(500)
  sendGraph()
  expect(asked()).toBe(2)
})

test('a graph that grows is asked about once it has rested, the longer the longer an answer takes', async () => {
  await answerAfter(500)
  for (let commit = 0; commit < 5; commit++) {
    growGraph()
    vi.advanceTimersByTime(1900)
  }
  expect(asked()).toBe(1)
  vi.advanceTimersByTime(100)
  expect(asked()).toBe(2)
})

test('where an answer takes no time, growth is asked about as it comes', async () => {
  await answerAfter(0)
  growGraph()
  vi.advanceTimersByTime(1)
  expect(asked()).toBe(2)
})

test('a store that has been closed is asked nothing more', async () => {
  await answerAfter(500)
  growGraph()
  closeStore()
  vi.advanceTimersByTime(10_000)
  expect(asked()).toBe(1)
})
