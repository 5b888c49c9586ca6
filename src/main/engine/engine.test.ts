import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { crc32 } from 'node:zlib'
import type { EnginePushes } from '@shared/ipc/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateStore } from '../generator/generate'
import type { Job } from './jobs'
import { inPlace, openTestWindow, type TestWindow } from './testing'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'engine-'))
  process.env.LASH_INSPECTOR_DATA = join(folder, 'data')
})
afterAll(() => rmSync(folder, { recursive: true }))

function storeOf(size: number, name: string): string {
  const path = join(folder, name)
  generateStore({ shape: 'bushy', size, seed: 7, out: path })
  return path
}

async function open(window: TestWindow, path: string) {
  const opened = await window.handlers['store/open']({ path, opening: 1 })
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.value
}

/** A checksum of every column as the window has it after all that was pushed. */
function columnsSent({ pushes }: TestWindow): Record<string, number> {
  const columns = new Map<string, Uint8Array>()
  for (const { name: push, payload } of pushes) {
    if (push !== 'index/chunk') continue
    const { set, name, offset, total, data } = payload as EnginePushes['index/chunk']
    const size = data.BYTES_PER_ELEMENT
    const before = columns.get(`${set}.${name}`) ?? new Uint8Array(0)
    const column = new Uint8Array(total * size)
    column.set(before.subarray(0, column.length))
    column.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset * size)
    columns.set(`${set}.${name}`, column)
  }
  return Object.fromEntries([...columns].map(([name, bytes]) => [name, crc32(bytes)]))
}

/** Adds one user message below the leaf and moves the head to it, as a commit does. */
function appendMessage(path: string, id: string): void {
  const db = new DatabaseSync(path)
  const { head_json } = db.prepare('SELECT head_json FROM session_head').get() ?? {}
  const head = JSON.parse(String(head_json))
  const part = { id: `${id}.p0`, kind: 'Text', content: 'one more question', prune_state: 'Intact' }
  const node = {
    node_id: id,
    parent_node_id: head.leaf_node_id,
    timestamp: '2026-06-01T10:00:00+00:00',
    kind: 'event',
    event: { Conversation: { id, role: 'User', parts: [part] } }
  }
  db.exec('BEGIN')
  db.prepare('INSERT INTO graph_nodes(node_id, node_json) VALUES (?, ?)').run(id, JSON.stringify(node))
  db.prepare('UPDATE session_head SET head_json = ?').run(JSON.stringify({ ...head, leaf_node_id: id }))
  db.exec('COMMIT')
  db.close()
}

test('a store opens with its leaf end, is indexed, then verified', async () => {
  const window = openTestWindow()
  const { store, tail, leaf } = await open(window, storeOf(1000, 'small.db'))
  expect(tail.at(-1)?.id).toBe(leaf)
  const first = await window.next('index/ready')
  expect(first.summary).toMatchObject({ nodes: 1000, classes: null })
  const { summary } = await window.next('verify/ready')
  const { copies = 0, variants = 0, unique = 0 } = summary.classes ?? {}
  expect(copies + variants + unique).toBe(summary.orphans)
  const detail = await window.handlers['node/read']({ store, row: summary.leafRow ?? -1 })
  expect(detail.ok && detail.value.card.id).toBe(leaf)
  const branches = await window.handlers['branches/read']({ store })
  expect(branches.ok && branches.value.reduce((sum, branch) => sum + branch.nodes, 0)).toBe(summary.orphans)
  window.close()
})

describe('the kept index', () => {
  const reopened = async (path: string) => {
    const window = openTestWindow()
    await open(window, path)
    const { summary } = await window.next('verify/ready')
    const read = window.pushes.some(({ name }) => name === 'index/ready')
    window.close()
    return { summary, read, columns: columnsSent(window) }
  }
  const keptFile = () => {
    const names = readdirSync(join(folder, 'data', 'index')).filter((name) => name.endsWith('.graph'))
    return join(folder, 'data', 'index', names[0] ?? '')
  }

  test('gives the same graph without a row being read, until the store or the file is another', async () => {
    const path = storeOf(25_000, 'kept.db')
    const first = await reopened(path)
    expect(first.read).toBe(true)
    await expect.poll(() => readdirSync(join(folder, 'data', 'index')).length).toBe(1)
    const second = await reopened(path)
    expect(second).toEqual({ ...first, read: false })

    const bytes = readFileSync(keptFile())
    bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1
    writeFileSync(keptFile(), bytes)
    expect(await reopened(path)).toEqual(first)

    appendMessage(path, 'mnew')
    expect((await reopened(path)).summary.nodes).toBe(25_001)
  })
})

