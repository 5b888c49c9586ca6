import { dirname } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './app'

/** Drops files on the middle of the window as the system does: Chromium itself makes the files of the event. */
async function drop(page: Page, ...files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const at = await page.evaluate(() => ({ x: innerWidth / 2, y: innerHeight / 2 }))
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  const veil = page.getByText('Drop to open')
  await session.send('Input.dispatchDragEvent', { type: 'dragEnter', ...at, data })
  await session.send('Input.dispatchDragEvent', { type: 'dragOver', ...at, data })
  await expect(veil).toBeVisible()
  // a system goes on telling where the pointer is; Chromium drops nothing on what has only now come under it
  await session.send('Input.dispatchDragEvent', { type: 'dragOver', ...at, data })
  await session.send('Input.dispatchDragEvent', { type: 'drop', ...at, data })
  await expect(veil).toBeHidden()
}

test('a store that is dropped on the window is opened', async ({ launch, store }) => {
  const path = store('a1/linear-chat')
  const { page } = await launch()
  await expect(page.getByRole('contentinfo')).toContainText('on path')
  await drop(page, path)
  const shown = page.getByRole('tree', { name: 'Sessions' }).getByRole('treeitem', { selected: true })
  await expect(shown).toHaveAttribute('title', path)
  await expect(page.getByRole('contentinfo')).toContainText('on path')
})

test('a folder that is dropped on the window is listed, and a file that is no store is told of', async ({
  launch,
  store
}) => {
  const [folder, foreign] = [dirname(store('a1/family')), store('a1/not-sqlite')]
  const { page } = await launch()
  await expect(page.getByRole('contentinfo')).toContainText('on path')
  await page.getByRole('tree', { name: 'Session graph' }).focus()
  await drop(page, folder)
  const stores = page.getByRole('region', { name: 'Stores of the folder' })
  await expect(stores).toContainText('stores in this folder')
  // the canvas that had the keys is out of reach, so the list has them
  await expect(stores.getByRole('listitem').first().getByRole('button')).toBeFocused()
  await drop(page, foreign)
  await expect(page.getByRole('alert')).toContainText(foreign)
})
