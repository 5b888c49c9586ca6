import { dirname, join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { fixture, readFixtureFile } from '../src/main/testing/fixtures'
import { expect, expectAccessible, test } from './app'

const ledgerOf = (page: Page) => page.getByRole('region', { name: 'Ledger', exact: true })
const lines = (page: Page) => ledgerOf(page).getByRole('grid').getByRole('row')
const popover = (page: Page) => page.getByRole('dialog', { name: 'What this figure is made of' })

async function openCost(page: Page): Promise<void> {
  await expect(page.getByRole('contentinfo')).toContainText('on path')
  await page.getByRole('button', { name: 'Cost', exact: true }).click()
  await ledgerOf(page)
    .getByRole('button', { name: /^Ledger/ })
    .click()
  await expect(ledgerOf(page).getByRole('grid')).toBeVisible()
}

const clipboard = (app: ElectronApplication): Promise<string> =>
  app.evaluate(({ clipboard: board }) => board.readText())

test('a total leads to its rows, its arithmetic and the price that was used', async ({ launch }) => {
  const { page } = await launch()
  await openCost(page)
  await lines(page).filter({ hasText: 'Family' }).getByRole('gridcell').nth(6).click()
  await expect(popover(page)).toContainText('Added up from')
  const parts = popover(page).getByRole('listitem')
  await expect(parts).toHaveCount(4)
  const [first, second] = [await parts.nth(0).boundingBox(), await parts.nth(1).boundingBox()]
  expect(second?.y).toBe((first?.y ?? 0) + (first?.height ?? 0))
  await popover(page).getByRole('button', { name: 'C · turn · gpt-5-mini' }).click()
  await expect(popover(page)).toContainText('Output')
  await expect(popover(page)).toContainText('$2.00 / M')
  await popover(page).getByRole('button', { name: 'Price used: gpt-5-mini' }).click()
  await expect(popover(page)).toContainText('openai/gpt-5-mini')
  await expect(popover(page)).toContainText('@pydantic/genai-prices')
  await popover(page).getByRole('button', { name: '1 ledger row' }).click()
  await popover(page).getByRole('button', { name: 'C · turn · gpt-5-mini' }).click()
  await expect(popover(page)).toContainText('1 row of usage_deltas')
  await expect(popover(page).getByRole('table', { name: 'Stored rows' })).toContainText('12,419')
})

test('a family is added up without counting its agents twice, and the panel says why', async ({ launch }) => {
  const { page } = await launch()
  await openCost(page)
  const inspector = page.getByRole('region', { name: 'Inspector' })
  await expect(inspector.getByRole('heading', { name: 'Family cost' })).toBeVisible()
  await expect(inspector).toContainText('Own rows of 4 sessions')
  await expect(inspector).toContainText('Root: 179,515 in = 12,421 (A) + 154,675 (B) + 12,419 (C)')
  await expect(lines(page).filter({ hasText: 'counted in agent A' })).toContainText('not added again')
  await expect(inspector).toContainText('Money is not attributed to nodes')
  await expect(inspector).toContainText('when a row was used')
  await inspector.getByRole('button', { name: 'Review src/limits' }).click()
  await expect(page.getByRole('button', { name: /^Review src\/limits/ }).first()).toBeVisible()
  await expect(inspector.getByRole('row', { name: /Review src\/limits/ })).toHaveClass('strong')
})

test('the session of an agent is reached from its call and opened by keyboard alone', async ({ launch }) => {
  const { page } = await launch()
  await openCost(page)
  await page.keyboard.press('/')
  const search = page.getByRole('dialog', { name: 'Search in the store' })
  await search.getByLabel('Search in the store').fill('spawn_agent')
  await search.getByLabel('Kind of node').selectOption('Tool call')
  await search.getByLabel('Place').selectOption('on the path')
  await expect(search.getByRole('option', { name: 'spawn_agent' })).toHaveCount(2)
  await search.getByLabel('Search in the store').press('Enter')
  await expect(search).toBeHidden()
  const agents = page.getByRole('treeitem', { name: /^Agent session/ })
  await expect(agents.first()).toBeVisible()
  const tree = page.getByRole('tree', { name: 'Session graph' })
  await tree.focus()
  await page.keyboard.press('ArrowRight')
  const reached = page.locator('.agent-card:focus')
  await expect(reached).toHaveCSS('outline-style', 'solid')
  await expect(reached).toBeInViewport({ ratio: 1 })
  await expectAccessible(page)
  await page.keyboard.press('ArrowLeft')
  await expect(tree).toBeFocused()
  await expect(tree.getByRole('treeitem', { selected: true })).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('ArrowRight')
  const title = await reached.getAttribute('title')
  expect(title).toMatch(/^Opens the store of agent [ABC]$/)
  await page.keyboard.press('Enter')
  const shown = page.getByRole('tree', { name: 'Sessions' }).getByRole('treeitem', { selected: true })
  await expect(shown).not.toHaveAttribute('title', /sample\.db$/)
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('Family cost')
})

test('an unknown model has no price until the user gives it one, which is shown as theirs', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1-runtime/coding-chat')] })
  await openCost(page)
  const cost = lines(page).filter({ hasText: 'turn' }).getByRole('gridcell').nth(6)
  await expect(cost).toHaveText('no price')
  await page.getByRole('button', { name: 'Set a price for acme/large-3' }).click()
  const dialog = page.getByRole('dialog', { name: 'Price of acme/large-3' })
  await expect(dialog.getByLabel('Input')).toBeFocused()
  await dialog.getByRole('button', { name: 'Use it' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Give a price')
  await dialog.getByLabel('Input').fill('3')
  await dialog.getByLabel('Output').fill('15')
  await dialog.getByLabel('Cache reads').fill('0.3')
  await dialog.getByLabel('Cache reads').press('Enter')
  // 6,294 × 3 + 44,544 × 0.3 + 1,054 × 15 µUSD; low: all 50,838 as cached
  await expect(cost).toHaveText('$0.0311 – $0.0481')
  await cost.click()
  await expect(popover(page)).toContainText('The price is one you have set.')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Remove the price of acme/large-3' }).click()
  await expect(cost).toHaveText('no price')
})

test('a model can be free, and then says so', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1-runtime/coding-chat')] })
  await openCost(page)
  await page.getByRole('button', { name: 'Set a price for acme/large-3' }).click()
  const dialog = page.getByRole('dialog', { name: 'Price of acme/large-3' })
  await dialog.getByRole('button', { name: 'Free or local' }).click()
  await dialog.getByRole('button', { name: 'Use it' }).click()
  await expect(lines(page).filter({ hasText: 'turn' })).toContainText('$0.0000')
  await expect(page.getByRole('list', { name: 'Prices you have set' })).toContainText('free or local')
})

test('the CSV is what is on screen, as it is sorted and filtered', async ({ launch }) => {
  const { app, page } = await launch()
  await openCost(page)
  await page.getByRole('columnheader', { name: 'Input' }).click()
  await page.getByRole('button', { name: 'Copy CSV' }).click()
  await expect(page.getByText('Copied the lines on screen as CSV')).toBeVisible()
  const csv = (await clipboard(app)).trimEnd().split('\r\n').map(cellsOf)
  const shown = await lines(page).evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll('[data-cell]')].map((cell) => cell.textContent ?? ''))
  )
  // CSV has the ends of a cost in µUSD beside its words, and no separators in counts
  const words = csv.map((cells) => [...cells.slice(0, 8), ...cells.slice(-1)])
  const plain = shown.map((cells) =>
    cells.map((text, at) => (at > 1 && at < 7 ? text.replaceAll(',', '') : text))
  )
  expect(words).toEqual(plain)
  await page.getByRole('searchbox', { name: 'Filter the ledger' }).fill('gpt')
  await page.getByRole('button', { name: 'Copy CSV' }).click()
  await expect.poll(async () => (await clipboard(app)).trimEnd().split('\r\n').length).toBe(3)
})

