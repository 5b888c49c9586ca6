import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readdirSync,
  symlinkSync,
  writeSync
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copyFixture, fixture, fixtures } from '../testing/fixtures'
import { OtherProgram } from '../testing/other-program'
import { contentSnapshot, folderSnapshot } from '../testing/snapshot'
import { tempFolder } from '../testing/temp-folder'
import { asNumber, type Connection } from './connection'
import { storeFilesBelow } from './folder'
import { openStore, type Store } from './open-store'
import type { CopyOptions } from './private-copy'
import { readSession } from './session'

const countNodes = (db: Connection): number => asNumber(db.first('SELECT count(*) FROM graph_nodes')?.[0])

const insertNode = (id: string): string =>
  `INSERT INTO graph_nodes (node_id, node_json) VALUES ('${id}', '{}')`

/** A copy of a plain store of 6 nodes in a folder of its own. */
function plainStore(name = 'store.db'): { readonly folder: string; readonly path: string } {
  using copy = copyFixture(fixture('a1/linear-chat'))
  const folder = tempFolder()
  copyFileSync(join(copy.folder, 'store.db'), join(folder, name))
  return { folder, path: join(folder, name) }
}

async function opened(path: string, options: CopyOptions = {}): Promise<Store> {
  const store = await openStore(path, options)
  if (!store.ok) throw new Error(store.error.message)
  return store.value
}

