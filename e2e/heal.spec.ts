import { expect, expectAccessible, test } from './app'
import { apply, changeStore, generateStore, runCommand, verified } from './change'

test('a lost leaf is healed with a head that the user chooses', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1/leaf-missing')] })
  await page.getByRole('button', { name: 'Heal the head' }).click()
  const doctor = page.getByRole('region', { name: 'Head doctor' })
  const leaves = doctor.getByRole('radio')
  await expect(leaves.first()).toBeVisible()
  await expect(doctor.getByText('as lash would')).toBeVisible()
  await leaves.nth(1).check()
  await expect(doctor.getByRole('button', { name: 'Repair the head' })).toBeEnabled()
  await expectAccessible(page)
  await apply(page, 'Repair the head')
  await expect(page.getByRole('contentinfo')).toContainText(/\d+ on path/)
})

const loseLeaf = `
  const { head_json } = db.prepare('SELECT head_json FROM session_head').get()
  const head = { ...JSON.parse(head_json), leaf_node_id: 'nowhere' }
  db.prepare('UPDATE session_head SET head_json = ?').run(JSON.stringify(head))`

test('in a large store the looking for leaves tells how far it has come, is stopped, and taken up again', async ({
  launch
}, testInfo) => {
  const path = testInfo.outputPath('large.db')
  // above 200,000 rows leaves are ranked from columns, which takes seconds before the rows are verified
  await generateStore(path, 'dust', 205_000)
  await changeStore(path, loseLeaf)
  const { page } = await launch({ paths: [path] })
  await page.getByRole('button', { name: 'Heal the head' }).click()
  const doctor = page.getByRole('region', { name: 'Head doctor' })
  const progress = doctor.getByRole('status')
  await expect(progress).toContainText(/[\d,]+ of 205,000/)
  await expect(progress.getByRole('progressbar')).toBeVisible()
  await progress.getByRole('button', { name: 'Stop' }).click()
  await expect(doctor.getByRole('alert')).toContainText('because it was stopped')
  await expectAccessible(page)
  await doctor.getByRole('button', { name: 'Look again' }).click()
  await expect(progress).toContainText(/[\d,]+ of 205,000/)
})

test('the head is moved to a node from its menu, and to before it', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1/retries')] })
  await verified(page)
  await page.getByRole('tree', { name: 'Session graph' }).focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowUp')
  await page.getByRole('button', { name: 'More for this node' }).click()
  await page.getByRole('menuitem', { name: 'Move the head here…' }).click()
  const plan = page.getByRole('region', { name: 'Plan' })
  await expect(plan.getByRole('button', { name: 'Move the head' })).toBeEnabled()
  await plan.getByRole('button', { name: 'Keep it whole' }).click()
  await expect(plan.getByRole('list', { name: 'Warnings' })).toBeVisible()
  await plan.getByRole('button', { name: 'To before it' }).click()
  await apply(page, 'Move the head')
  await page.getByRole('button', { name: 'Undo…' }).click()
  await apply(page, /^Undo$/)
})

test('what the model shall see next is picked from the path, and the old path stays as a branch', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1/linear-chat')] })
  await expect(page.getByRole('contentinfo')).toContainText('on path')
  await runCommand(page, 'Choose what the model shall see next…')
  const list = page.getByRole('listbox', { name: 'Messages and calls, in order' })
  await list.focus()
  await page.keyboard.press('Space')
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Preview a context of/ }).click()
  await apply(page, 'Set the context')
  await expect(page.getByRole('contentinfo')).toContainText(/orphans? in/)
})

test('a message is appended after its plan has been seen', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1/linear-chat')] })
  await expect(page.getByRole('contentinfo')).toContainText('on path')
  await runCommand(page, 'Append a message, an event or a plugin node…')
  await page.getByRole('textbox', { name: 'Text' }).fill('One more thing.')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Preview' }).click()
  await apply(page, /^Append/)
})

test('the session state is exported with its secrets masked', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1/linear-chat')] })
  await expect(page.getByRole('contentinfo')).toContainText('on path')
  await runCommand(page, 'Export the session state…')
  const dialog = page.getByRole('dialog', { name: 'Export the session state' })
  await expect(dialog.getByRole('region', { name: 'The state' })).toContainText('{')
  await expect(dialog.getByRole('checkbox')).not.toBeChecked()
  await dialog.getByRole('button', { name: 'Persisted session state' }).click()
  await expect(dialog.getByRole('region', { name: 'The state' })).toContainText('{')
  await expectAccessible(page)
})

test('a head is moved out of a loop, and back into it only with an explicit yes', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1/cycle-at-leaf')], width: 1024, height: 700 })
  const status = page.getByRole('contentinfo')
  await status.getByText('path never ends: loop').click()
  await page.getByRole('region', { name: 'Inspector' }).getByRole('button', { name: 'Heal the head' }).click()
  await page.getByRole('region', { name: 'Head doctor' }).getByRole('radio').first().check()
  await apply(page, 'Move the head')
  await expect(status).toContainText('4 on path')
  await page.getByRole('button', { name: 'Undo…' }).click()
  const plan = page.getByRole('region', { name: 'Plan' })
  await expect(plan.getByRole('list', { name: 'Warnings' })).toContainText('run in a loop (loop-a → loop-b)')
  const undo = plan.getByRole('button', { name: /^Undo$/ })
  await expect(undo).toBeDisabled()
  await expectAccessible(page)
  await plan.getByRole('checkbox', { name: 'I know that lash hangs on this store then' }).check()
  await apply(page, /^Undo$/)
  await expect(status).toContainText('path never ends: loop')
})
