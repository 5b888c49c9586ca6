import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { inspectStore } from '../cli/store-json'
import { copyFixture, fixture } from '../testing/fixtures'
import { objectAt } from '../testing/told'
import { askVerified } from './testing'

const SNAPSHOT = JSON.stringify({
  node_id: 'snapshot',
  timestamp: '2026-05-17T08:01:08+00:00',
  kind: 'event',
  event: { StateSnapshot: { Lashlang: { version: 3, data: '{}', files: {} } } }
})

// alpha.2 took the event away (store-versions.md §3)
test.each([
  ['a1/linear-chat', []],
  ['era/a3/linear-tools', ['snapshot']],
  ['era/a7/linear-tools', ['snapshot']]
])(
  'a state snapshot in %s is read as its release reads it, in the window and by inspect',
  async (name, lost) => {
    using copy = copyFixture(fixture(name))
    const file = readdirSync(copy.folder).find((each) => each.endsWith('.db')) ?? ''
    const path = join(copy.folder, file)
    const db = new DatabaseSync(path)
    db.prepare('INSERT INTO graph_nodes (node_id, node_json) VALUES (?, ?)').run('snapshot', SNAPSHOT)
    db.close()

    const [session] = objectAt((await inspectStore(path)).json, 'sessions').values()
    expect(objectAt(session ?? null).get('undecodable')).toEqual(lost)

    const detail = await askVerified(path, async (window, store) => {
      const row = await window.handlers['node/find']({ store, id: 'snapshot' })
      return row.ok ? window.handlers['node/read']({ store, row: row.value ?? -1 }) : row
    })
    const isLost = lost.length > 0
    expect(detail?.body.kind).toBe(isLost ? 'unreadable' : 'snapshot')
    expect(detail?.card.kind).toBe(isLost ? 'unknown' : 'snapshot')

    const findings = await askVerified(path, (window, store) => window.handlers['findings/read']({ store }))
    const named = findings?.filter(({ code }) => code.includes('undecodable')).flatMap(({ ids }) => ids)
    expect(named).toEqual(lost)
  }
)
