import type { ElectronApplication, Page } from '@playwright/test'
import type { Rectangle } from 'electron'
import { expect, expectAccessible, test } from './app'

const grounds = { dark: 'rgb(22, 19, 17)', light: 'rgb(250, 248, 245)', contrast: 'rgb(0, 0, 0)' } as const
const names = { dark: 'dark', light: 'light', contrast: 'high contrast' } as const

async function run(page: Page, command: string): Promise<void> {
  await page.getByRole('button', { name: 'Search and commands' }).click()
  await page.getByRole('combobox').fill(command)
  await page.keyboard.press('Enter')
}

for (const theme of ['dark', 'light', 'contrast'] as const) {
  test(`the ${names[theme]} theme is drawn in its colours and is accessible in the main states`, async ({
    launch,
    store
  }) => {
    const { page } = await launch({ paths: [store('a1-runtime/coding-chat')] })
    await expect(page.getByRole('contentinfo')).toContainText('24 copies')
    await run(page, `Theme: ${names[theme]}`)
    await expect(page.locator('body')).toHaveCSS('background-color', grounds[theme])
    await expectAccessible(page)
    await page.keyboard.press('End')
    await expect(page.getByText('The head points at it')).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await expect(
      page.getByRole('region', { name: 'Transcript' }).getByText('Finish with the report')
    ).toBeVisible()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('l')
    await expect(page.getByRole('row', { name: 'Usage report' })).toBeVisible()
    await page.getByRole('button', { name: 'Prune' }).click()
    await expectAccessible(page)
  })
}

test('findings, palette, keys and legend are accessible', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1/undecodable-middle')] })
  await page
    .getByRole('contentinfo')
    .getByText(/findings?$/)
    .click()
  await expect(page.getByRole('heading', { name: 'Findings' }).first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Search and commands' }).click()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.locator('body').press('?')
  const keys = page.getByRole('dialog', { name: 'All keys' })
  await expect(keys.getByRole('heading', { name: 'With the mouse' })).toBeAttached()
  await expect(keys.getByText('Next orphan branch')).toBeAttached()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.locator('body').press('/')
  await expect(page.getByRole('dialog', { name: 'Search in the store' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await run(page, 'What is seen here')
  await expect(page.getByRole('dialog', { name: 'What is seen here' })).toBeVisible()
  await expectAccessible(page)
})

/** Whether anything is drawn in a part of the window, and whether any of it is blue: our neutrals are warm. */
function coloursIn(app: ElectronApplication, part: Rectangle): Promise<{ signed: boolean; blue: boolean }> {
  return app.evaluate(async ({ BrowserWindow }, rectangle) => {
    const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage(rectangle)
    const bitmap = image?.toBitmap() ?? Buffer.alloc(0)
    const drawn = { signed: false, blue: false }
    for (let at = 0; at < bitmap.length; at += 4) {
      const [blue = 0, green = 0, red = 0] = bitmap.subarray(at, at + 3)
      if (Math.abs(red - (bitmap[2] ?? 0)) > 60) drawn.signed = true
      if (blue > Math.max(red, green) + 10) drawn.blue = true
    }
    return drawn
  }, part)
}

for (const theme of ['dark', 'light'] as const) {
  test(`a search field is emptied by a sign in our own colours in the ${theme} theme`, async ({
    launch,
    store
  }) => {
    const { app, page } = await launch({ paths: [store('a1/linear-chat')] })
    await expect(page.getByRole('contentinfo')).toContainText('on path')
    await run(page, `Theme: ${theme}`)
    await expect(page.locator('body')).toHaveCSS('background-color', grounds[theme])
    await page.keyboard.press('/')
    const field = page.getByRole('combobox', { name: 'Search in the store' })
    await field.fill('a')
    const box = await field.boundingBox()
    const [x, y] = [(box?.width ?? 0) - 22, (box?.height ?? 0) / 2]
    const [left, top] = [(box?.x ?? 0) + x, (box?.y ?? 0) + y]
    const sign = { x: Math.round(left) - 10, y: Math.round(top) - 10, width: 20, height: 20 }
    await expect.poll(() => coloursIn(app, sign)).toEqual({ signed: true, blue: false })
    await field.click({ position: { x, y } })
    await expect(field).toHaveValue('')
  })
}

test('at 1024×700 the sidebar is a rail, the inspector floats, and nothing scrolls sideways', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1-runtime/coding-chat')], width: 1024, height: 700 })
  await expect(page.getByRole('contentinfo')).toContainText('67 nodes')
  await expect(page.getByRole('tree', { name: 'Sessions' })).toBeHidden()
  await page.keyboard.press('End')
  const inspector = page.getByRole('region', { name: 'Inspector' })
  await expect(inspector.getByText('The head points at it')).toBeVisible()
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide).toBe(1024)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Close the inspector' }).click()
  await expect(inspector).toBeHidden()
  await page.getByRole('button', { name: 'Sessions', exact: true }).click()
  await expect(page.getByRole('tree', { name: 'Sessions' })).toBeVisible()
})
