import { expect, test } from './app'

test('a tool call shows what it was given, what came back and the stored JSON', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1-runtime/coding-chat')] })
  const inspector = page.getByRole('region', { name: 'Inspector' })
  await expect(page.getByRole('contentinfo')).toContainText('67 nodes')
  // by then the canvas draws the whole graph; before, Home waits for the root, and another key takes its place
  await expect(page.getByRole('contentinfo')).toContainText(/findings?/)
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(inspector.getByRole('heading', { name: 'read_file' })).toBeVisible()
  await expect(inspector.getByRole('figure', { name: 'Arguments of the call' })).toContainText('ports.toml')
  await expect(inspector.getByRole('figure', { name: 'Result of the call' })).toContainText('[http]')
  await inspector.getByRole('button', { name: 'Raw JSON' }).click()
  await expect(inspector.getByRole('figure', { name: 'Raw JSON' })).toContainText('"call_id"')
})

test('the reader shows the branch as a transcript, and leaves with Escape', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1-runtime/coding-chat')] })
  await expect(page.getByRole('contentinfo')).toContainText('67 nodes')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  const reader = page.getByRole('region', { name: 'Reader' })
  await expect(reader.getByRole('heading', { name: 'Path to the leaf' })).toBeVisible()
  await expect(reader).toContainText('43 nodes · 6 turns')
  await expect(reader.getByText('Finish with the report')).toBeVisible()
  await reader.getByRole('button', { name: 'Tools' }).click()
  await expect(reader.getByRole('button', { name: /finish_report/ })).toBeHidden()
  await reader.getByRole('button', { name: 'Tools' }).click()
  await reader.getByRole('button', { name: /finish_report/ }).click()
  await expect(reader.getByRole('figure', { name: 'Arguments of the call' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(reader).toBeHidden()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await expect(reader.getByRole('heading', { name: 'Path to the leaf' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('o')
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText(/Branch of copies/)
  await page.keyboard.press('Enter')
  await expect(reader.getByRole('heading', { name: 'Branch off the path' })).toBeVisible()
})

for (const steps of [0, 3]) {
  test(`the canvas stands where it stood before the reader was opened, ${steps} cards above the leaf`, async ({
    launch,
    store
  }) => {
    const { page } = await launch({ paths: [store('a1-runtime/coding-chat')] })
    await expect(page.getByRole('contentinfo')).toContainText('67 nodes')
    const card = page.locator('.canvas .card.selected')
    await page.keyboard.press('End')
    await expect(page.getByText('The head points at it')).toBeVisible()
    for (let step = 0; step < steps; step++) await page.keyboard.press('ArrowUp')
    await expect(card).toBeInViewport({ ratio: 1 })
    const before = await card.boundingBox()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('region', { name: 'Transcript' })).toBeVisible()
    await expect(page.locator('.canvas .run.selected')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('region', { name: 'Reader' })).toBeHidden()
    await expect.poll(() => card.boundingBox()).toEqual(before)
  })
}

test('the head shows revision, config, checkpoint and its blobs, decoded', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1-runtime/coding-chat')] })
  await page.getByRole('contentinfo').getByText('revision 16').click()
  const inspector = page.getByRole('region', { name: 'Inspector' })
  await expect(inspector.getByRole('heading', { name: 'Head', exact: true })).toBeVisible()
  await expect(inspector).toContainText('acme/large-3')
  await inspector.getByRole('button', { name: 'Checkpoint manifest' }).click()
  await expect(inspector.getByRole('figure', { name: 'Checkpoint manifest' })).toContainText('turn_state')
})

test('residency tells what a resumed runtime would hold and what its next commit would do', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1-runtime/coding-chat')] })
  await expect(page.getByRole('contentinfo')).toContainText('67 nodes')
  await page.getByRole('button', { name: 'Prune' }).click()
  const bar = page.getByRole('region', { name: 'Residency', exact: true })
  await expect(bar).toContainText('67 nodes')
  await bar.getByRole('button', { name: 'Active path' }).click()
  await expect(bar).toContainText('43 nodes')
  await expect(bar).toContainText('Parking deletes 0 rows, the next turn 24 rows')
})
