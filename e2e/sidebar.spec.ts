import { copyFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './app'
import { runCommand } from './change'

/** A folder of stores that is not the one of the store it was copied from. */
function folderOf(store: string, name: string): string {
  const folder = join(dirname(store), name)
  mkdirSync(folder)
  copyFileSync(store, join(folder, 'copy.db'))
  return folder
}

const folderRow = (page: Page, name: string) =>
  page.getByRole('tree', { name: 'Sessions' }).getByRole('treeitem', { name, exact: true })

test('a folder is taken out of the sidebar by its button, and its open store stays open', async ({
  launch,
  store
}) => {
  const path = store('a1/linear-chat')
  const [first, second] = [folderOf(path, 'first'), folderOf(path, 'second')]
  const { page } = await launch({ paths: [first, second] })
  await expect(page.getByRole('region', { name: 'Stores of the folder' })).toContainText(second)
  await page
    .getByRole('region', { name: 'Stores of the folder' })
    .getByRole('listitem')
    .getByRole('button')
    .click()
  await expect(page.getByRole('contentinfo')).toContainText('on path')

  const row = folderRow(page, 'second')
  await expect(row).toHaveAttribute('title', second)
  await row.hover()
  await row.getByRole('button', { name: /^Take the folder out/ }).click()
  await expect(row).toHaveCount(0)
  await expect(folderRow(page, 'first')).toBeVisible()
  await expect(page.getByRole('contentinfo')).toContainText('on path')
  await expect(page.getByRole('contentinfo').getByRole('status')).toContainText('second out of the sidebar')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Put it back' }).focus()
  await page.keyboard.press('Enter')
  await expect(row).toBeVisible()
  await expect(page.getByRole('button', { name: 'Put it back' })).toHaveCount(0)
  const names = await page
    .getByRole('treeitem')
    .filter({ has: page.locator('.folder-buttons') })
    .allTextContents()
  expect(names).toEqual(['first', 'second'])
})

test('a folder is taken out by the Delete key and by the palette, and stays out at the next start', async ({
  launch,
  store
}) => {
  const path = store('a1/linear-chat')
  const [first, second] = [folderOf(path, 'first'), folderOf(path, 'second')]
  const { page, app, data } = await launch({ paths: [first, second] })
  await expect(folderRow(page, 'first')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Stores of the folder' })).toContainText(second)
  const tree = page.getByRole('tree', { name: 'Sessions' })
  await tree.focus()
  await tree.press('Home')
  await tree.press('Delete')
  await expect(folderRow(page, 'first')).toHaveCount(0)
  await tree.press('Control+z')
  await expect(folderRow(page, 'first')).toBeVisible()
  await tree.press('Delete')
  await expect(folderRow(page, 'first')).toHaveCount(0)
  await runCommand(page, 'Take out of the sidebar')
  await expect(folderRow(page, 'second')).toHaveCount(0)
  await expect(page.getByText('No store is open')).toBeVisible()
  await runCommand(page, 'Put back into the sidebar')
  await expect(folderRow(page, 'second')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Stores of the folder' })).toContainText(second)
  await app.close()

  const again = await launch({ data })
  await expect(folderRow(again.page, 'second')).toBeVisible()
  await expect(folderRow(again.page, 'first')).toHaveCount(0)
})

test('a menu on a row of the sidebar takes a recent store out of the list', async ({ launch, store }) => {
  const path = store('a1/linear-chat')
  const { page } = await launch({ paths: [path] })
  await expect(page.getByRole('contentinfo')).toContainText('on path')
  const row = page.getByRole('tree', { name: 'Sessions' }).getByRole('treeitem', { selected: true })
  await expect(row).toHaveAttribute('title', path)
  await row.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Take out of the recent stores' }).click()
  await expect(row).toHaveCount(0)
  await expect(page.getByRole('contentinfo')).toContainText('on path')
})

test('what had the focus before a dialog has it again, however the dialog is closed', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1-runtime/coding-chat')] })
  await expect(page.getByRole('contentinfo')).toContainText('67 nodes')
  await page.getByRole('button', { name: 'Cost', exact: true }).click()
  const opener = page.getByRole('button', { name: /^Set a price for/ }).first()
  for (const close of ['Cancel', 'Close']) {
    await opener.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('button', { name: close }).click()
    await expect(opener).toBeFocused()
  }
})
