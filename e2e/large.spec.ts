import { expect, expectAccessible, test } from './app'
import { changeStore } from './change'

const LINES = 10_000

/** What another process runs: below the leaf it appends an abandoned chain of `LINES` messages, and beside it a path. */
const twoChains = `
  const { head_json } = db.prepare('SELECT head_json FROM session_head').get()
  const head = JSON.parse(head_json)
  const insert = db.prepare('INSERT INTO graph_nodes(node_id, node_json) VALUES (?, ?)')
  const chain = (name) => {
    let parent = head.leaf_node_id
    for (let at = 1; at <= ${LINES}; at++) {
      const id = name + at
      const part = { id: id + '.p0', kind: 'Text', content: name + ' says ' + at, prune_state: 'Intact' }
      insert.run(id, JSON.stringify({
        node_id: id,
        parent_node_id: parent,
        timestamp: '2026-06-01T10:00:00+00:00',
        kind: 'event',
        event: { Conversation: { id, role: at % 2 === 0 ? 'Assistant' : 'User', parts: [part] } }
      }))
      parent = id
    }
    return parent
  }
  db.exec('BEGIN IMMEDIATE')
  chain('branch')
  const next = { ...head, leaf_node_id: chain('path'), graph_node_count: head.graph_node_count + ${2 * LINES} }
  db.prepare('UPDATE session_head SET head_json = ?').run(JSON.stringify(next))
  db.exec('COMMIT')`

test('of ten thousand compared lines only those in sight are in the page, and the last is reached by a key', async ({
  launch,
  store
}) => {
  const path = store('a1/linear-chat')
  await changeStore(path, twoChains)
  const { page } = await launch({ paths: [path] })
  await expect(page.getByRole('contentinfo')).toContainText('no copies')
  await page.keyboard.press('o')
  await page.getByRole('button', { name: 'Compare with path' }).click()
  const compared = page.getByRole('dialog', { name: 'The path and this branch' })
  await expect(compared.getByRole('table')).toHaveAttribute('aria-rowcount', String(LINES + 2))
  await expect(compared.getByRole('button', { name: 'branch says 1 ' }).first()).toBeVisible()
  const region = compared.getByRole('region', { name: 'Compared nodes' })
  await region.focus()
  await page.keyboard.press('End')
  const last = compared.getByRole('row').last()
  await expect(last).toContainText(`path says ${LINES}`)
  await expect(last).toContainText(`branch says ${LINES}`)
  await expect(last).toBeInViewport()
  expect(await compared.getByRole('row').count()).toBeLessThan(60)
  await expectAccessible(page)
  await last.getByRole('button').nth(1).click()
  await expect(compared).toBeHidden()
  await expect(page.getByRole('region', { name: 'Inspector' })).toContainText(`branch says ${LINES}`)
})
