import { chmodSync, copyFileSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildWhenStale } from '../../../scripts/build.mjs'
import { generateStore } from '../generator/generate'
import { tempFolder } from '../testing/temp-folder'
import { applyPlan } from './apply'
import { listReceipts, readReceipt, rescueFile } from './receipt'
import { apply, hashFolder, logicalDigest, planOf, readStore } from './testing'
import { makeUndoPlan } from './undo'

beforeAll(buildWhenStale, 120_000)

/** A small store of its own, its folder, the folder for receipts, and ids of rows off the path. */
async function freshStore(size = 60) {
  const folder = tempFolder()
  const path = join(folder, 'store.db')
  generateStore({ shape: 'bushy', size, seed: 11, out: path })
  const ids = await readStore(path, (db) =>
    db.all('SELECT node_id FROM graph_nodes ORDER BY seq').map(([id]) => String(id))
  )
  return { folder, path, data: tempFolder(), ids }
}

const marks = (path: string) =>
  readStore(path, (db) => db.all('SELECT seq, node_id, tombstoned FROM graph_nodes ORDER BY seq'))

async function undo(receiptFolder: string, path: string, data: string) {
  const receipt = readReceipt(receiptFolder)
  if (receipt === null) throw new Error('no receipt')
  const planned = await readStore(path, (db) => makeUndoPlan(db, receiptFolder, receipt, new Date()))
  if (!planned.ok) throw new Error(planned.error.message)
  return {
    planned: planned.value,
    answer: await apply(planned.value.plan, data, { undoes: receiptFolder, left: planned.value.left })
  }
}

