import { copyFileSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ListedStore } from '@shared/ipc/store'
import { describe, expect, it } from 'vitest'
import { copyFixture, fixture } from '../testing/fixtures'
import { tempFolder } from '../testing/temp-folder'
import { listFolder } from './list-folder'

async function list(folder: string): Promise<readonly ListedStore[]> {
  const listing = await listFolder(folder)
  if (!listing.ok) throw new Error(listing.error.message)
  return listing.value.stores
}

const named = (stores: readonly ListedStore[], name: string): ListedStore | undefined =>
  stores.find((store) => store.name === name)

describe('a folder of sessions', () => {
  it('lists its stores with title, parent and relation, and no other file', async () => {
    using copy = copyFixture(fixture('a1/family'))
    const stores = await list(copy.folder)
    expect(stores).toHaveLength(10)
    expect(named(stores, '20260412_091502.db')).toMatchObject({
      nodes: 9,
      era: 'a1',
      relation: 'root',
      problem: null
    })
    expect(named(stores, '20260412_101010.db')?.relation).toBe('fork')
    expect(named(stores, 'nested-child-d815cf088759d23d.db')?.relation).toBe('child')
    expect(stores.every((store) => store.nodes === 0 || store.title.length > 0)).toBe(true)
  })

  it('lists a store once, by its own name, whatever links lead to it', async () => {
    using copy = copyFixture(fixture('a1/linear-chat'))
    const folder = tempFolder()
    copyFileSync(join(copy.folder, 'store.db'), join(folder, 'own.db'))
    symlinkSync(join(folder, 'own.db'), join(folder, 'a-link.db'))
    symlinkSync(join(copy.folder, 'store.db'), join(folder, 'elsewhere.db'))
    const stores = await list(folder)
    expect(stores.map(({ name }) => name).sort()).toEqual(['elsewhere.db', 'own.db'])
    expect(named(stores, 'elsewhere.db')?.path).toBe(join(copy.folder, 'store.db'))
  })

  it('puts the one touched last first', async () => {
    using copy = copyFixture(fixture('a1/family'))
    utimesSync(join(copy.folder, '20260412_140000.db'), new Date(), new Date(Date.now() + 60_000))
    expect((await list(copy.folder))[0]?.name).toBe('20260412_140000.db')
  })

  it('tells handoffs of later releases', async () => {
    using copy = copyFixture(fixture('era/a7/family'))
    const stores = await list(copy.folder)
    expect(named(stores, 'ports-handoff-37bf633ca10de0e0.db')?.relation).toBe('handoff')
  })

  it('marks damaged, foreign and later files instead of hiding them', async () => {
    const folder = tempFolder()
    const samples = {
      'foreign.db': 'a1/foreign',
      'cut.db': 'a1/truncated',
      'text.db': 'a1/not-sqlite',
      'leafless.db': 'a1/leaf-missing',
      'headless.db': 'a1/head-undecodable',
      'empty.db': 'a1/zero-bytes'
    }
    for (const [name, from] of Object.entries(samples)) {
      using copy = copyFixture(fixture(from))
      copyFileSync(join(copy.folder, 'store.db'), join(folder, name))
    }
    writeFileSync(join(folder, 'x.db.effects.db'), 'a side database')
    const stores = await list(folder)
    expect(stores.map((store) => store.name).sort()).toEqual(Object.keys(samples).sort())
    expect(named(stores, 'foreign.db')?.problem).toMatch(/another program/)
    expect(named(stores, 'cut.db')?.problem).toMatch(/cut off/)
    expect(named(stores, 'text.db')?.problem).toMatch(/not an SQLite database/)
    expect(named(stores, 'leafless.db')?.problem).toMatch(/leaf/)
    expect(named(stores, 'headless.db')?.problem).toMatch(/cannot decode the head/)
    expect(named(stores, 'empty.db')?.problem).toBeNull()
  })

  it('is listed with the folders in it where it holds no stores, those with stores first', async () => {
    using copy = copyFixture(fixture('a1/family'))
    const folder = tempFolder()
    for (const name of ['a', 'b', 'c']) mkdirSync(join(folder, name))
    symlinkSync(copy.folder, join(folder, 'd'))
    copyFileSync(join(copy.folder, '20260412_140000.db'), join(folder, 'b', 'one.db'))
    expect(await listFolder(folder)).toMatchObject({
      ok: true,
      value: {
        stores: [],
        folders: [
          { path: join(folder, 'b'), name: 'b', stores: 1 },
          { name: 'd', stores: 10 },
          { name: 'a', stores: 0 },
          { name: 'c', stores: 0 }
        ]
      }
    })
    expect(await listFolder(join(folder, 'b'))).toMatchObject({ ok: true, value: { folders: [] } })
  })

  it('that is gone is an error', async () => {
    const folder = tempFolder()
    rmSync(folder, { recursive: true })
    expect(await listFolder(folder)).toMatchObject({ ok: false, error: { code: 'missing' } })
  })
})
