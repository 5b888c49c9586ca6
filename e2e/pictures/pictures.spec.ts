import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, type Inspector, type LaunchOptions, test } from '../app'

type Theme = 'dark' | 'light'

/** The sample session, its welcome note already dismissed, in a theme. */
async function openSample(
  launch: (options?: LaunchOptions) => Promise<Inspector>,
  theme: Theme,
  options: LaunchOptions = {}
): Promise<Page> {
  const first = await launch(options)
  await first.app.close()
  const settings = { theme, seenWelcome: true }
  await writeFile(join(first.data, 'settings.json'), JSON.stringify(settings))
  const { page } = await launch({ ...options, data: first.data })
  await expect(page.getByRole('contentinfo')).toContainText(/findings?/)
  return page
}

async function keep(page: Page, name: string): Promise<void> {
  await expect(page.getByText('Reading…')).toHaveCount(0)
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: `docs/images/${name}.png`, animations: 'disabled' })
}

async function lens(page: Page, name: 'Browse' | 'Prune' | 'Cost'): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click()
}

/** Selects the leaf; keys do nothing until the graph has arrived. */
async function toLeaf(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('End')
    await expect(page.getByText('The head points at it')).toBeVisible({ timeout: 1000 })
  }).toPass()
}

/** Goes to the session's abandoned branches, where there is most to see. */
async function toBranches(page: Page): Promise<void> {
  await toLeaf(page)
  await page.keyboard.press('o')
}

test('browse', async ({ launch }) => {
  const page = await openSample(launch, 'dark')
  await toBranches(page)
  await expect(page.getByText('Orphan branch of 6 nodes')).toBeVisible()
  await page.keyboard.press('o')
  await expect(page.getByText('Orphan branch of 3 nodes')).toBeVisible()
  await keep(page, 'browse-dark')
})

test('runs', async ({ launch }) => {
  const page = await openSample(launch, 'light')
  await toBranches(page)
  await page.getByRole('button', { name: 'Runs' }).click()
  await keep(page, 'runs-light')
})

test('prune', async ({ launch }) => {
  const page = await openSample(launch, 'dark')
  await toBranches(page)
  await lens(page, 'Prune')
  await page.getByRole('button', { name: 'Runs' }).click()
  await page.getByRole('button', { name: /Choose \d+ copies/ }).click()
  await expect(page.getByRole('button', { name: /^Tombstone/ })).toBeVisible()
  await keep(page, 'prune-dark')
})

test('cost', async ({ launch }) => {
  const page = await openSample(launch, 'light')
  await lens(page, 'Cost')
  await page.keyboard.press('l')
  await keep(page, 'cost-light')
})

test('reader', async ({ launch }) => {
  const page = await openSample(launch, 'dark')
  await toLeaf(page)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Transcript' })).toBeVisible()
  await keep(page, 'reader-dark')
})

test('damage', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1/undecodable-middle')] })
  await page
    .getByRole('contentinfo')
    .getByText(/findings?$/)
    .click()
  await keep(page, 'damaged')
})

test('small', async ({ launch }) => {
  const page = await openSample(launch, 'dark', { width: 1024, height: 700 })
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await keep(page, 'browse-small')
})