test('a heading that sorts is not cut, in a small window either', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1-runtime/coding-chat')], width: 1024, height: 700 })
  await openCost(page)
  const headings = page.getByRole('columnheader')
  for (const heading of await headings.all()) {
    await heading.click()
    await expect(heading).toHaveAttribute('aria-sort', /ascending|descending/)
    const cut = await heading
      .locator('.cut')
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
    expect(cut, `${await heading.textContent()} is cut`).toBe(false)
  }
})

test('the ledger adds up to lash’s usage report where no row is a mirror', async ({ launch, store }) => {
  const name = 'a1-runtime/coding-chat'
  const usage = reportedUsage(readFixtureFile(fixture(name), 'core.json'))
  const { page } = await launch({ paths: [store(name)] })
  await openCost(page)
  const figures = [usage.input_tokens, usage.cached_input_tokens, usage.output_tokens, usage.reasoning_tokens]
  for (const row of ['Usage report', 'This session']) {
    for (const figure of figures) {
      await expect(lines(page).filter({ hasText: row })).toContainText(figure?.toLocaleString('en-US') ?? '')
    }
  }
  await expect(lines(page).filter({ hasText: 'Usage report' })).toContainText(
    `${usage.total_tokens?.toLocaleString('en-US')} total`
  )
})

