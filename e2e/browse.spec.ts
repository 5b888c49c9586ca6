import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, expectAccessible, test } from './app'

test('the first start opens the sample and says what is seen; dismissed once, the note stays away', async ({
  launch
}) => {
  const { page, data, app } = await launch()
  const welcome = page.getByRole('region', { name: 'Welcome' })
  await expect(welcome).toContainText('sample session')
  await expect(page.getByRole('contentinfo')).toContainText('172 nodes')
  await expect(page.getByRole('button', { name: 'no findings', exact: true })).toBeVisible()
  await welcome.getByRole('button', { name: 'Dismiss the welcome' }).click()
  await expect(welcome).toBeHidden()
  await app.close()
  const again = await launch({ data })
  await expect(again.page.getByRole('contentinfo')).toContainText('172 nodes')
  await expect(again.page.getByRole('region', { name: 'Welcome' })).toBeHidden()
})

test('by keyboard alone one walks from the root to the leaf', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1/linear-chat')] })
  const inspector = page.getByRole('region', { name: 'Inspector' })
  const onPath = page.getByRole('contentinfo').getByText(/on path$/)
  const nodes = Number((await onPath.innerText()).replace(' on path', ''))
  await page.keyboard.press('Home')
  await expect(inspector).toContainText('none: a root')
  for (let step = 1; step < nodes; step++) await page.keyboard.press('ArrowDown')
  await expect(inspector).toContainText('The head points at it')
  await page.keyboard.press('[')
  await expect(inspector).not.toContainText('The head points at it')
  await page.keyboard.press(']')
  await expect(inspector).toContainText('The head points at it')
})

test('copies of the runtime are folded into counted marks until every row is asked for', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1-runtime/coding-chat')] })
  const copies = page.getByRole('contentinfo').getByText(/24 copies/)
  await expect(copies).toHaveText('24 copies')
  await copies.click()
  await expect(copies).toHaveText('24 copies, shown')
})

test('a node is found by its id, and its links lead on', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1-runtime/coding-chat')] })
  const inspector = page.getByRole('region', { name: 'Inspector' })
  await expect(page.getByRole('contentinfo')).toContainText('67 nodes')
  await page.keyboard.press('End')
  await expect(inspector.getByText('The head points at it')).toBeVisible()
  await inspector
    .getByRole('button', { name: /^Copy m/ })
    .first()
    .click()
  await expect(page.getByRole('contentinfo')).toContainText('Copied the id')
  await page.getByRole('tree', { name: 'Session graph' }).press('Home')
  await expect(inspector).toContainText('none: a root')
  await page.locator('body').press('g')
  const id = page.getByRole('textbox', { name: 'Node id' })
  await id.fill('no-such-node')
  await id.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('No node of this store has that id')
  await id.press('ControlOrMeta+a')
  await id.press('ControlOrMeta+v')
  await id.press('Enter')
  await expect(inspector.getByText('The head points at it')).toBeVisible()
})

test('a folder lists its stores as families, damaged and foreign files among them', async ({
  launch,
  store
}) => {
  const folder = store('a1/family').replace(/\/[^/]*$/, '')
  const { page } = await launch({ paths: [folder] })
  const sessions = page.getByRole('tree', { name: 'Sessions' })
  await expect(sessions.getByRole('treeitem', { level: 3 }).first()).toBeVisible()
  await sessions.focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(sessions.getByRole('treeitem', { selected: true })).toBeVisible()
})

test('a folder puts its stores in place of the sample, and one is opened by keyboard', async ({
  launch,
  store
}) => {
  const folder = store('a1/family').replace(/\/[^/]*$/, '')
  const { page } = await launch({ paths: [folder] })
  const choice = page.getByRole('region', { name: 'Stores of the folder' })
  await expect(choice.getByRole('heading', { name: /stores in this folder/ })).toBeVisible()
  await expect(page.getByRole('tree', { name: 'Session graph' })).toHaveCount(0)
  await expectAccessible(page)
  const stores = choice.getByRole('listitem').getByRole('button')
  await expect(stores.first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(stores.nth(1)).toBeFocused()
  const path = await stores.nth(1).getAttribute('title')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('contentinfo')).toContainText('on path')
  const shown = page.getByRole('tree', { name: 'Sessions' }).getByRole('treeitem', { selected: true })
  await expect(shown).toHaveAttribute('title', path ?? '')
})