test('rows that come while copies are being unfolded are shown unfolded as well', async () => {
  const path = storeOf(20_000, 'unfolding.db')
  let held: Promise<void> | undefined
  const window = openTestWindow({
    run: async <Ask extends Job>(job: Ask) => {
      if (job.job === 'runs') await held
      return inPlace.run<Ask>(job)
    }
  })
  const { store } = await open(window, path)
  const { generation } = await window.next('verify/ready')
  const hold = Promise.withResolvers<void>()
  held = hold.promise
  const isSent = (wanted: number, set: string) =>
    window.pushes.some(({ name, payload }) => {
      if (name !== 'index/chunk') return false
      const chunk = payload as EnginePushes['index/chunk']
      return chunk.set === set && chunk.generation === generation + wanted
    })
  const unfolding = window.handlers['layout/set']({ store, showCopies: true })
  await expect.poll(() => isSent(1, 'layout/read')).toBe(true)
  await window.handlers['store/follow']({ store, on: true })
  appendMessage(path, 'mwhile')
  await expect.poll(() => isSent(2, 'nodes'), { timeout: 5000 }).toBe(true)
  const shown = window.next('verify/ready')
  hold.resolve()
  await unfolding
  expect((await shown).summary.nodes).toBe(20_001)
  window.close()

  const fresh = openTestWindow()
  const opened = await open(fresh, path)
  await fresh.next('verify/ready')
  await fresh.handlers['layout/set']({ store: opened.store, showCopies: true })
  expect(columnsSent(window)).toEqual(columnsSent(fresh))
  fresh.close()
})

test('an opening that is called off gives no store', async () => {
  const window = openTestWindow()
  const [off, on] = [3, 4].map((opening) =>
    window.handlers['store/open']({ path: storeOf(300, `opening${opening}.db`), opening })
  )
  await window.handlers['opening/stop']({ opening: 3 })
  expect(await off).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  expect(await on).toMatchObject({ ok: true })
  window.close()
})

test('a listing that is called off gives no stores', async () => {
  for (const name of ['one.db', 'two.db']) storeOf(300, name)
  const window = openTestWindow()
  const [off, on] = [3, 4].map((listing) => window.handlers['folder/list']({ path: folder, listing }))
  await window.handlers['folder/stop']({ listing: 3 })
  expect(await off).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  expect(await on).toMatchObject({ ok: true })
  window.close()
})

test('of a store that is closed while its graph is cut, nothing is laid out any more', async () => {
  const path = storeOf(20_000, 'closed.db')
  const done: string[] = []
  const cut = Promise.withResolvers<void>()
  const hold = Promise.withResolvers<void>()
  const window = openTestWindow({
    run: async <Ask extends Job>(job: Ask, signal?: AbortSignal) => {
      const answer = await inPlace.run<Ask>(job, signal)
      if (answer.ok) done.push(job.job)
      if (job.job !== 'cut') return answer
      cut.resolve()
      await hold.promise
      return answer
    }
  })
  const { store } = await open(window, path)
  await cut.promise
  const closed = window.handlers['store/close']({ store })
  hold.resolve()
  await closed
  expect(done.filter((job) => job !== 'scan')).toEqual(['cut'])
  expect(window.pushes.map(({ name }) => name)).not.toContain('store/failed')
  window.close()
})

test('a graph is read once it is asked for, once, whatever is written before', async () => {
  const path = storeOf(300, 'asked.db')
  const window = openTestWindow(inPlace, { asksForGraph: false })
  const { store } = await open(window, path)
  await window.handlers['store/follow']({ store, on: true })
  const changed = window.next('store/changed')
  appendMessage(path, 'mbefore')
  await changed
  const ready = window.next('verify/ready')
  await window.handlers['graph/read']({ store })
  await window.handlers['graph/read']({ store })
  expect((await ready).summary.nodes).toBe(301)
  // one reading follows the other, so that by then a second one would have been told
  const grown = window.next('index/grown')
  appendMessage(path, 'mafter')
  expect((await grown).summary.nodes).toBe(302)
  const names = window.pushes.map(({ name }) => name)
  expect(names.filter((name) => name === 'index/ready' || name === 'verify/ready')).toEqual([
    'index/ready',
    'verify/ready'
  ])
  window.close()
})