test('everything in the ledger can be done by keyboard', async ({ launch }) => {
  const { page } = await launch()
  await expect(page.getByRole('contentinfo')).toContainText('on path')
  await page.getByRole('button', { name: 'Cost', exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('l')
  const grid = ledgerOf(page).getByRole('grid')
  await expect(grid).toBeVisible()
  await page.getByRole('button', { name: 'JSON…' }).focus()
  await page.keyboard.press('Tab')
  await expect(grid.locator(':focus')).toHaveAttribute('data-cell', '0:0')
  for (let step = 0; step < 7; step++) await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await expect(popover(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(popover(page)).toBeHidden()
  await expect(grid.locator(':focus')).toHaveAttribute('data-cell', '0:7')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('columnheader', { name: 'Cost' })).toHaveAttribute(
    'aria-sort',
    /ascending|descending/
  )
})

test('one session at two times is compared, and the wrong way round is explained', async ({
  launch,
  store
}) => {
  const folder = dirname(store('a1-runtime/crash-mid-turn'))
  const { page } = await launch({ paths: [join(folder, 'store.db')] })
  await openCost(page)
  const inspector = page.getByRole('region', { name: 'Inspector' })
  await expect(inspector).toContainText('1 turn has no row')
  await expect(inspector).toContainText('after-crash.db holds another state of this session')
  await inspector.getByRole('button', { name: 'Compare…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Compare ledgers' })
  await dialog.getByLabel('Earlier').selectOption({ label: 'after-crash.db' })
  await expect(dialog.getByRole('row', { name: /^Gained/ })).toContainText('+1,450')
  await dialog.getByRole('button', { name: 'Swap the sides' }).click()
  await expect(dialog.getByRole('alert')).toContainText('holds less than the first')
})

for (const theme of ['dark', 'light', 'high contrast'] as const) {
  test(`the Cost lens is accessible in the ${theme} theme`, async ({ launch }) => {
    const { page } = await launch()
    await page.getByRole('button', { name: 'Search and commands' }).click()
    await page.getByRole('combobox').fill(`Theme: ${theme}`)
    await page.keyboard.press('Enter')
    await openCost(page)
    await expect(page.getByText('Shares of the high end')).toBeVisible()
    await expectAccessible(page)
    await lines(page).nth(1).getByRole('gridcell').nth(6).click()
    await expect(popover(page)).toContainText('Sum')
    await expectAccessible(page)
    await popover(page).getByRole('button', { name: 'Stored rows' }).click()
    await expectAccessible(page)
  })
}

test('at 1024×700 the cost panel floats and the ledger fits', async ({ launch }) => {
  const { page } = await launch({ width: 1024, height: 700 })
  await openCost(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1024)
  const grid = ledgerOf(page).getByRole('grid')
  expect(await grid.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
  await page.getByRole('button', { name: 'Inspector', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Family cost' })).toBeVisible()
  await expectAccessible(page)
})

for (const [width, height] of [
  [1440, 900],
  [1024, 700]
] as const) {
  test(`at ${width}×${height} every word of the ledger stands whole in its cell, clear of its neighbours`, async ({
    launch
  }) => {
    const { page } = await launch({ width, height })
    await openCost(page)
    for (const [scope, last] of [
      ['Family', 'Family'],
      ['This session', 'Usage report']
    ] as const) {
      await ledgerOf(page).getByRole('button', { name: scope }).click()
      await expect(lines(page).last()).toContainText(last)
      await expect.poll(() => misfits(page)).toEqual([])
    }
  })
}

/** Cells whose words are cut short, leave the cell or reach into those of the cell before. */
function misfits(page: Page): Promise<string[]> {
  return lines(page).evaluateAll((rows) =>
    rows.flatMap((row) => {
      let end = 0
      return [...row.querySelectorAll('[data-cell]')].flatMap((cell) => {
        const text = cell.textContent ?? ''
        if (text === '') return []
        const box = cell.getBoundingClientRect()
        const range = document.createRange()
        range.selectNodeContents(cell)
        const words = range.getBoundingClientRect()
        const whole = [...cell.querySelectorAll('.cut')].every((cut) => cut.scrollWidth <= cut.clientWidth)
        const fits = whole && words.left >= Math.max(box.left, end) && words.right <= box.right
        end = words.right
        return fits ? [] : [text]
      })
    })
  )
}

const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ''
  )

function reportedUsage(core: string): Readonly<Record<string, number>> {
  const stores = JSON.parse(core) as Record<
    string,
    { sessions: Record<string, { usage: { usage: Record<string, number> } }> }
  >
  const [session] = Object.values(stores['store.db']?.sessions ?? {})
  return session?.usage.usage ?? {}
}

test('in a small window the Cost lens shows what is clicked on, and the costs again from there', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1-runtime/coding-chat')], width: 1024, height: 700 })
  await expect(page.getByRole('contentinfo')).toContainText('67 nodes')
  await page.getByRole('button', { name: 'Cost', exact: true }).click()
  await page.getByRole('treeitem', { name: /finish_report/ }).click()
  const inspector = page.getByRole('region', { name: 'Inspector' })
  await expect(inspector).toContainText('Links')
  await inspector.getByRole('button', { name: 'Cost' }).click()
  await expect(inspector).toContainText('Session cost')
})