test('a folder that holds only folders offers those, and one is looked into and a store opened by keyboard', async ({
  launch,
  store
}, testInfo) => {
  const top = testInfo.outputPath('top')
  const below = join(top, 'sessions')
  const path = join(below, 'store.db')
  cpSync(dirname(store('a1/linear-chat')), below, { recursive: true })
  mkdirSync(join(top, 'empty'))
  const { page } = await launch({ paths: [top] })
  const choice = page.getByRole('region', { name: 'Stores of the folder' })
  await expect(choice.getByRole('heading')).toHaveText('No stores here; 2 folders to look into')
  const noStore = page.getByRole('contentinfo').getByText('no store')
  await expect(noStore).toHaveCSS('border-inline-end-width', '0px')
  await expect(noStore).toHaveCSS('border-inline-start-width', '0px')
  await expectAccessible(page)
  await choice.getByTitle(below, { exact: true }).click()
  await expect(choice.getByRole('heading')).toHaveText('1 store in this folder')
  await expect(choice.getByTitle(path)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('contentinfo')).toContainText('on path')
})

test('a folder opened beside a store of the user’s own leaves that store where it is', async ({
  launch,
  store
}) => {
  const [own, folder] = [store('a1/linear-chat'), store('a1/family').replace(/\/[^/]*$/, '')]
  const { page } = await launch({ paths: [own, folder] })
  await expect(page.getByRole('contentinfo')).toContainText('on path')
  await expect(
    page.getByRole('tree', { name: 'Sessions' }).getByRole('treeitem', { level: 3 }).first()
  ).toBeVisible()
  await expect(page.getByRole('tree', { name: 'Session graph' })).toBeVisible()
})

test('Ctrl and a letter works from anywhere in the page, and one Escape closes a search that says something', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1-runtime/branching')], width: 1024, height: 700 })
  await expect(page.getByRole('contentinfo')).toContainText('51 nodes')
  await page.keyboard.press('/')
  const search = page.getByRole('dialog', { name: 'Search in the store' })
  await search.getByLabel('Search in the store').fill('step')
  await expect(search.getByRole('listbox', { name: 'Hits' }).getByRole('option').first()).toBeVisible()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('dialog', { name: 'Search and commands' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await expect(search.getByLabel('Search in the store')).toHaveValue('step')
  await page.keyboard.press('Escape')
  await expect(search).toBeHidden()
  await page.keyboard.press('ControlOrMeta+2')
  await page.getByRole('button', { name: 'By rule' }).click()
  await expect(page.getByRole('menuitem', { name: /^All of them/ })).toBeInViewport()
})

test('what is typed after Ctrl K is looked for, and Enter does it', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1/linear-chat')] })
  await expect(page.getByRole('contentinfo')).toContainText('on path')
  await page.keyboard.press('ControlOrMeta+k')
  const palette = page.getByRole('dialog', { name: 'Search and commands' })
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('all keys')
  await expect(palette.getByRole('option')).toHaveCount(3)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'All keys' })).toBeVisible()
})

