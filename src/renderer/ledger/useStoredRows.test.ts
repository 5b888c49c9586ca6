import { ok } from '@shared/result'
import { act, createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import { type Asked, FakeEngine } from '../bridge/testing'
import { openStoreState } from '../state/open-store'
import { aShownStore } from '../state/testing'
import { useStoredRows } from './useStoredRows'

const engine = new FakeEngine()
vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

let total: number | null = null
function Said({ store }: { readonly store: string }) {
  total = useStoredRows({ store, source: 'agent', model: 'm' }).total
  return null
}

test('rows that come after others were asked for are not taken for these', async () => {
  openStoreState.setState(aShownStore(1, '/family/root.db'), true)
  const root = createRoot(document.createElement('div'))
  const draw = (store: string): void => act(() => root.render(createElement(Said, { store })))
  const answer = (asked: Asked<'usage/rows'> | undefined, total: number): Promise<void> =>
    act(async () => asked?.answer(ok({ total, rows: [] })))
  draw('first.db')
  draw('second.db')
  const [first, second] = engine.waiting('usage/rows')
  await answer(first, 1)
  expect(total).toBeNull()
  await answer(second, 2)
  expect(total).toBe(2)
  act(() => root.unmount())
})
