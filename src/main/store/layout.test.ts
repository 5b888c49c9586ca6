import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { copyFixture, fixture } from '../testing/fixtures'
import { tempFolder } from '../testing/temp-folder'
import { ALPHA1_SCHEMA } from './alpha1-schema'
import { openStore, type Store } from './open-store'
import type { StoreError } from './store-error'

/** alpha.8 dropped the parent column and started numbering again. */
const AS_ALPHA_8 = `ALTER TABLE session_meta DROP COLUMN parent_session_id;
  ALTER TABLE session_meta ADD COLUMN relation_json TEXT;
  CREATE TABLE attachment_manifest (attachment_id TEXT PRIMARY KEY);
  PRAGMA user_version = 1`

/** alpha.10 has the same tables; only the head's config names its model otherwise. */
const AS_ALPHA_10 = `${AS_ALPHA_8};
  UPDATE session_head SET head_json =
    '{"session_id":"s","config":{"provider_id":"p","model":{"id":"m","limits":{"context_window_tokens":1}}}}'`

/** What opening gives for a plain alpha.1 store after these changes to its schema. */
async function altered(sql: string): Promise<Store['layout'] | StoreError> {
  using copy = copyFixture(fixture('a1/linear-chat'))
  const path = join(copy.folder, 'store.db')
  const db = new DatabaseSync(path)
  db.exec(sql)
  db.close()
  return await layoutAt(path)
}

async function layoutAt(path: string): Promise<Store['layout'] | StoreError> {
  const store = await openStore(path)
  if (!store.ok) return store.error
  await store.value.close()
  return store.value.layout
}

/** A database made by these statements alone. */
async function made(sql: string): Promise<Store['layout'] | StoreError> {
  const path = join(tempFolder(), 'made.db')
  const db = new DatabaseSync(path)
  db.exec(sql)
  db.close()
  return layoutAt(path)
}

describe('the era of a store', () => {
  it('is told by its tables', async () => {
    expect(await altered('')).toMatchObject({ era: 'a1', hasRevisionColumn: true })
    expect(await altered('ALTER TABLE session_meta ADD COLUMN relation_json TEXT')).toMatchObject({
      era: 'a2-a3'
    })
    expect(await altered(AS_ALPHA_8)).toMatchObject({ era: 'a8-a9', hasParentColumn: false })
  })

  it('is not told of texts that are kept as UTF-16', async () => {
    const utf16 = await made(`PRAGMA encoding = 'UTF-16le'; ${ALPHA1_SCHEMA} PRAGMA user_version = 15`)
    expect(utf16).toMatchObject({ code: 'not-yet-readable', message: expect.stringContaining('UTF-16') })
  })

  it('is not told where rows are numbered beyond what JavaScript counts exactly', async () => {
    for (const seq of [2n ** 63n - 1n, 2n ** 53n, -(2n ** 63n)]) {
      const numbered = await altered(`UPDATE graph_nodes SET seq = ${seq} WHERE seq = 1`)
      expect(numbered).toMatchObject({ code: 'altered', detail: expect.stringContaining(String(seq)) })
    }
  })

  it('is not told by the schema number', async () => {
    for (const version of [0, 1, 14, 16, 17, 22, 38]) {
      expect(await altered(`PRAGMA user_version = ${version}`)).toMatchObject({ era: 'a1' })
    }
  })

  it('after alpha.9 is told by the shape of the config in the head', async () => {
    expect(await altered(AS_ALPHA_10)).toMatchObject({
      code: 'not-yet-readable',
      message: expect.stringContaining('alpha.10')
    })
  })

  it('is still told when a table is missing', async () => {
    for (const table of ['usage_deltas', 'graph_nodes', 'session_head', 'session_meta', 'blobs']) {
      const layout = await altered(`DROP TABLE ${table}`)
      if ('code' in layout) throw new Error(layout.message)
      expect(layout.era).toBe('a1')
      expect(layout.tables).not.toContain(table)
    }
  })

  it('beyond what is known is refused as newer', async () => {
    expect(await altered('PRAGMA user_version = 39')).toMatchObject({ code: 'newer' })
  })
})

describe('a database without a session', () => {
  it('that lash would take over is no error', async () => {
    expect(await made('PRAGMA user_version = 15')).toMatchObject({ era: 'none', foreignTables: [] })
    expect(
      await made('CREATE TABLE blobs (id INTEGER PRIMARY KEY, picture BLOB); PRAGMA user_version = 15')
    ).toMatchObject({ era: 'none', foreignTables: ['blobs'] })
  })

  it('of another program is refused, whatever small number it bears', async () => {
    for (const version of [0, 1, 3, 99]) {
      expect(
        await made(`CREATE TABLE recipes (id INTEGER PRIMARY KEY); PRAGMA user_version = ${version}`)
      ).toMatchObject({ code: 'foreign' })
    }
  })
})