test('a search is narrowed down by keyboard alone, and goes on to the next hit', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1/tool-calls')] })
  await expect(page.getByRole('contentinfo')).toContainText(/findings?/)
  await page.keyboard.press('/')
  const search = page.getByRole('dialog', { name: 'Search in the store' })
  const hits = search.getByRole('listbox', { name: 'Hits' }).getByRole('option')
  // the panel is drawn after the key; until then there is nothing to go on from
  await expect(search.getByRole('combobox', { name: 'Search in the store' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(search.getByLabel('Kind of node')).toBeFocused()
  await page.keyboard.type('Tool c')
  await expect(search.getByText(/found/)).toBeVisible()
  const all = await hits.count()
  expect(all).toBeGreaterThan(1)
  await search.getByLabel('Outcome').focus()
  await page.keyboard.press('ArrowDown')
  await expect(search.getByText(/found/)).toBeVisible()
  await expect.poll(() => hits.count()).toBeLessThan(all)
  await expectAccessible(page)
  await search.getByRole('button', { name: 'Clear' }).click()
  await expect(hits).toHaveCount(0)
  await search.getByLabel('Tool, by the beginning of its name').fill('r')
  await expect(hits.first()).toBeVisible()
  await search.getByLabel('Search in the store').focus()
  await page.keyboard.press('Enter')
  await expect(search).toBeHidden()
  await page.keyboard.press('n')
  await expect(
    page.getByRole('tree', { name: 'Session graph' }).getByRole('treeitem', { selected: true })
  ).toBeVisible()
})

test('Enter goes to a hit of what stands in the field, also before the search has begun', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1/tool-calls')] })
  await expect(page.getByRole('contentinfo')).toContainText(/findings?/)
  const chosen = page.getByRole('tree', { name: 'Session graph' }).getByRole('treeitem', { selected: true })
  const search = page.getByRole('dialog', { name: 'Search in the store' })
  const field = search.getByLabel('Search in the store')
  const seek = async (words: string): Promise<void> => {
    await page.keyboard.press('/')
    await expect(field).toBeFocused()
    await page.keyboard.type(words)
    await page.keyboard.press('Enter')
  }
  for (const words of ['readiness flag', 'DNS lookup']) {
    await seek(words)
    await expect(search).toBeHidden()
    await expect(chosen).toContainText(words)
  }
  await seek('stands nowhere')
  await expect(search).toContainText('Nothing found')
  await expect(field).toBeFocused()
})

test('the canvas is made before a store is open, and is out of reach until then', async ({
  launch,
  store
}, testInfo) => {
  const folder = testInfo.outputPath('sessions')
  mkdirSync(folder)
  cpSync(store('a1-runtime/branching'), join(folder, 'only.db'))
  const { page } = await launch({ paths: [folder] })
  const canvas = page.getByRole('region', { name: 'Canvas', includeHidden: true })
  await expect(canvas).toHaveCount(1)
  await expect(canvas).toBeHidden()
  await expectAccessible(page)
  const session = page.getByRole('tree', { name: 'Sessions' }).locator('[role=treeitem][title$="only.db"]')
  await session.focus()
  for (let stops = 0; stops < 20; stops++) {
    await page.keyboard.press('Tab')
    expect(await canvas.evaluate((pane) => pane.contains(document.activeElement))).toBe(false)
  }
  await session.click()
  await expect(canvas).toBeVisible()
})

test('between two stores nothing of the first is left, and the next one is drawn on the same canvas', async ({
  launch,
  store
}, testInfo) => {
  const folder = testInfo.outputPath('sessions')
  mkdirSync(folder)
  cpSync(store('a1-runtime/branching'), join(folder, 'whole.db'))
  writeFileSync(join(folder, 'torn.db'), 'SQLite format 3\0 and no more')
  const { page } = await launch({ paths: [folder] })
  const canvas = page.getByRole('region', { name: 'Canvas' })
  const card = canvas.getByRole('treeitem').first()
  const open = (name: string) =>
    page.getByRole('tree', { name: 'Sessions' }).locator(`[role=treeitem][title$="${name}"]`).click()
  await open('whole.db')
  await expect(card).toBeVisible()
  await open('torn.db')
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(canvas).toBeHidden()
  // with nothing to walk, a key is for whatever stands there, and is not kept for the next store
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
  await page.keyboard.press('ArrowUp')
  await open('whole.db')
  await expect(card).toBeVisible()
  await expect(page.getByRole('alert')).toBeHidden()
  await expect(page.getByRole('contentinfo')).toContainText('findings')
  await expect(canvas.getByRole('treeitem', { selected: true })).toHaveCount(0)
})

test('a branch is compared with the path from its menu', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1-runtime/branching')] })
  await expect(page.getByRole('contentinfo')).toContainText('51 nodes')
  await expect(page.getByRole('contentinfo')).toContainText(/findings?/)
  await page.keyboard.press('o')
  await page.getByRole('button', { name: 'Compare with path' }).click()
  const compared = page.getByRole('dialog', { name: 'The path and this branch' })
  await expect(compared.getByText(/only on the branch/)).toBeVisible()
  await expectAccessible(page)
  await compared.getByRole('button').nth(2).click()
  await expect(compared).toBeHidden()
})