test('a followed store shows what is committed: only the new rows are sent', async () => {
  const path = storeOf(500, 'followed.db')
  const window = openTestWindow()
  const { store } = await open(window, path)
  await window.next('verify/ready')
  await window.handlers['store/follow']({ store, on: true })
  const sent = window.pushes.length
  const [changed, grown] = [window.next('store/changed'), window.next('index/grown')]
  appendMessage(path, 'mfollowed')
  expect((await changed).overview.tail.at(-1)?.id).toBe('mfollowed')
  const { summary, rows } = await grown
  expect(summary).toMatchObject({ nodes: 501, leafRow: 500 })
  expect(rows).toMatchObject({ count: 1, seq: Uint32Array.of(501) })
  expect(window.pushes.slice(sent).filter(({ name }) => name === 'index/chunk')).toEqual([])
  window.close()
})

test('of a store whose rows are all written anew while they are looked at, no graph between the two is shown', async () => {
  const path = storeOf(500, 'replaced.db')
  const change = (sql: string) => {
    const db = new DatabaseSync(path)
    db.exec(sql)
    db.close()
  }
  let looks = 0
  const window = openTestWindow({
    run(job, signal) {
      // as the runtime's ReplaceFull does (store-format.md §10.2), between the look at the store and that at its rows
      if (job.job === 'outline' && looks++ === 0)
        change(`BEGIN; CREATE TEMP TABLE kept AS SELECT node_id, node_json FROM graph_nodes ORDER BY seq;
          DELETE FROM graph_nodes; INSERT INTO graph_nodes(node_id, node_json) SELECT * FROM kept; COMMIT`)
      return inPlace.run(job, signal)
    }
  })
  const { store } = await open(window, path)
  await window.next('verify/ready')
  await window.handlers['store/follow']({ store, on: true })
  const next = window.next('verify/ready')
  change('UPDATE session_head SET head_revision = head_revision + 1')
  expect((await next).summary.nodes).toBe(500)
  expect(looks).toBeGreaterThan(0)
  window.close()
})

describe('a followed store that is marked', () => {
  const mark = (path: string, seq: number) => {
    const db = new DatabaseSync(path)
    db.prepare('UPDATE graph_nodes SET tombstoned = 1 WHERE seq = ?').run(seq)
    db.close()
  }
  const reads = ({ pushes }: TestWindow) => pushes.filter(({ name }) => name === 'index/progress').length
  const followed = async (name: string) => {
    const path = storeOf(500, name)
    const window = openTestWindow()
    const { store } = await open(window, path)
    await window.next('verify/ready')
    await window.handlers['store/follow']({ store, on: true })
    return { path, window, before: reads(window) }
  }

  test('shows the mark without reading a row again', async () => {
    const { path, window, before } = await followed('marked.db')
    const ready = window.next('verify/ready')
    mark(path, 300)
    expect((await ready).summary).toMatchObject({ nodes: 499, tombstoned: 1 })
    expect(reads(window)).toBe(before)
    window.close()
  })

  test('shows a mark that came with new rows, when the writer rests', async () => {
    const { path, window } = await followed('both.db')
    const grown = window.next('index/grown')
    mark(path, 300)
    appendMessage(path, 'mboth')
    expect((await grown).summary.nodes + (await grown).summary.tombstoned).toBe(501)
    if ((await grown).summary.tombstoned === 0)
      expect((await window.next('verify/ready')).summary).toMatchObject({ nodes: 500, tombstoned: 1 })
    window.close()
  })
})

const noFilter = { kinds: [], role: null, tool: '', onPath: null, failed: null, tombstoned: null }

describe('search', () => {
  test('counts every row that says the text, whatever its case, and none that only names a field', async () => {
    const path = storeOf(1000, 'searched.db')
    appendMessage(path, 'mzebra')
    const window = openTestWindow()
    const { store } = await open(window, path)
    await window.next('verify/ready')
    const hits = async (text: string, onPath: boolean | null = null) => {
      const done = new Promise<number[]>((resolve) => {
        const rows: number[] = []
        const listen = async () => {
          for (;;) {
            const next = await window.next('search/hits')
            rows.push(...next.rows)
            if (next.done) return resolve(rows)
          }
        }
        void listen()
      })
      await window.handlers['search/start']({ store, text, filter: { ...noFilter, onPath }, from: 0 })
      return done
    }
    expect(await hits('ONE more Question')).toEqual([1000])
    expect(await hits('prune_state')).toEqual([])
    expect(await hits('one more question', false)).toEqual([])
    expect((await hits('the')).length).toBeGreaterThan(500)

    const built = await window.handlers['search/index']({ store, action: 'build' })
    expect(built).toMatchObject({ ok: true, value: { state: 'ready' } })
    const first = window.next('search/hits')
    await window.handlers['search/start']({
      store,
      text: 'more quest',
      filter: noFilter,
      from: 0
    })
    expect((await first).firsts).toMatchObject([{ row: 1000 }])
    window.close()
  })
})
