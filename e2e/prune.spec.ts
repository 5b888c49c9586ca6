import { join } from 'node:path'
import { expect, expectAccessible, test } from './app'
import { apply, changeStore, holdStore, openPruneLens } from './change'

test('a branch is chosen by hand, tombstoned after a look at the plan, and brought back by its undo', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1-runtime/branching')] })
  await openPruneLens(page)
  const rows = page.getByRole('grid', { name: 'Branches' }).getByRole('row')
  await rows.filter({ hasText: 'only here' }).first().getByRole('gridcell').first().click()
  const plan = page.getByRole('region', { name: 'Plan' })
  await expect(plan.getByText('No other writer, store is at rest')).toBeVisible()
  await expect(plan.getByRole('button', { name: /^Tombstone \d+ nodes$/ })).toBeEnabled()
  await expectAccessible(page)
  await apply(page, /^Tombstone \d+ nodes$/)
  const status = page.getByRole('contentinfo')
  await expect(status).toContainText(/\d+ tombstones/)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Undo…' }).click()
  await apply(page, /^Undo$/)
  await expect(status).toContainText('no tombstones')
})

test('copies are one click, and turning the vacuum on deletes them in the same transaction', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1-runtime/coding-chat')] })
  await openPruneLens(page)
  await page.getByRole('button', { name: 'Choose 24 copies' }).click()
  await expect(page.getByRole('button', { name: 'Tombstone 24 nodes' })).toBeVisible()
  await page.getByRole('button', { name: /^Turn on/ }).click()
  await apply(page, 'Delete 24 nodes')
  await expect(page.getByRole('contentinfo')).toContainText('43 nodes')
})

test('a rule chooses, what exists only here asks for a look, and hidden rows are restored from their own list', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1-runtime/branching')] })
  await openPruneLens(page)
  await page.getByRole('button', { name: 'By rule' }).click()
  await page.getByRole('menuitem', { name: /^All of them/ }).click()
  const button = page.getByRole('button', { name: 'Tombstone 37 nodes' })
  await expect(button).toBeDisabled()
  await page.getByRole('checkbox', { name: 'Go on without looking' }).check()
  await apply(page, 'Tombstone 37 nodes')
  await page.getByRole('button', { name: 'Tombstoned 37' }).click()
  await page.getByRole('checkbox', { name: 'All that is listed' }).click()
  await apply(page, 'Restore 37 nodes')
  await expect(page.getByRole('contentinfo')).toContainText('no tombstones')
})

test('each look at a branch that exists only here leaves one less to go', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1/deep-branches')] })
  await openPruneLens(page)
  await page.getByRole('button', { name: 'By rule' }).click()
  await page.getByRole('menuitem', { name: /^All of them/ }).click()
  const look = page.getByRole('region', { name: 'Look first' })
  await expect(look).toContainText('Have a look first: 2 branches to go.')
  await look.getByRole('button', { name: 'Look' }).first().click()
  await expect(look).toContainText('Have a look first: 1 branch to go.')
})

test('list and canvas are one choice, by keyboard as well', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1/deep-branches')] })
  await openPruneLens(page)
  const grid = page.getByRole('grid', { name: 'Branches' })
  await grid.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: /^Tombstone/ })).toBeVisible()
  await expect(page.locator('.ghost').first()).toBeVisible()
  await page
    .locator('.ghost')
    .first()
    .click({ modifiers: ['Shift'] })
  await expect(page.locator('.ghost')).toHaveCount(0)
  await expect(grid.getByRole('row', { selected: true })).toHaveCount(0)
})

test('a store that another process holds is refused with its name, and nothing is changed', async ({
  launch,
  store
}) => {
  const path = store('a1-runtime/coding-chat')
  const { page } = await launch({ paths: [path] })
  await openPruneLens(page)
  await page.getByRole('button', { name: 'Choose 24 copies' }).click()
  const button = page.getByRole('button', { name: 'Tombstone 24 nodes' })
  await expect(button).toBeEnabled()
  const holder = await holdStore(
    path,
    "db.exec('BEGIN'); db.prepare('SELECT count(*) FROM graph_nodes').get()"
  )
  await button.click()
  const refused = page.getByRole('alert').filter({ hasText: 'has this store open, so nothing was changed' })
  await expect(refused).toBeVisible({ timeout: 30_000 })
  holder.kill()
  await expect(page.getByRole('contentinfo')).toContainText('no tombstones')
})