test('the text index is built when asked for, told of, and deleted', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1/medium')] })
  await expect(page.getByRole('contentinfo')).toContainText(/findings?/)
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('dialog', { name: 'Search and commands' }).getByRole('combobox').fill('text index')
  await page.getByRole('option', { name: /^Text index/ }).click()
  const panel = page.getByRole('dialog', { name: 'Text index' })
  await expect(panel.getByText('not built')).toBeVisible()
  await panel.getByRole('button', { name: 'Build it now' }).click()
  await expect(panel.getByText(/^built, in/)).toBeVisible()
  await expectAccessible(page)
  await panel.getByRole('button', { name: 'Delete it' }).click()
  await expect(panel.getByText('not built')).toBeVisible()
  await panel.getByRole('checkbox').uncheck()
})

test('the canvas is one picture to the compositor, at both distances: more of them cost every frame', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1-runtime/coding-chat')] })
  await expect(page.getByRole('contentinfo')).toContainText('67 nodes')
  const session = await page.context().newCDPSession(page)
  let pictures: readonly number[] = []
  session.on('LayerTree.layerTreeDidChange', ({ layers }) => {
    pictures = layers?.flatMap((one) => (one.drawsContent ? (one.backendNodeId ?? []) : [])) ?? pictures
  })
  await session.send('DOM.enable')
  await session.send('LayerTree.enable')
  const isOnCanvas = async (backendNodeId: number): Promise<boolean> => {
    const { object } = await session.send('DOM.resolveNode', { backendNodeId })
    if (object.objectId === undefined) return false
    const { result } = await session.send('Runtime.callFunctionOn', {
      objectId: object.objectId,
      functionDeclaration: 'function () { return this.parentElement?.closest(".react-flow") != null }',
      returnByValue: true
    })
    return result.value === true
  }
  const onCanvas = async () => (await Promise.all(pictures.map(isOnCanvas))).filter(Boolean).length
  await expect.poll(onCanvas).toBe(1)
  await page.getByRole('button', { name: 'Runs' }).click()
  await expect(page.getByRole('button', { name: 'Runs' })).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(onCanvas).toBe(1)
})

test('the zoom is changed and put back by keys, and by the buttons beside its figure', async ({
  launch,
  store
}) => {
  const { page } = await launch({ paths: [store('a1-runtime/branching')] })
  await expect(page.getByRole('contentinfo')).toContainText('51 nodes')
  const figure = page.getByTitle('Reading size')
  await expect(figure).toHaveText('100 %')
  await page.keyboard.press('+')
  await expect(figure).toHaveText('125 %')
  await page.keyboard.press('1')
  await expect(figure).toHaveText('100 %')
  await page.getByRole('button', { name: 'Zoom out' }).click()
  await expect(figure).toHaveText('80 %')
  await page.keyboard.press('-')
  const distances = page.getByRole('group', { name: 'Distance' })
  await expect(distances.getByRole('button', { name: 'Runs', pressed: true })).toBeVisible()
  await figure.click()
  await expect(distances.getByRole('button', { name: 'Read', pressed: true })).toBeVisible()
  await expect(figure).toHaveText('100 %')
})

test('a click on a lens or a distance leaves the keys with the graph', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1/retries')] })
  await expect(page.getByRole('contentinfo')).toContainText(/orphans? in/)
  await page.getByRole('button', { name: 'Prune', exact: true }).click()
  await page.keyboard.press('o')
  await expect(page.getByRole('tree', { name: 'Session graph' }).locator('.selected').first()).toBeVisible()
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: /^Tombstone \d/ })).toBeVisible()
  await page.getByRole('button', { name: 'Runs', exact: true }).click()
  await page.keyboard.press('Home')
  await page.getByRole('button', { name: 'Browse', exact: true }).click()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Transcript' })).toBeVisible()
})

test('the findings and the head come forward from behind a plan or the doctor', async ({ launch, store }) => {
  const { page } = await launch({ paths: [store('a1/leaf-missing')] })
  const inspector = page.getByRole('region', { name: 'Inspector' })
  await page.getByRole('button', { name: 'Heal the head' }).click()
  await expect(inspector).toContainText('Point the head at')
  const findings = page.getByRole('contentinfo').getByText(/findings?$/)
  for (let time = 0; time < 2; time++) {
    await findings.click()
    await expect(inspector).not.toContainText('Point the head at')
    await inspector.getByRole('button', { name: 'Heal the head' }).click()
    await expect(inspector).toContainText('Point the head at')
  }
  await page.locator('body').press('h')
  await expect(inspector).not.toContainText('Point the head at')
})
