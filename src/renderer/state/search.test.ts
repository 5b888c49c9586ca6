import type { SearchPushes } from '@shared/ipc/search'
import { ok } from '@shared/result'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { FakeEngine } from '../bridge/testing'
import { connectOpenStore, openStoreState } from './open-store'
import {
  clearSearch,
  connectSearch,
  noFilter,
  restartSearch,
  searchState,
  startSearch,
  stepHit,
  stopSearch
} from './search'
import { currentSelection } from './selection'
import { aChain, aShownStore, aSummary, chunksOf } from './testing'

const engine = new FakeEngine()
connectOpenStore()
connectSearch()

/** A store is shown whose graph has not come yet. */
const showStore = (): void => openStoreState.setState(aShownStore(1, '/a.db'), true)

/** The engine has sent another graph of the shown store. @param gap the row before which one is missing */
function graphCame(count: number, firstSeq = 1, gap = count): void {
  const seq = Uint32Array.from({ length: count }, (_, at) => firstSeq + at + (at < gap ? 0 : 1))
  const columns = { ...aChain(count), seq }
  for (const chunk of chunksOf(1, 1, columns)) engine.push('index/chunk', chunk)
  engine.push('index/ready', { store: 1, generation: 1, summary: aSummary(count) })
}

const hits = (search: number, rows: readonly number[], done: boolean): SearchPushes['search/hits'] => ({
  search,
  rows: Uint32Array.from(rows),
  firsts: rows.map((row) => ({ row, snippet: `hit in ${row}` })),
  scanned: rows.length,
  total: 10,
  done
})

beforeEach(() => {
  clearSearch()
  showStore()
  graphCame(10)
  engine.forget()
})

/** Lets the engine answer the search that was asked for last. */
async function answered(number: number): Promise<void> {
  engine
    .waiting('search/start')
    .at(-1)
    ?.answer(ok({ search: number }))
  await vi.waitFor(() => expect(searchState.getState().search).toBe(number))
}

const hitsCome = (...args: Parameters<typeof hits>): void => engine.push('search/hits', hits(...args))

async function search(text: string, number: number, filter = noFilter): Promise<void> {
  void startSearch(text, filter)
  await answered(number)
}

const searches = () => engine.asked('search/start')

describe('searching the shown store', () => {
  test('hits gather as they are found, the newest first, each with its words', async () => {
    await search('port', 1)
    hitsCome(1, [5], false)
    hitsCome(1, [9, 8], false)
    hitsCome(1, [2], true)
    const { rows, quotes, done } = searchState.getState()
    expect(rows).toEqual([9, 8, 5, 2])
    expect(rows.map((row) => quotes.get(row))).toEqual(['hit in 9', 'hit in 8', 'hit in 5', 'hit in 2'])
    expect(done).toBe(true)
  })

  test('hits that come before the answer that names their search are not lost', async () => {
    void startSearch('port')
    hitsCome(2, [4], true)
    await answered(2)
    expect(searchState.getState()).toMatchObject({ rows: [4], done: true })
  })

  test('a newer search drops the hits of the one before and ends it', async () => {
    await search('old', 3)
    await search('new', 4)
    hitsCome(3, [1], true)
    hitsCome(4, [8], true)
    expect(searchState.getState().rows).toEqual([8])
    expect(engine.asked('search/cancel')).toEqual([{ search: 3 }])
  })

  test('typing on ends also a search whose number has not come yet', async () => {
    void startSearch('o')
    const [old] = engine.waiting('search/start')
    await search('ol', 13)
    old?.answer(ok({ search: 12 }))
    await vi.waitFor(() => expect(engine.asked('search/cancel')).toEqual([{ search: 12 }]))
    hitsCome(13, [8], false)
    expect(searchState.getState()).toMatchObject({ rows: [8], search: 13 })
  })

  test('a search that is stopped keeps its hits, takes no more, and can be begun again', async () => {
    await search('port', 14)
    hitsCome(14, [8], false)
    stopSearch()
    hitsCome(14, [3], true)
    expect(searchState.getState()).toMatchObject({ rows: [8], scanned: 1, done: true, stopped: true })
    expect(engine.asked('search/cancel')).toEqual([{ search: 14 }])
    graphCame(12)
    expect(searches()).toHaveLength(1)
    restartSearch()
    await answered(15)
    expect(searchState.getState()).toMatchObject({ rows: [], done: false, stopped: false })
  })

  test('stepping goes down the list and around its end, either way, and stays with its hit when more come', async () => {
    await search('port', 5)
    hitsCome(5, [2, 5], false)
    stepHit(-1)
    expect(currentSelection()).toEqual({ kind: 'node', row: 2 })
    stepHit(1)
    expect(currentSelection()).toEqual({ kind: 'node', row: 5 })
    hitsCome(5, [7, 3], true)
    stepHit(1)
    expect(currentSelection()).toEqual({ kind: 'node', row: 3 })
  })

  test('with nothing to search for nothing is asked', async () => {
    await startSearch('')
    expect(searchState.getState()).toMatchObject({ rows: [], done: true })
    expect(searches()).toEqual([])
  })

  test('a filter alone is a search', async () => {
    await search('', 6, { ...noFilter, failed: true })
    expect(searches()).toHaveLength(1)
  })
})

describe('a search and a graph that changes', () => {
  test('waits for a graph that is still being read', async () => {
    showStore()
    void startSearch('port')
    expect(searches()).toEqual([])
    graphCame(10)
    await answered(7)
    expect(searches()).toMatchObject([{ text: 'port', from: 0 }])
  })

  test('looks through what was appended, and keeps the hits it has', async () => {
    await search('port', 8)
    hitsCome(8, [4], true)
    graphCame(12)
    await answered(9)
    hitsCome(9, [11], true)
    expect(searches().at(-1)).toMatchObject({ from: 10 })
    expect(searchState.getState().rows).toEqual([11, 4])
  })

  test('looks through what was appended meanwhile when it has come to its end', async () => {
    await search('port', 10)
    graphCame(11)
    expect(searches()).toHaveLength(1)
    hitsCome(10, [], true)
    expect(searches().at(-1)).toMatchObject({ from: 10 })
  })

  test('begins again where rows were rewritten', async () => {
    await search('port', 11)
    hitsCome(11, [4], true)
    graphCame(10, 50)
    await answered(12)
    expect(searches().at(-1)).toMatchObject({ from: 0 })
    expect(searchState.getState().rows).toEqual([])
  })

  test.each([
    ['has fewer rows', [8]],
    ['grew and then lost rows', [12, 11]]
  ])('begins again after it was stopped where the graph %s', async (_, counts) => {
    await search('port', 16)
    hitsCome(16, [4], false)
    stopSearch()
    for (const count of counts) graphCame(count)
    await answered(17)
    expect(searches().at(-1)).toMatchObject({ from: 0 })
    expect(searchState.getState()).toMatchObject({ rows: [], stopped: false })
  })

  test('begins again at once where the graph becomes another while it runs', async () => {
    await search('port', 20)
    hitsCome(20, [4], false)
    graphCame(8)
    await answered(21)
    expect(engine.asked('search/cancel')).toEqual([{ search: 20 }])
    expect(searchState.getState().rows).toEqual([])
  })

  test('begins again where rows were put back between those that were searched', async () => {
    graphCame(10, 1, 5)
    await search('port', 18)
    hitsCome(18, [7], true)
    graphCame(11)
    await answered(19)
    expect(searches().at(-1)).toMatchObject({ from: 0 })
  })
})
