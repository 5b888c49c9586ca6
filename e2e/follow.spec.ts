import { expect, test } from './app'
import { changeStore, generateStore } from './change'

/** In what another process runs: `node`, a message below the leaf of `head`. */
const messageBelowLeaf = (id: string, text: string): string => `
  const part = { id: '${id}.p0', kind: 'Text', content: '${text}', prune_state: 'Intact' }
  const node = {
    node_id: '${id}',
    parent_node_id: head.leaf_node_id,
    timestamp: '2026-06-01T10:00:00+00:00',
    kind: 'event',
    event: { Conversation: { id: '${id}', role: 'User', parts: [part] } }
  }`

/** What another process runs: it appends one message below the leaf, as a commit of the runtime does. */
const append = (id: string, text: string): string => `
  const { head_json } = db.prepare('SELECT head_json FROM session_head').get()
  const head = JSON.parse(head_json)
  ${messageBelowLeaf(id, text)}
  const next = { ...head, head_revision: head.head_revision + 1, leaf_node_id: '${id}', graph_node_count: head.graph_node_count + 1 }
  db.exec('BEGIN IMMEDIATE')
  db.prepare('INSERT INTO graph_nodes(node_id, node_json) VALUES (?, ?)').run('${id}', JSON.stringify(node))
  db.prepare('UPDATE session_head SET head_json = ?, head_revision = ?').run(JSON.stringify(next), next.head_revision)
  db.exec('COMMIT')`

test('what another process appends stands on the canvas and is counted while the store is followed', async ({
  launch,
  store
}) => {
  const path = store('a1-runtime/coding-chat')
  const { page } = await launch({ paths: [path] })
  const status = page.getByRole('contentinfo')
  await expect(status).toContainText('67 nodes')
  await expect(status).toContainText('24 copies')
  await page.getByRole('button', { name: 'Follow', exact: true }).click()
  for (const [at, word] of ['First', 'Second', 'Third'].entries()) {
    await changeStore(path, append(`mfollowed${at}`, `${word} words from elsewhere`))
    await expect(page.locator('.card-text', { hasText: `${word} words from elsewhere` })).toBeVisible()
    await expect(status).toContainText(`${68 + at} nodes`)
  }
  await page.locator('.card-text', { hasText: 'Third words from elsewhere' }).click()
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('Third words from elsewhere')
})

/**
 * What another process runs: the runtime's ReplaceFull (store-format.md §10.2) of a session that holds its active path
 * only. Every row is written anew under another `seq`, the rows off the path are gone, and a message hangs below the leaf.
 */
const replaceFull = `
  const { head_json } = db.prepare('SELECT head_json FROM session_head').get()
  const head = JSON.parse(head_json)
  const rows = new Map(db.prepare('SELECT node_id, node_json FROM graph_nodes').all().map((row) => [row.node_id, row.node_json]))
  const path = []
  for (let id = head.leaf_node_id; id != null; id = JSON.parse(rows.get(id)).parent_node_id) path.unshift(id)
  ${messageBelowLeaf('replaced', 'Written with everything anew')}
  const next = { ...head, head_revision: head.head_revision + 1, leaf_node_id: 'replaced', graph_node_count: path.length + 1 }
  const insert = db.prepare('INSERT INTO graph_nodes(node_id, node_json) VALUES (?, ?)')
  db.exec('BEGIN IMMEDIATE')
  db.exec('DELETE FROM graph_nodes')
  for (const id of path) insert.run(id, rows.get(id))
  insert.run('replaced', JSON.stringify(node))
  db.prepare('UPDATE session_head SET head_json = ?, head_revision = ?').run(JSON.stringify(next), next.head_revision)
  db.exec('COMMIT')`

test('place, selection and zoom hold when another process writes all rows of a long store anew', async ({
  launch
}, testInfo) => {
  const path = testInfo.outputPath('long.db')
  await generateStore(path, 'long', 100_000)
  const { page } = await launch({ paths: [path] })
  const status = page.getByRole('contentinfo')
  await expect(status).toContainText(/100,000 nodes/)
  await expect(status).toContainText('no copies')
  await page.getByRole('button', { name: 'Follow', exact: true }).click()
  await page.getByRole('region', { name: 'Map' }).click({ position: { x: 40, y: 300 } })
  const tree = page.getByRole('tree', { name: 'Session graph' })
  // cards are mounted beyond the view, too
  const inSight = await tree
    .getByRole('treeitem')
    .evaluateAll((items) => items.findIndex((item) => item.getBoundingClientRect().top > innerHeight / 3))
  await tree.getByRole('treeitem').nth(inSight).click()
  await page.keyboard.press('-')
  await expect(page.getByTitle('Reading size')).toHaveText('80 %')
  const card = tree.getByRole('treeitem', { selected: true })
  const words = await card.textContent()
  const top = (await card.boundingBox())?.y ?? 0

  await changeStore(path, replaceFull)
  await expect(status).toContainText('no orphans')
  await expect(card).toHaveText(words ?? '')
  // texts are kept on whole pixels, so that half a pixel may be lost
  expect(Math.abs(((await card.boundingBox())?.y ?? Number.NaN) - top)).toBeLessThan(1)
  await expect(page.getByTitle('Reading size')).toHaveText('80 %')
  // 98,802 rows are written behind the 100,000 that were there
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText(/seq 1\d\d,\d{3}/)
})
