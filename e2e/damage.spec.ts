import { expect, test } from './app'

test('a missing leaf is said in the status bar and explained with what each way of opening does', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1/leaf-missing')] })
  await page.getByRole('contentinfo').getByText('no path: leaf not stored').click()
  const inspector = page.getByRole('region', { name: 'Inspector' })
  await expect(inspector).toContainText('which is not stored: there is no active path')
  await expect(inspector.getByRole('row', { name: /Path loaded, parked/ })).toContainText('9 (all)')
  await expect(inspector).toContainText('Leaf missing')
})

test('a loop of parents neither hangs the app nor is hidden', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1/cycle-at-leaf')] })
  await expect(page.getByRole('contentinfo')).toContainText('path never ends: loop')
  await page.keyboard.press('f')
  const inspector = page.getByRole('region', { name: 'Inspector' })
  await expect(inspector).toContainText('The runtime would hang')
  await inspector.getByRole('button', { name: 'loop-a', exact: true }).click()
  await expect(inspector.getByRole('heading', { name: 'User' })).toBeVisible()
})

for (const name of ['a1/not-sqlite', 'a1/truncated', 'a1/v-unknown', 'a1/foreign']) {
  test(`${name} opens or is refused with one clear sentence, and the app stays usable`, async ({
    launch,
    store
  }) => {
    const { page } = await launch({ paths: [store(name)] })
    const refused = page.getByRole('alert')
    const opened = page.getByRole('contentinfo').getByText(/findings?$/)
    await expect(refused.or(opened).first()).toBeVisible()
    await page.keyboard.press('ControlOrMeta+k')
    await page.getByRole('combobox').fill('sample')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('contentinfo')).toContainText('172 nodes')
  })
}
