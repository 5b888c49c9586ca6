import type { PricedRow } from '@shared/domain/usage/review'
import { act, createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import { openStoreState } from '../state/open-store'
import { aShownStore } from '../state/testing'
import { useStoredRows } from './useStoredRows'

const engine = vi.hoisted(() => ({ answers: [] as ((answer: unknown) => void)[] }))

vi.mock('../bridge/engine', () => ({
  requestEngine: () => new Promise((answer) => engine.answers.push(answer)),
  onEnginePush: () => undefined,
  onEngineRestart: () => undefined
}))
vi.mock('../bridge/main', () => ({ requestMain: () => Promise.resolve({ ok: true, value: null }) }))
vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

let total: number | null = null
function Said({ store }: { readonly store: string }) {
  total = useStoredRows({ store, source: 'agent', model: 'm' } as PricedRow).total
  return null
}

test('rows that come after others were asked for are not taken for these', async () => {
  openStoreState.setState(aShownStore(1, '/family/root.db'), true)
  const root = createRoot(document.createElement('div'))
  const draw = (store: string): void => act(() => root.render(createElement(Said, { store })))
  const answer = (at: number, count: number): Promise<void> =>
    act(async () => engine.answers[at]?.({ ok: true, value: { total: count, rows: [] } }))
  draw('first.db')
  draw('second.db')
  await answer(0, 1)
  expect(total).toBeNull()
  await answer(1, 2)
  expect(total).toBe(2)
  act(() => root.unmount())
})
