import type { EnginePushes } from '@shared/ipc/store'
import { beforeEach, describe, expect, test, vi } from 'vitest'

const engine = vi.hoisted(() => ({
  answers: [] as ((answer: unknown) => void)[],
  asked: [] as { readonly name: string; readonly args: unknown }[],
  hits: (_: unknown): void => undefined
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
  shownStore: () => ({ overview: { store: 1 } })
}))

const { clearSearch, connectSearch, searchState, startSearch, stepHit } = await import('./search')
const { currentSelection } = await import('./selection')
connectSearch()

const hits = (search: number, rows: readonly number[], done: boolean): EnginePushes['search/hits'] => ({
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
})

async function search(text: string, number: number): Promise<void> {
  const started = startSearch(text)
  engine.answers.at(-1)?.({ ok: true, value: { search: number } })
  await started
}

describe('searching the shown store', () => {
  test('hits gather as they are found', async () => {
    await search('port', 1)
    engine.hits(hits(1, [2, 5], false))
    engine.hits(hits(1, [9], true))
    expect(searchState.getState()).toMatchObject({ rows: [2, 5, 9], done: true })
  })

  test('hits that come before the answer that names their search are not lost', async () => {
    const started = startSearch('port')
    engine.hits(hits(2, [4], true))
    engine.answers[0]?.({ ok: true, value: { search: 2 } })
    await started
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

  test('stepping goes around the end, either way', async () => {
    await search('port', 5)
    engine.hits(hits(5, [2, 5], true))
    stepHit(-1)
    expect(currentSelection()).toEqual({ kind: 'node', row: 5 })
    stepHit(1)
    expect(currentSelection()).toEqual({ kind: 'node', row: 2 })
  })

  test('an empty text ends the search and asks for nothing', async () => {
    await startSearch('')
    expect(searchState.getState()).toMatchObject({ rows: [], done: true })
    expect(engine.asked.filter(({ name }) => name === 'search/start')).toEqual([])
  })
})
