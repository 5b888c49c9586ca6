import type { NodeColumns } from '@shared/domain/columns/columns'
import type { SearchPushes } from '@shared/ipc/search'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { ShownStore } from './open-store'

const engine = vi.hoisted(() => ({
  answers: [] as ((answer: unknown) => void)[],
  asked: [] as { readonly name: string; readonly args: unknown }[],
  hits: (_: unknown): void => undefined,
  graph: (_: unknown): void => undefined,
  shown: {} as unknown
}))

vi.mock('../bridge/engine', () => ({
  requestEngine: (name: string, args: unknown) => {
    engine.asked.push({ name, args })
    return new Promise((answer) => name === 'search/start' && engine.answers.push(answer))
  },
  onEnginePush: (name: string, listener: (payload: unknown) => void) => {
    if (name === 'search/hits') engine.hits = listener
  },
  onEngineRestart: () => undefined
}))
vi.mock('../bridge/main', () => ({ requestMain: () => Promise.resolve({ ok: true, value: null }) }))
vi.mock('./open-store', async (original) => ({
  ...(await original<typeof import('./open-store')>()),
  shownStore: () => engine.shown,
  onGraphReplaced: (listener: (store: unknown) => void) => {
    engine.graph = listener
  }
}))

const { clearSearch, connectSearch, noFilter, searchState, startSearch, stepHit } = await import('./search')
const { currentSelection } = await import('./selection')
connectSearch()

const nodes = (count: number, firstSeq = 1): Partial<NodeColumns> => ({
  count,
  seq: Float64Array.from({ length: count }, (_, at) => firstSeq + at)
})

/** The engine has sent another graph of the shown store. */
function graphCame(graph: Partial<NodeColumns> | null): void {
  const index = graph === null ? null : ({ nodes: graph } as ShownStore['index'])
  engine.shown = { overview: { store: 1 }, index }
  if (index !== null) engine.graph(engine.shown)
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
  engine.answers.length = 0
  engine.asked.length = 0
  graphCame(nodes(10))
})

/** Lets the engine answer the search that was asked for last. */
async function answered(number: number): Promise<void> {
  engine.answers.at(-1)?.({ ok: true, value: { search: number } })
  await vi.waitFor(() => expect(searchState.getState().search).toBe(number))
}

async function search(text: string, number: number, filter = noFilter): Promise<void> {
  void startSearch(text, filter)
  await answered(number)
}

const searches = () => engine.asked.filter(({ name }) => name === 'search/start').map(({ args }) => args)

describe('searching the shown store', () => {
  test('hits gather as they are found, the newest first, each with its words', async () => {
    await search('port', 1)
    engine.hits(hits(1, [5], false))
    engine.hits(hits(1, [9, 8], false))
    engine.hits(hits(1, [2], true))
    const { rows, quotes, done } = searchState.getState()
    expect(rows).toEqual([9, 8, 5, 2])
    expect(rows.map((row) => quotes.get(row))).toEqual(['hit in 9', 'hit in 8', 'hit in 5', 'hit in 2'])
    expect(done).toBe(true)
  })

  test('hits that come before the answer that names their search are not lost', async () => {
    void startSearch('port')
    engine.hits(hits(2, [4], true))
    await answered(2)
    expect(searchState.getState()).toMatchObject({ rows: [4], done: true })
  })

  test('a newer search drops the hits of the one before and ends it', async () => {
    await search('old', 3)
    await search('new', 4)
    engine.hits(hits(3, [1], true))
    engine.hits(hits(4, [8], true))
    expect(searchState.getState().rows).toEqual([8])
    expect(engine.asked).toContainEqual({ name: 'search/cancel', args: { search: 3 } })
  })

  test('stepping goes down the list and around its end, either way, and stays with its hit when more come', async () => {
    await search('port', 5)
    engine.hits(hits(5, [2, 5], false))
    stepHit(-1)
    expect(currentSelection()).toEqual({ kind: 'node', row: 2 })
    stepHit(1)
    expect(currentSelection()).toEqual({ kind: 'node', row: 5 })
    engine.hits(hits(5, [7, 3], true))
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
    graphCame(null)
    void startSearch('port')
    expect(searches()).toEqual([])
    graphCame(nodes(10))
    await answered(7)
    expect(searches()).toMatchObject([{ text: 'port', from: 0 }])
  })

  test('looks through what was appended, and keeps the hits it has', async () => {
    await search('port', 8)
    engine.hits(hits(8, [4], true))
    graphCame(nodes(12))
    await answered(9)
    engine.hits(hits(9, [11], true))
    expect(searches().at(-1)).toMatchObject({ from: 10 })
    expect(searchState.getState().rows).toEqual([11, 4])
  })

  test('looks through what was appended meanwhile when it has come to its end', async () => {
    await search('port', 10)
    graphCame(nodes(11))
    expect(searches()).toHaveLength(1)
    engine.hits(hits(10, [], true))
    expect(searches().at(-1)).toMatchObject({ from: 10 })
  })

  test('begins again where rows were rewritten', async () => {
    await search('port', 11)
    engine.hits(hits(11, [4], true))
    graphCame(nodes(10, 50))
    await answered(12)
    expect(searches().at(-1)).toMatchObject({ from: 0 })
    expect(searchState.getState().rows).toEqual([])
  })
})
