import { expect, test } from './app'

test('the window opens on its own page, and that page can go nowhere', async ({ launch }) => {
  const { page } = await launch()
  await expect(page).toHaveTitle('Lash Inspector')
  expect(page.url()).toBe('app://inspector/index.html')
  const opened = await page.evaluate(() => window.open('https://example.test') === null)
  expect(opened).toBe(true)
  const nodeIsHidden = await page.evaluate(() => typeof Reflect.get(window, 'require') === 'undefined')
  expect(nodeIsHidden).toBe(true)
})
