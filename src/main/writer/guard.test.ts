import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildWhenStale } from '../../../scripts/build.mjs'
import { generateStore } from '../generator/generate'
import { tempFolder } from '../testing/temp-folder'
import { apply, hashFolder, planOf, readStore } from './testing'

beforeAll(buildWhenStale, 120_000)

/** Another program with the store open, in one of the states of reading-and-writing.md. */
const holderScript = `
import { DatabaseSync } from 'node:sqlite'
const [path, state] = process.argv.slice(2)
const db = new DatabaseSync(path)
db.exec('PRAGMA journal_mode')
db.prepare('SELECT count(*) FROM graph_nodes').get()
if (state === 'reading') { db.exec('BEGIN'); db.prepare('SELECT count(*) FROM graph_nodes').get() }
if (state === 'writing') { db.exec('BEGIN IMMEDIATE') }
process.send('ready')
process.on('message', () => { db.close(); process.exit(0) })
`

async function hold(path: string, state: string): Promise<() => Promise<void>> {
  const script = join(tempFolder(), 'holder.mjs')
  writeFileSync(script, holderScript)
  const child = fork(script, [path, state], { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } })
  await once(child, 'message')
  return async () => {
    child.send('go')
    await once(child, 'exit')
  }
}

describe('the writer guard', () => {
  it.each(['idle', 'reading', 'writing'])(
    'refuses while another program has the store open and is %s, names it, and lets it go on',
    async (state) => {
      const folder = tempFolder()
      const path = join(folder, 'store.db')
      generateStore({ shape: 'long', size: 40, seed: 3, out: path })
      const [id] = await readStore(path, (db) =>
        db.all('SELECT node_id FROM graph_nodes').map(([value]) => String(value))
      )
      const plan = await planOf(path, 'prune', [{ op: 'tombstone', ids: [id ?? ''] }])
      const letGo = await hold(path, state)
      const before = hashFolder(folder)
      const answer = await apply(plan, tempFolder())
      expect(answer).toMatchObject({ ok: false, error: { code: 'in-use' } })
      expect(answer.ok ? '' : answer.error.message).toMatch(/process \d+/)
      const after = hashFolder(folder)
      expect(after['store.db']).toBe(before['store.db'])
      expect(after['store.db-wal']).toBe(before['store.db-wal'])
      await letGo()
      expect((await apply(plan, tempFolder())).ok).toBe(true)
    }
  )
})
