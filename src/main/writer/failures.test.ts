import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AppError } from '@shared/ipc/request'
import type { Plan } from '@shared/operations/plan'
import type { Result } from '@shared/result'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildWhenStale } from '../../../scripts/build.mjs'
import { generateStore } from '../generator/generate'
import { applyHere, good, planOn } from '../operations/testing'
import { tempFolder } from '../testing/temp-folder'
import type { Applied } from './apply'
import { listReceipts, makeReceiptFolder, readReceipt, receiptOf, writeReceipt } from './receipt'
import { settleReceipts } from './settle'
import { hashFolder, logicalDigest, writerEntry } from './testing'

beforeAll(buildWhenStale, 120_000)

const everything = {
  kind: 'prune',
  choice: { by: 'all' },
  vacuum: true,
  noPath: false,
  rlm: true
} as const

function store(size = 200): { readonly folder: string; readonly path: string } {
  const folder = tempFolder()
  const path = join(folder, 'store.db')
  generateStore({ shape: 'bushy', size, seed: 21, out: path })
  return { folder, path }
}

/** Applies in the real writing process, which may write no file longer than `blocks` × 512 bytes. */
async function applyWithin(
  blocks: number,
  plan: Plan,
  dataFolder: string
): Promise<Result<Applied, AppError>> {
  const limited = join(tempFolder(), 'limited.sh')
  writeFileSync(limited, `#!/bin/sh\nulimit -f ${blocks}\nexec '${process.execPath}' "$@"\n`, { mode: 0o755 })
  const child = fork(writerEntry, [], {
    execPath: limited,
    execArgv: [],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc']
  })
  const answer = new Promise<Result<Applied, AppError>>((resolve) => {
    child.on('message', (message: { kind: string; answer: Result<Applied, AppError> }) => {
      if (message.kind === 'answer') resolve(message.answer)
    })
  })
  const gone = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`the writer ended without an answer: ${code ?? signal}`)
  })
  gone.catch(() => {})
  child.send({ plan, dataFolder, unproven: false, loop: false, undoes: null, left: [] })
  return Promise.race([answer, gone])
}

describe.runIf(process.platform !== 'win32')('no room on the disk', () => {
  it('for the store: everything is rolled back and the receipt withdrawn', async () => {
    const { folder, path } = store()
    const data = tempFolder()
    const content = 'x'.repeat(4_000_000)
    const message = { role: 'User', content, parts: [], images: [] } as const
    const request = { nodes: [{ kind: 'message', message }], requires_ancestor_node_id: null } as const
    const plan = good(await planOn(path, { kind: 'append', request }))
    const before = hashFolder(folder)
    const answer = await applyWithin(4_000, plan, data)
    expect(answer).toMatchObject({ ok: false, error: { path } })
    expect(answer.ok ? '' : answer.error.code).toMatch(/^disk-/)
    expect(hashFolder(folder)).toEqual(before)
    expect(listReceipts(data)).toEqual([])
  })

  it('for the rescue store: the store is not touched', async () => {
    const { folder, path } = store(3_000)
    const data = tempFolder()
    const plan = good(await planOn(path, everything))
    const before = hashFolder(folder)
    const answer = await applyWithin(200, plan, data)
    expect(answer).toMatchObject({ ok: false, error: { path } })
    expect(answer.ok ? '' : answer.error.code).toMatch(/^(disk-full|receipts-not-writable)$/)
    expect(hashFolder(folder)).toEqual(before)
    expect(listReceipts(data)).toEqual([])
  })
})

it('a data folder that cannot be made: nothing is changed, since there would be no way back', async () => {
  const { folder, path } = store()
  const data = join(tempFolder(), 'data')
  writeFileSync(data, 'in the way')
  const before = hashFolder(folder)
  expect(await applyHere(good(await planOn(path, everything)), data)).toMatchObject({
    ok: false,
    error: { code: 'receipts-not-writable' }
  })
  expect(hashFolder(folder)).toEqual(before)
})

describe('another file where the store was when the plan was made', () => {
  const replaced: [what: string, code: string, replace: (path: string) => void][] = [
    ['another store', 'stale', (path) => generateStore({ shape: 'bushy', size: 200, seed: 22, out: path })],
    [
      'a text',
      'not-sqlite',
      (path) => writeFileSync(path, 'not a database at all, but long enough to be read as one'.repeat(50))
    ],
    ['nothing', 'missing', (path) => rmSync(path)],
    [
      'a folder',
      'cannot-open',
      (path) => {
        rmSync(path)
        mkdirSync(path)
      }
    ]
  ]
  it.each(replaced)('%s: refused, and left as it is', async (_what, code, replace) => {
    const { folder, path } = store()
    const plan = good(await planOn(path, everything))
    replace(path)
    const before = code === 'cannot-open' ? {} : hashFolder(folder)
    expect(await applyHere(plan, tempFolder())).toMatchObject({ ok: false, error: { code } })
    if (code !== 'cannot-open') expect(hashFolder(folder)).toEqual(before)
  })
})

it('a clock that goes back gives every receipt a folder of its own all the same', () => {
  const data = tempFolder()
  const times = [
    '2026-05-17T08:00:01Z',
    '2026-05-17T08:00:00Z',
    '2026-05-17T08:00:00Z',
    '2026-05-17T08:00:01Z'
  ]
  const folders = times.map((time) => makeReceiptFolder(data, 'prune', new Date(time)))
  expect(new Set(folders).size).toBe(4)
})

describe('a receipt that a killed writer left half-made', () => {
  /** A receipt as it stands just before the commit, made by a process that is gone. */
  async function prepared() {
    const { path } = store()
    const data = tempFolder()
    const plan = good(await planOn(path, everything))
    const own = makeReceiptFolder(data, plan.kind, new Date())
    const folder = own.replace(/\d+$/, '999999999')
    mkdirSync(folder)
    rmSync(own, { recursive: true })
    writeReceipt(folder, receiptOf(folder, { plan, left: [], undoes: null }))
    return { path, data, plan, folder }
  }

  it('is withdrawn where the store is as before', async () => {
    const { data, folder } = await prepared()
    expect(await settleReceipts(data)).toEqual([{ folder, outcome: 'withdrawn' }])
    expect(listReceipts(data)).toEqual([])
  })

  it('is finished where the store shows the change', async () => {
    const { data, folder, plan } = await prepared()
    good(await applyHere(plan, tempFolder()))
    expect(await settleReceipts(data)).toEqual([{ folder, outcome: 'finished' }])
    expect(readReceipt(folder)?.state).toBe('applied')
  })

  it('is kept where the store has moved on, since its rescue store may hold the only copy', async () => {
    const { data, folder, path } = await prepared()
    generateStore({ shape: 'long', size: 30, seed: 2, out: path })
    expect(await settleReceipts(data)).toEqual([{ folder, outcome: 'kept' }])
    expect(readReceipt(folder)?.state).toBe('applied')
  })

  it('is left alone while its writer is at work', async () => {
    const { path } = store()
    const data = tempFolder()
    const plan = good(await planOn(path, everything))
    const folder = makeReceiptFolder(data, plan.kind, new Date())
    writeReceipt(folder, receiptOf(folder, { plan, left: [], undoes: null }))
    expect(await settleReceipts(data)).toEqual([])
    expect(await logicalDigest(path)).toHaveLength(64)
  })
})
