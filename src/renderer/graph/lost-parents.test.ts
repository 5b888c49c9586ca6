import { LOST_PARENT } from '@shared/domain/columns/columns'
import { layoutGraph } from '@shared/domain/layout/layout'
import { act, createElement } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openStoreState } from '../state/open-store'
import { aChain, aShownStore } from '../state/testing'
import { buildGraph, type Graph } from './graph'
import { useLostParent } from './lost-parents'

const engine = vi.hoisted(() => ({ answers: [] as ((answer: unknown) => void)[] }))

vi.mock('../bridge/engine', () => ({
  requestEngine: () => new Promise((answer) => engine.answers.push(answer)),
  onEnginePush: () => undefined,
  onEngineRestart: () => undefined
}))
vi.mock('../bridge/main', () => ({ requestMain: () => Promise.resolve({ ok: true, value: null }) }))
vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

/** A graph of one node whose parent is not stored. */
function graphOf(store: number, generation = 1): Graph {
  const columns = { count: 1, ...aChain(1), parent: Int32Array.of(LOST_PARENT) }
  const layout = layoutGraph(columns, { leaf: 0, showCopies: false })
  return buildGraph(store, generation, columns, layout, false, null)
}

let root: Root
let said: string | null = null
function Said({ graph }: { readonly graph: Graph }) {
  said = useLostParent(graph, 0)
  return null
}

const draw = (graph: Graph): void => act(() => root.render(createElement(Said, { graph })))

const show = (store: number): void => openStoreState.setState(aShownStore(store, `/${store}.db`), true)

const answerFirst = (id: string): Promise<void> =>
  act(async () => engine.answers.shift()?.({ ok: true, value: { parent: { id } } }))

beforeEach(() => {
  engine.answers.length = 0
  root = createRoot(document.createElement('div'))
})
afterEach(() => act(() => root.unmount()))

test('a lost parent is said until it has been read again in a newer graph', async () => {
  show(1)
  draw(graphOf(1))
  await answerFirst('p')
  draw(graphOf(1, 2))
  expect(said).toBe('p')
})

test('a late answer about a closed store takes nothing from what is known of the one that is shown', async () => {
  show(1)
  draw(graphOf(1))
  show(2)
  draw(graphOf(2))
  const late = engine.answers.shift()
  await answerFirst('of the second')
  await act(async () => late?.({ ok: true, value: { parent: { id: 'of the first' } } }))
  draw(graphOf(2, 2))
  expect(said).toBe('of the second')
})