describe('applying a plan', () => {
  it('touches exactly the rows that the plan names, and undo brings the store back row for row', async () => {
    const { path, data, ids } = await freshStore()
    const before = await logicalDigest(path)
    const named = ids.slice(20, 25)
    const applied = await apply(await planOf(path, 'prune', [{ op: 'tombstone', ids: named }]), data)
    expect(applied).toMatchObject({ ok: true, value: { done: [{ op: 'tombstone', rows: 5 }] } })
    const tombstoned = (await marks(path)).filter(([, , mark]) => mark !== 0n).map(([, id]) => id)
    expect(tombstoned).toEqual(named)
    if (!applied.ok) return
    await undo(applied.value.receipt, path, data)
    expect(await logicalDigest(path)).toBe(before)
  })

  it('keeps whole rows in a rescue store, from which a vacuum is undone under the old row numbers', async () => {
    const { path, data, ids } = await freshStore()
    const before = await logicalDigest(path)
    const named = ids.slice(-7)
    const plan = await planOf(path, 'prune', [
      { op: 'tombstone', ids: named },
      { op: 'vacuum', ids: named }
    ])
    const applied = await apply(plan, data)
    if (!applied.ok) throw new Error(applied.error.message)
    expect(await marks(path)).toHaveLength(53)
    expect(
      await readStore(
        rescueFile(applied.value.receipt),
        (db) => db.all('SELECT node_id FROM graph_nodes').length
      )
    ).toBe(7)
    const { answer } = await undo(applied.value.receipt, path, data)
    expect(answer.ok).toBe(true)
    expect(await logicalDigest(path)).toBe(before)
  })

  it('refuses a plan when the store has moved on, and leaves every byte as it was', async () => {
    const { folder, path, data, ids } = await freshStore()
    const plan = await planOf(path, 'prune', [{ op: 'tombstone', ids: ids.slice(30, 32) }])
    const writer = new DatabaseSync(path)
    writer.prepare('UPDATE graph_nodes SET tombstoned = 1 WHERE node_id = ?').run(ids[30] ?? '')
    writer.prepare('UPDATE graph_nodes SET tombstoned = 0 WHERE node_id = ?').run(ids[30] ?? '')
    writer.prepare("UPDATE graph_nodes SET node_json = node_json || ' ' WHERE node_id = ?").run(ids[31] ?? '')
    writer.close()
    const before = hashFolder(folder)
    expect(await apply(plan, data)).toMatchObject({ ok: false, error: { code: 'stale' } })
    expect(hashFolder(folder)).toEqual(before)
    expect(listReceipts(data)).toEqual([])
  })

  it('rolls back when a step finds something else than it names', async () => {
    const { folder, path, data, ids } = await freshStore()
    const before = hashFolder(folder)
    const plan = await planOf(path, 'vacuum', [{ op: 'vacuum', ids: ids.slice(3, 5) }])
    expect(await apply(plan, data)).toMatchObject({ ok: false, error: { code: 'not-as-predicted' } })
    expect(hashFolder(folder)).toEqual(before)
  })

  it('rolls back when the result is not the predicted one', async () => {
    const { folder, path, data, ids } = await freshStore()
    const before = hashFolder(folder)
    const plan = await planOf(path, 'prune', [{ op: 'tombstone', ids: ids.slice(3, 5) }])
    const answer = await apply({ ...plan, expects: { ...plan.expects, live: 1 } }, data)
    expect(answer).toMatchObject({ ok: false, error: { code: 'not-as-predicted' } })
    expect(hashFolder(folder)).toEqual(before)
  })

  it('refuses steps that were edited after the plan was made', async () => {
    const { folder, path, data, ids } = await freshStore()
    const before = hashFolder(folder)
    const gc = await planOf(path, 'gc', [{ op: 'collect-blobs', hashes: ['a'.repeat(64)] }])
    const prune = await planOf(path, 'prune', [{ op: 'tombstone', ids: ids.slice(3, 5) }])
    const edited = [
      { ...gc, steps: [{ op: 'collect-blobs' as const, hashes: ['b'.repeat(64)] }] },
      { ...prune, steps: [{ op: 'tombstone' as const, ids: ids.slice(3, 6) }] },
      { ...prune, steps: [{ op: 'withdraw-rows' as const, ids: ids.slice(3, 5) }] }
    ]
    for (const plan of edited) {
      expect(await apply(plan, data)).toMatchObject({ ok: false, error: { code: 'edited' } })
    }
    expect(hashFolder(folder)).toEqual(before)
    expect(listReceipts(data)).toEqual([])
  })

  it('writes to no store in which a trigger would change more than the plan names', async () => {
    const { path, data, ids } = await freshStore()
    const plan = await planOf(path, 'prune', [{ op: 'tombstone', ids: ids.slice(3, 5) }])
    const writer = new DatabaseSync(path)
    writer.exec(`CREATE TRIGGER more AFTER UPDATE ON graph_nodes BEGIN
      UPDATE graph_nodes SET node_json = node_json || ' ' WHERE seq = 1; END`)
    writer.close()
    const before = await marks(path)
    expect(await apply(plan, data)).toMatchObject({ ok: false, error: { code: 'read-only-layout' } })
    expect(await marks(path)).toEqual(before)
  })

  it('says that the rescue store is what cannot be read when an undo finds it gone', async () => {
    const { path, data, ids } = await freshStore()
    const applied = await apply(
      await planOf(path, 'prune', [{ op: 'tombstone', ids: ids.slice(3, 5) }]),
      data
    )
    if (!applied.ok) throw new Error(applied.error.message)
    const { receipt: folder } = applied.value
    const receipt = readReceipt(folder)
    if (receipt === null) throw new Error('no receipt')
    rmSync(rescueFile(folder))
    expect(await readStore(path, (db) => makeUndoPlan(db, folder, receipt, new Date()))).toMatchObject({
      ok: false,
      error: { code: 'rescue-unreadable', path: rescueFile(folder) }
    })
  })

  it('leaves a left-over WAL byte for byte when it refuses', async () => {
    const { folder, path, data, ids } = await freshStore()
    const elsewhere = join(tempFolder(), 'store.db')
    copyFileSync(path, elsewhere)
    const writer = new DatabaseSync(elsewhere)
    writer.prepare('UPDATE graph_nodes SET tombstoned = 1 WHERE node_id = ?').run(ids[9] ?? '')
    copyFileSync(elsewhere, path)
    copyFileSync(`${elsewhere}-wal`, `${path}-wal`)
    writer.close()
    const plan = await planOf(path, 'prune', [{ op: 'tombstone', ids: ids.slice(3, 5) }])
    const before = hashFolder(folder)
    const answer = await apply({ ...plan, stamp: { ...plan.stamp, live: 0 } }, data)
    expect(answer).toMatchObject({ ok: false, error: { code: 'stale' } })
    expect(hashFolder(folder)).toEqual(before)
    expect((await apply(plan, data)).ok).toBe(true)
  })

  it('writes to no store that is marked read-only', async () => {
    const { folder, path, data, ids } = await freshStore()
    const plan = await planOf(path, 'prune', [{ op: 'tombstone', ids: ids.slice(3, 5) }])
    chmodSync(path, 0o444)
    expect(await apply(plan, data)).toMatchObject({ ok: false, error: { code: 'read-only-file' } })
    chmodSync(path, 0o644)
    chmodSync(folder, 0o555)
    expect(await apply(plan, data)).toMatchObject({ ok: false, error: { code: 'read-only-folder' } })
    chmodSync(folder, 0o755)
    expect(existsSync(`${path}-wal`)).toBe(false)
  })

  it('asks before it writes to a store in rollback-journal mode, where an idle holder cannot be seen', async () => {
    const { path, data, ids } = await freshStore()
    const writer = new DatabaseSync(path)
    writer.exec('PRAGMA journal_mode=DELETE')
    writer.close()
    const plan = await planOf(path, 'prune', [{ op: 'tombstone', ids: ids.slice(3, 5) }])
    expect(await apply(plan, data)).toMatchObject({ ok: false, error: { code: 'unproven' } })
    expect((await apply(plan, data, { unproven: true })).ok).toBe(true)
  })

  it('compacts the file without changing a logical row', async () => {
    const { path, data } = await freshStore(400)
    const before = await logicalDigest(path)
    const applied = await apply(await planOf(path, 'compact', [{ op: 'compact-file' }]), data)
    if (!applied.ok) throw new Error(applied.error.message)
    expect(await logicalDigest(path)).toBe(before)
    const { planned, answer } = await undo(applied.value.receipt, path, data)
    expect(planned.plan.steps).toEqual([])
    expect(answer.ok).toBe(true)
    expect(readReceipt(applied.value.receipt)?.state).toBe('undone')
    expect(await logicalDigest(path)).toBe(before)
  })

  it.each(['keeping', 'changing'] as const)(
    'stops when asked to while %s, and leaves every byte as it was',
    async (phase) => {
      const { folder, path, data, ids } = await freshStore(6_000)
      const plan = await planOf(path, 'prune', [{ op: 'tombstone', ids: ids.slice(0, 5_000) }])
      const before = hashFolder(folder)
      let reached = false
      const watch = {
        progress: (at: string) => {
          reached ||= at === phase
        },
        stopped: async () => reached
      }
      const job = { plan, dataFolder: data, unproven: false, loop: false, undoes: null, left: [] }
      expect(await applyPlan(job, watch)).toMatchObject({ ok: false, error: { code: 'stopped' } })
      expect(hashFolder(folder)).toEqual(before)
      expect(listReceipts(data)).toEqual([])
    }
  )
})
