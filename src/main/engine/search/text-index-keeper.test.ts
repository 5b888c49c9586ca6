import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, test } from 'vitest'
import { generateStore } from '../../generator/generate'
import { tempFolder } from '../../testing/temp-folder'
import { append, message, opened, storeOf } from './testing'
import { readFacts } from './text-index'

beforeEach(() => {
  process.env.LASH_INSPECTOR_DATA = tempFolder()
})

const list = [
  message(0, 'User', 'the lighthouse'),
  message(1, 'Assistant', 'a beacon'),
  message(2, 'User', 'fog')
]

/** A store of these rows whose text index was built, and closed again. */
async function indexed(): Promise<string> {
  const path = storeOf(list)
  await using store = await opened(path)
  await store.keeper.build()
  return path
}

describe('a text index that was kept', () => {
  test('gives hits before any row is scanned', async () => {
    await using store = await opened(await indexed())
    expect(await store.find({ text: 'beacon' })).toEqual([1])
    expect(store.early).toEqual([1])
  })

  test('is not believed once the store has been written to, until its rows have been compared', async () => {
    const path = await indexed()
    append(path, [message(3, 'User', 'one more beacon')])
    await using store = await opened(path)
    expect(await store.find({ text: 'beacon' })).toEqual([1, 3])
    expect(store.early).toEqual([])
    await store.keeper.build()
    await store.find({ text: 'beacon' })
    expect(store.early).toEqual([3, 1])
  })

  test('is built anew where the rows were rewritten in place', async () => {
    const path = await indexed()
    const db = new DatabaseSync(path)
    db.prepare('UPDATE graph_nodes SET node_json = ? WHERE seq = 1').run(
      message(0, 'User', 'the bathhouse!').json
    )
    db.close()
    await using store = await opened(path)
    await store.keeper.build()
    expect(await store.find({ text: 'bathhouse' })).toEqual([0])
    expect(store.early).toEqual([0])
    expect(await store.find({ text: 'lighthouse' })).toEqual([])
  })

  test('costs no hit and no message when its file is damaged, and is built anew', async () => {
    const path = await indexed()
    await using store = await opened(path)
    const file = store.session.textIndexFile
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.fill(7, 4096))
    expect(await store.find({ text: 'beacon' })).toEqual([1])
    expect((await store.keeper.build()).ok).toBe(true)
    await store.find({ text: 'beacon' })
    expect(store.early).toEqual([1])
  })

  test('goes on to be believed for its rows while the store grows under the eyes of the follower', async () => {
    const path = storeOf(list)
    await using store = await opened(path)
    await store.keeper.build()
    store.session.follow(true)
    append(path, [message(3, 'User', 'one more beacon')])
    await expect.poll(() => store.session.index?.count).toBe(4)
    expect(await store.find({ text: 'beacon' })).toEqual([1, 3])
    expect(store.early).toEqual([1])
    await store.keeper.build()
    await store.find({ text: 'beacon' })
    expect(store.early).toEqual([3, 1])
  })

  test('is let go of when all rows are written anew', async () => {
    const path = storeOf(list)
    await using store = await opened(path)
    await store.keeper.build()
    store.session.follow(true)
    const db = new DatabaseSync(path)
    db.exec('BEGIN; DELETE FROM graph_nodes')
    const insert = db.prepare('INSERT INTO graph_nodes(node_id, node_json) VALUES (?, ?)')
    for (const { columnId, json } of [...list].reverse()) insert.run(columnId, json)
    db.exec('COMMIT')
    db.close()
    await expect.poll(() => store.session.index?.seq[0]).toBe(4)
    expect(await store.find({ text: 'fog' })).toEqual([0])
    expect(store.early).toEqual([])
    await store.keeper.build()
    await store.find({ text: 'fog' })
    expect(store.early).toEqual([0])
  })

  test('that cannot be written is said to be so, and searching goes on', async () => {
    await using store = await opened(storeOf(list))
    writeFileSync(join(process.env.LASH_INSPECTOR_DATA ?? '', 'index'), 'a file where the folder should be')
    expect(await store.keeper.build()).toMatchObject({ ok: false, error: { code: 'index-not-written' } })
    expect(await store.find({ text: 'beacon' })).toEqual([1])
  })

  test('is deleted when asked', async () => {
    await using store = await opened(await indexed())
    expect(await store.keeper.drop()).toMatchObject({ state: 'none', bytes: 0, allBytes: 0 })
  })
})

describe('building while nothing is asked', () => {
  const rules = { quietMs: 1, fromBytes: 0 }

  test('waits until it is allowed', async () => {
    await using store = await opened(storeOf(list), { rules })
    store.keeper.makeWay()
    expect(store.keeper.state().state).toBe('none')
    store.keeper.setIdle(true)
    await expect.poll(() => store.keeper.state().state).toBe('ready')
  })

  test('waits for the end of a search, however long it takes', async () => {
    let busy = true
    await using store = await opened(storeOf(list), { rules, isBusy: () => busy })
    store.keeper.setIdle(true)
    await store.find({ text: 'fog' })
    expect(store.keeper.state().state).toBe('none')
    busy = false
    store.keeper.makeWay()
    await expect.poll(() => store.keeper.state().state).toBe('ready')
  })

  test('takes up rows that came later', async () => {
    const path = await indexed()
    append(path, [message(3, 'User', 'one more beacon')])
    await using store = await opened(path, { rules })
    store.keeper.setIdle(true)
    await expect.poll(() => store.keeper.state()).toMatchObject({ state: 'ready', done: 4 })
  })

  test('leaves small stores alone, which are searched at once anyway', async () => {
    await using store = await opened(storeOf(list), { rules: { quietMs: 1, fromBytes: 1e9 } })
    store.keeper.setIdle(true)
    await store.find({ text: 'fog' })
    expect(store.keeper.state().state).toBe('none')
  })

  test('makes way for anything else, is not believed half done, and goes on to the same index', async () => {
    const path = join(tempFolder(), 'large.db')
    generateStore({ shape: 'bushy', size: 20_000, seed: 3, out: path })
    {
      await using first = await opened(path, { onIndexState: () => void first.keeper.close() })
      await first.keeper.build()
      expect(first.keeper.state()).toMatchObject({ state: 'partial' })
      expect(first.keeper.state().done).toBeLessThan(20_000)
    }
    await using store = await opened(path)
    await store.find({ text: 'the' })
    expect(store.early).toEqual([])

    await store.keeper.build()
    const resumed = readFacts(store.session.textIndexFile)
    await store.keeper.drop()
    await store.keeper.build()
    expect(readFacts(store.session.textIndexFile)).toEqual({ ...resumed, ms: expect.any(Number) })
  })
})
