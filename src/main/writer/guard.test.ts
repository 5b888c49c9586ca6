import { fork, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildWhenStale } from '../../../scripts/build.mjs'
import { generateStore } from '../generator/generate'
import { good, planOn } from '../operations/testing'
import { tempFolder } from '../testing/temp-folder'
import { applyPlan, type Watch } from './apply'
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

  it('keeps everyone out from the proof to the commit, also while the rescue store is written', async () => {
    const path = join(tempFolder(), 'store.db')
    generateStore({ shape: 'bushy', size: 300, seed: 3, out: path })
    const plan = good(
      await planOn(path, { kind: 'prune', choice: { by: 'all' }, vacuum: true, noPath: false, rlm: true })
    )
    const tried: string[] = []
    const watch: Watch = {
      progress: (phase) => {
        if (!tried.some((each) => each.startsWith(phase))) tried.push(`${phase}: ${writeFromElsewhere(path)}`)
      },
      stopped: async () => false
    }
    const job = { plan, dataFolder: tempFolder(), unproven: false, loop: false, undoes: null, left: [] }
    expect((await applyPlan(job, watch)).ok).toBe(true)
    expect(tried).toEqual(['keeping: database is locked', 'changing: database is locked'])
    expect(writeFromElsewhere(path)).toBe('written')
  })
})

/** What another process gets that tries to write. */
function writeFromElsewhere(path: string): string {
  const script = `
    const { DatabaseSync } = require('node:sqlite')
    try {
      const db = new DatabaseSync(${JSON.stringify(path)}, { timeout: 50 })
      db.exec('CREATE TABLE probe (x)')
      db.exec('DROP TABLE probe')
      db.close()
      console.log('written')
    } catch (cause) { console.log(cause.message) }`
  const ran = spawnSync(process.execPath, ['-e', script], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  })
  return ran.stdout.toString().trim()
}
