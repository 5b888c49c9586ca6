import { readFile, writeFile } from 'node:fs/promises'
import { expect, expectAccessible, test } from './app'
import { holdStore } from './change'

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

test('a store that another program holds locked is refused with its name, and opens when that has ended', async ({
  launch,
  store
}) => {
  const path = store('a1/linear-chat')
  const writing = await holdStore(
    path,
    `db.exec('PRAGMA journal_mode=DELETE; PRAGMA cache_size=1; BEGIN EXCLUSIVE')
     db.exec("UPDATE graph_nodes SET node_json = node_json || ' '")`
  )
  const { page } = await launch({ paths: [path], width: 1024, height: 700 })
  const refused = page.getByRole('alert')
  await expect(refused).toContainText(
    new RegExp(`\\(process ${writing.pid}\\) holds the store locked, so it cannot be read now`)
  )
  await expectAccessible(page)
  const gone = new Promise((resolve) => writing.once('exit', resolve))
  writing.kill()
  await gone
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('contentinfo')).toContainText('6 nodes')
})

test('of a store with a broken page the end of the path is shown, with what is wrong, and a way on', async ({
  launch,
  store
}) => {
  const path = store('a1/medium')
  const bytes = await readFile(path)
  const page644 = 644 * 4096
  await writeFile(path, bytes.fill(0x5a, page644, page644 + 4096))
  const { page } = await launch({ paths: [path], width: 1024, height: 700 })
  const banner = page.getByRole('region', { name: 'Not all rows can be read' })
  await expect(banner).toContainText('SQLite finds the database damaged')
  await expect(page.getByRole('contentinfo')).toContainText('rows not readable')
  await banner.getByRole('button', { name: 'What to do' }).click()
  await expect(page.getByRole('alert')).toContainText('sqlite3 copy.db .recover')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(banner).toBeVisible()
})
