import { expect, test } from './app'
import { changeStore } from './change'

/** What another process runs: it appends one message below the leaf, as a commit of the runtime does. */
const append = (id: string, text: string): string => `
  const { head_json } = db.prepare('SELECT head_json FROM session_head').get()
  const head = JSON.parse(head_json)
  const part = { id: '${id}.p0', kind: 'Text', content: '${text}', prune_state: 'Intact' }
  const node = {
    node_id: '${id}',
    parent_node_id: head.leaf_node_id,
    timestamp: '2026-06-01T10:00:00+00:00',
    kind: 'event',
    event: { Conversation: { id: '${id}', role: 'User', parts: [part] } }
  }
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