test('a plan that the store has moved away from is stale: it is made again, then applied', async ({
  launch,
  store
}) => {
  const path = store('a1-runtime/coding-chat')
  const { page } = await launch({ paths: [path] })
  await openPruneLens(page)
  await page.getByRole('button', { name: 'Choose 24 copies' }).click()
  const button = page.getByRole('button', { name: 'Tombstone 24 nodes' })
  await expect(button).toBeEnabled()
  await changeStore(path, "db.exec('UPDATE session_head SET head_revision = head_revision + 1')")
  await button.click()
  await expect(page.getByRole('alert')).toContainText('The store has moved on since the plan was made')
  await page.getByRole('button', { name: 'Plan again' }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await apply(page, 'Tombstone 24 nodes')
})

test('what the next commit would delete is said before it happens, in each residency', async ({
  launch,
  store
}) => {
  const path = join(store('a1-runtime/heal-trim-hazard'), '..', 'before.db')
  const { page } = await launch({ paths: [path] })
  await openPruneLens(page)
  await page.getByRole('button', { name: 'Active path', exact: true }).click()
  const hazard = page.getByRole('region', { name: 'Hazard' })
  await expect(hazard).toContainText('every row (27)')
  await expect(page.locator('.ghost').first()).toBeVisible()
  await expect(page.getByRole('region', { name: 'No path resolves' })).toBeVisible()
  await expectAccessible(page)
})

test('without a path pruning asks for an explicit yes, and healing is offered first', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1/leaf-missing')] })
  await openPruneLens(page)
  await page.getByRole('checkbox', { name: 'All that is listed' }).click()
  await expect(page.getByRole('button', { name: 'Heal the head first' })).toBeVisible()
  await page.getByRole('button', { name: 'Prune everything all the same' }).click()
  await expect(page.getByText('No path resolves: this prunes the whole session')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Tombstone/ })).toBeVisible()
})

test('the lens works in a small window', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1-runtime/branching')], width: 1024, height: 700 })
  await openPruneLens(page)
  await page.getByRole('button', { name: 'Choose 8 copies' }).click()
  await expect(page.getByRole('button', { name: 'Tombstone 8 nodes' })).toBeVisible()
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  expect(overflow).toBe(false)
  await expectAccessible(page)
})

test('rlm history is locked: it is kept unless asked twice, by its lock and by its box', async ({
  launch,
  store
}) => {
  const path = store('a1/rlm-mode')
  const first = '(SELECT node_id FROM graph_nodes ORDER BY seq LIMIT 1)'
  await changeStore(
    path,
    `db.exec("UPDATE session_head SET head_json = json_set(head_json, '$.leaf_node_id', ${first})")`
  )
  const { page } = await launch({ paths: [path] })
  await openPruneLens(page)
  const locked = page.getByRole('grid', { name: 'Branches' }).getByRole('row').filter({ hasText: 'locked' })
  const box = locked.first().getByRole('gridcell').first()
  await box.click()
  const question = page.getByRole('dialog', { name: 'Unlock the history of this session?' })
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Keep it' }).click()
  await expect(page.getByRole('button', { name: /^Tombstone/ })).toHaveCount(0)
  await box.click()
  await question.getByRole('button', { name: 'Unlock this branch' }).click()
  await expect(page.getByRole('button', { name: /^Tombstone/ })).toHaveCount(0)
  await page
    .getByRole('row')
    .filter({ hasText: 'Earlier trajectory' })
    .filter({ hasText: 'not chosen' })
    .first()
    .getByRole('gridcell')
    .first()
    .click()
  await expect(page.getByRole('button', { name: /^Tombstone/ })).toBeEnabled()
})

test('what a plan would take is drawn while the plan is in sight, and again when it comes back', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1-runtime/coding-chat')] })
  await expect(page.getByRole('contentinfo')).toContainText('24 copies')
  await page.getByRole('button', { name: 'Prune', exact: true }).click()
  await page.getByRole('button', { name: 'Choose 24 copies' }).click()
  await expect(page.getByRole('button', { name: 'Tombstone 24 nodes' })).toBeVisible()
  await page.keyboard.press('o')
  await expect(page.locator('.ghost').first()).toBeVisible()
  await page.getByRole('button', { name: 'Browse', exact: true }).click()
  await expect(page.locator('.ghost')).toHaveCount(0)
  await page.getByRole('button', { name: 'Prune', exact: true }).click()
  await expect(page.locator('.ghost').first()).toBeVisible()
})
