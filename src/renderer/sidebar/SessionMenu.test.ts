import { act, createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, test, vi } from 'vitest'
import { FakeEngine } from '../bridge/testing'
import type { SidebarRow } from './rows'
import { SessionMenu } from './SessionMenu'

const engine = new FakeEngine()
vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)

const recent = (path: string): SidebarRow => ({ kind: 'recent', key: path, path, title: '', openedAt: 0 })
const line = createElement('div', { role: 'treeitem', id: 'session-0' })

test('the menu stays with the row it was called on while others come to stand in its place', async () => {
  const page = document.body.appendChild(document.createElement('div'))
  const root = createRoot(page)
  const draw = (...paths: readonly string[]): void =>
    act(() => {
      const children = createElement('div', null, line)
      root.render(createElement(SessionMenu, { rows: paths.map(recent), active: 0, children }))
    })
  draw('/pointed.db')
  act(() => {
    document
      .querySelector('#session-0')
      ?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }))
  })
  draw('/newer.db', '/pointed.db')
  const items = [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')]
  await act(async () => items.find(({ textContent }) => textContent === 'Open the store')?.click())
  expect(engine.asked('store/open')).toMatchObject([{ path: '/pointed.db' }])
  act(() => root.unmount())
  page.remove()
})
