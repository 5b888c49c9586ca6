import { expect, expectAccessible, test } from './app'
import { apply, openPruneLens, runCommand } from './change'

test('a change can be undone tomorrow: its receipt is there when the app starts again', async ({
  launch,
  store
}) => {
  const path = store('a1-runtime/coding-chat')
  const first = await launch({ paths: [path] })
  await openPruneLens(first.page)
  await first.page.getByRole('button', { name: 'Choose 24 copies' }).click()
  await first.page.getByRole('button', { name: /^Turn on/ }).click()
  await apply(first.page, 'Delete 24 nodes')
  await first.app.close()

  const { page } = await launch({ paths: [path], data: first.data })
  await expect(page.getByRole('contentinfo')).toContainText('43 nodes')
  await runCommand(page, 'History: receipts and undo')
  const history = page.getByRole('region', { name: 'History' })
  await expect(history.getByText(/24 nodes/)).toBeVisible()
  await expectAccessible(page)
  await history.getByRole('button', { name: 'Undo…' }).click()
  await apply(page, /^Undo$/)
  await expect(page.getByRole('contentinfo')).toContainText('67 nodes')
  await page.getByRole('button', { name: 'History', exact: true }).first().click()
  await expect(history.getByText('undone')).toBeVisible()
})

test('what a change took away is kept in a store that opens like any other', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1-runtime/coding-chat')] })
  await openPruneLens(page)
  await page.getByRole('button', { name: 'Choose 24 copies' }).click()
  await apply(page, 'Tombstone 24 nodes')
  await page.getByRole('button', { name: 'History', exact: true }).first().click()
  await page.getByRole('button', { name: 'Open what was kept' }).click()
  await expect(page.getByRole('contentinfo')).toContainText('24 nodes')
})