/** Private copies go where this variable says; the folder must be empty when a store is closed. */
let copies: string
const systemFolder = process.env.TMPDIR
beforeEach(() => {
  copies = tempFolder()
})
afterEach(() => {
  if (systemFolder === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = systemFolder
})

describe('reading leaves no trace', () => {
  it.each(fixtures('a1/', 'a1-runtime/', 'era/'))('in $name', async (each) => {
    using copy = copyFixture(each)
    const before = folderSnapshot(copy.folder)
    const files = storeFilesBelow(copy.folder)
    process.env.TMPDIR = copies
    for (const file of files.ok ? files.value.files : []) {
      const store = await openStore(join(copy.folder, file))
      if (!store.ok) continue
      await store.value.read((db) => readSession(db, store.value.layout))
      await store.value.read((db) => readSession(db, store.value.layout))
      await store.value.close()
    }
    expect(folderSnapshot(copy.folder)).toEqual(before)
    expect(readdirSync(copies)).toEqual([])
  })

  it('in a folder that may not be written', async () => {
    const { folder, path } = plainStore()
    chmodSync(path, 0o444)
    chmodSync(folder, 0o555)
    const before = folderSnapshot(folder)
    const store = await opened(path)
    expect(await store.read(countNodes)).toEqual({ ok: true, value: 6 })
    await store.close()
    expect(folderSnapshot(folder)).toEqual(before)
    chmodSync(folder, 0o755)
  })

  it.each(['100% sure? #1.db', 'two words.db', 'a&b=c;d.db', 'ünï😀.db', '%20.db'])(
    'of a store named %s',
    async (name) => {
      const { folder, path } = plainStore(name)
      const before = folderSnapshot(folder)
      const store = await opened(path)
      expect(await store.read(countNodes)).toEqual({ ok: true, value: 6 })
      await store.close()
      expect(folderSnapshot(folder)).toEqual(before)
    }
  )
})

describe('a left-over WAL', () => {
  it('is read from a private copy, with its rows, and told how far copying is', async () => {
    using copy = copyFixture(fixture('a1/wal-pending'))
    process.env.TMPDIR = copies
    const steps: (readonly [number, number])[] = []
    const store = await opened(join(copy.folder, 'store.db'), {
      onProgress: (done, total) => steps.push([done, total])
    })
    expect(store.facts.mode).toBe('copy')
    expect(await store.read(countNodes)).toEqual({ ok: true, value: 6 })
    expect(steps.every(([done, total]) => done <= total)).toBe(true)
    await store.close()
    expect(readdirSync(copies)).toEqual([])
  })

  it('need not be copied to the end', async () => {
    using copy = copyFixture(fixture('a1/wal-pending'))
    process.env.TMPDIR = copies
    const store = await openStore(join(copy.folder, 'store.db'), { signal: AbortSignal.abort() })
    expect(store).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(readdirSync(copies)).toEqual([])
  })

  it('of a crashed program is told apart from that of a running one', async () => {
    const { folder, path } = plainStore()
    const program = await OtherProgram.open(path, insertNode('from-the-crash'))
    await program.crash()
    const before = contentSnapshot(folder)
    const store = await opened(path)
    expect(store.facts.mode).toBe('copy')
    expect(await store.read(countNodes)).toEqual({ ok: true, value: 7 })
    await store.close()
    expect(contentSnapshot(folder)).toEqual(before)
  })
})

describe('a store that is opened by a link to it', () => {
  it('is the same store, and its left-over WAL is read although none lies beside the link', async () => {
    using copy = copyFixture(fixture('a1/wal-pending'))
    const path = join(copy.folder, 'store.db')
    const link = join(tempFolder(), 'link.db')
    symlinkSync(path, link)
    const [direct, linked] = [await opened(path), await opened(link)]
    expect(linked.path).toBe(direct.path)
    expect(linked.facts.mode).toBe('copy')
    expect(await linked.read(countNodes)).toEqual(await direct.read(countNodes))
    await direct.close()
    await linked.close()
  })
})

describe('a rollback journal left by a crash', () => {
  it('is rolled back in a private copy, never in place', async () => {
    const { folder, path } = plainStore()
    const program = await OtherProgram.open(
      path,
      'PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; BEGIN',
      `WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 500)
       INSERT INTO graph_nodes (node_id, node_json) SELECT 'lost-' || i, hex(zeroblob(500)) FROM n`
    )
    await program.crash()
    const before = folderSnapshot(folder)
    expect(readdirSync(folder)).toContain('store.db-journal')
    const store = await opened(path)
    expect(store.facts.mode).toBe('copy')
    expect(await store.read(countNodes)).toEqual({ ok: true, value: 6 })
    await store.close()
    expect(folderSnapshot(folder)).toEqual(before)
  })
})

describe('a store that another program has open', () => {
  it('is read live, with what is committed, and neither database nor WAL is touched', async () => {
    const { folder, path } = plainStore()
    const program = await OtherProgram.open(path, insertNode('committed'))
    const before = contentSnapshot(folder)
    const store = await opened(path)
    expect(store.facts.mode).toBe('live')
    expect(store.facts.holders?.map(({ pid }) => pid)).toEqual([program.pid])
    expect(await store.read(countNodes)).toEqual({ ok: true, value: 7 })
    expect(contentSnapshot(folder)).toEqual(before)
    await store.close()
    await program.close()
  })

  it('can still be written by it between and after our reads', async () => {
    const { path } = plainStore()
    const program = await OtherProgram.open(path, insertNode('one'))
    const store = await opened(path)
    await program.run(insertNode('two'))
    expect(await store.read(countNodes)).toEqual({ ok: true, value: 8 })
    await program.run(`BEGIN IMMEDIATE; ${insertNode('three')}; COMMIT`)
    expect(await store.read(countNodes)).toEqual({ ok: true, value: 9 })
    await store.close()
    await program.close()
  })

  it('does not show what is not committed yet', async () => {
    const { path } = plainStore()
    const program = await OtherProgram.open(path, insertNode('one'), 'BEGIN IMMEDIATE', insertNode('two'))
    const store = await opened(path)
    expect(await store.read(countNodes)).toEqual({ ok: true, value: 7 })
    await store.close()
    await program.close()
  })

  it('lets that program clean up after itself, and is read without locks again', async () => {
    const { folder, path } = plainStore()
    const program = await OtherProgram.open(path, insertNode('one'))
    const store = await opened(path)
    await program.close()
    expect(readdirSync(folder)).toEqual(['store.db'])
    expect(await store.read(countNodes)).toEqual({ ok: true, value: 7 })
    expect(store.facts.mode).toBe('immutable')
    await store.close()
  })

  it('is read anew when it was written since the last read', async () => {
    const { path } = plainStore()
    const store = await opened(path)
    expect(await store.read(countNodes)).toEqual({ ok: true, value: 6 })
    const program = await OtherProgram.open(path, insertNode('one'))
    await program.close()
    expect(await store.read(countNodes)).toEqual({ ok: true, value: 7 })
    await store.close()
  })
})

describe('a store that changes while it is read', () => {
  it('is read again, so that the result is of one state', async () => {
    const { folder, path } = plainStore()
    const other = plainStore()
    const writer = await OtherProgram.open(other.path, insertNode('one'))
    await writer.close()
    const store = await opened(path)
    const counts: number[] = []
    const result = await store.read((db) => {
      counts.push(countNodes(db))
      if (counts.length === 1) copyFileSync(other.path, path)
      return counts.at(-1)
    })
    expect(result).toEqual({ ok: true, value: 7 })
    expect(counts).toEqual([6, 7])
    expect(readdirSync(folder)).toEqual(['store.db'])
    await store.close()
  })

  it('is given up after some attempts', async () => {
    const { path } = plainStore()
    const other = plainStore()
    const store = await opened(path)
    const result = await store.read(() => copyFileSync(other.path, path))
    expect(result).toMatchObject({ ok: false, error: { code: 'changing' } })
    await store.close()
  })
})

describe('several reads at once', () => {
  it('take turns on one private copy; closing removes it and refuses what still waits', async () => {
    using copy = copyFixture(fixture('a1/wal-pending'))
    process.env.TMPDIR = copies
    const store = await opened(join(copy.folder, 'store.db'))
    const results = await Promise.all([1, 2, 3].map(() => store.read(countNodes)))
    expect(results).toEqual([1, 2, 3].map(() => ({ ok: true, value: 6 })))
    expect(readdirSync(copies)).toHaveLength(1)
    const late = store.read(countNodes)
    await store.close()
    expect(await late).toMatchObject({ ok: false, error: { code: 'closed' } })
    expect(readdirSync(copies)).toEqual([])
  })
})

describe('what is no store', () => {
  it('is refused by what it is', async () => {
    const folder = tempFolder()
    mkdirSync(join(folder, 'folder.db'))
    const code = async (path: string): Promise<string> => {
      const store = await openStore(path)
      return store.ok ? 'ok' : store.error.code
    }
    expect(await code(join(folder, 'gone.db'))).toBe('missing')
    expect(await code(join(folder, 'folder.db'))).toBe('not-a-file')
    for (const [name, expected] of [
      ['a1/not-sqlite', 'not-sqlite'],
      ['a1/truncated', 'truncated'],
      ['a1/foreign', 'foreign'],
      ['a1/v-unknown', 'newer']
    ] as const) {
      using copy = copyFixture(fixture(name))
      expect(await code(join(copy.folder, 'store.db'))).toBe(expected)
    }
  })
})

describe('a damaged database', () => {
  it.each([
    ['graph_nodes', 'node_json'],
    ['session_head', 'head_json'],
    ['usage_deltas', 'cached_input_tokens']
  ])('whose table %s has no %s is said to be altered', async (table, column) => {
    const { path } = plainStore()
    const program = await OtherProgram.open(path, `ALTER TABLE ${table} RENAME COLUMN ${column} TO renamed`)
    await program.close()
    const store = await openStore(path)
    const result = store.ok ? await store.value.read((db) => readSession(db, store.value.layout)) : store
    expect(result).toMatchObject({
      ok: false,
      error: { code: 'altered', detail: expect.stringContaining(column) }
    })
    if (store.ok) await store.value.close()
  })

  it('is refused when a page of it is garbage, and left as it is', async () => {
    const { folder, path } = plainStore()
    const file = openSync(path, 'r+')
    writeSync(file, Buffer.alloc(8192, 0xa5), 0, 8192, 4096)
    closeSync(file)
    const before = folderSnapshot(folder)
    const store = await openStore(path)
    const result = store.ok ? await store.value.read((db) => readSession(db, store.value.layout)) : store
    expect(result).toMatchObject({ ok: false, error: { code: 'corrupt' } })
    if (store.ok) await store.value.close()
    expect(folderSnapshot(folder)).toEqual(before)
  })

  it('that another program holds locked is said to be locked', async () => {
    const { path } = plainStore()
    const program = await OtherProgram.open(
      path,
      'PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE',
      insertNode('not-yet')
    )
    expect(await openStore(path)).toMatchObject({ ok: false, error: { code: 'locked' } })
    await program.close()
  })
})
