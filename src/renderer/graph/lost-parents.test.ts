import { LOST_PARENT } from '@shared/domain/columns/columns'
import { layoutGraph } from '@shared/domain/layout/layout'
import { ok } from '@shared/result'
import { act, createElement } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Asked, FakeEngine } from '../bridge/testing'
import { openStoreState } from '../state/open-store'
import { aChain, aDetail, aShownStore } from '../state/testing'
import { buildGraph, type Graph } from './graph'
import { useLostParent } from './lost-parents'

const engine = new FakeEngine()
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

/** Answers a request for the node with the id of its lost parent. */
const answer = (asked: Asked<'node/read'> | undefined, id: string): Promise<void> =>
  act(async () => {
    asked?.answer(ok({ ...aDetail(0, 'n'), parent: { row: null, id, kind: 'lost', label: '' } }))
  })

beforeEach(() => {
  engine.forget()
  root = createRoot(document.createElement('div'))
})
afterEach(() => act(() => root.unmount()))

test('a lost parent is said until it has been read again in a newer graph', async () => {
  show(1)
  draw(graphOf(1))
  await answer(engine.waiting('node/read')[0], 'p')
  draw(graphOf(1, 2))
  expect(said).toBe('p')
})

test('a late answer about a closed store takes nothing from what is known of the one that is shown', async () => {
  show(1)
  draw(graphOf(1))
  show(2)
  draw(graphOf(2))
  const [late, current] = engine.waiting('node/read')
  await answer(current, 'of the second')
  await answer(late, 'of the first')
  draw(graphOf(2, 2))
  expect(said).toBe('of the second')
})
