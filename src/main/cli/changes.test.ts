import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildWhenStale } from '../../../scripts/build.mjs'
import { generateStore } from '../generator/generate'
import { tempFolder } from '../testing/temp-folder'
import { hashFolder, logicalDigest } from '../writer/testing'

beforeAll(buildWhenStale, 120_000)

/** What the commands print, as far as the tests look at it. */
interface Printed {
  readonly steps: readonly { readonly op: string }[]
  readonly done: readonly { readonly op: string }[]
  readonly predicted: Readonly<Record<string, unknown>>
  readonly frees: { readonly row_bytes: number }
  readonly now: {
    readonly revision: string
    readonly orphans: readonly string[]
    readonly messages: readonly { readonly id: string }[]
  }
  readonly receipt: string
  readonly undo: string
  readonly receipts: readonly unknown[]
  readonly error: { readonly code: string }
  readonly sessions: Readonly<
    Record<
      string,
      { readonly leaf: string; readonly revision: string; readonly active_path: readonly string[] }
    >
  >
  readonly vanished_node_ids: readonly string[]
}

interface Ran {
  readonly status: number | null
  readonly json: Printed
}

/** A store of its own, the folder for receipts, and the command line on both. */
function workplace(size = 200) {
  const folder = tempFolder()
  const data = tempFolder()
  const path = join(folder, 'store.db')
  generateStore({ shape: 'bushy', size, seed: 31, out: path })
  const run = (...args: string[]): Ran => {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', LASH_INSPECTOR_DATA: data }
    const { status, stdout } = spawnSync(process.execPath, [resolve('out/main/cli.js'), ...args], { env })
    const text = stdout.toString()
    return { status, json: JSON.parse(text === '' ? '{}' : text) }
  }
  const planFile = join(tempFolder(), 'plan.json')
  return { folder, data, path, run, planFile }
}

describe('plan, apply, undo and history on the command line', () => {
  it('go from a plan file to a receipt and back, and what was predicted is what is then told', async () => {
    const { path, data, run, planFile } = workplace()
    const before = await logicalDigest(path)
    // by a link: the plan and the receipt are those of the store itself
    const link = join(tempFolder(), 'link.db')
    symlinkSync(path, link)
    const plan = run('plan', 'prune', link, '--all', '--rlm', '--vacuum', '--out', planFile, '--json')
    expect(plan.status).toBe(0)
    expect(plan.json).toEqual(JSON.parse(readFileSync(planFile, 'utf8')))
    expect(plan.json).toMatchObject({
      kind: 'prune',
      store: path,
      steps: [{ op: 'tombstone' }, { op: 'vacuum' }],
      predicted: { orphans: [] }
    })
    expect(plan.json.frees.row_bytes).toBeGreaterThan(0)

    const applied = run('apply', planFile, '--json')
    expect(applied.status).toBe(0)
    expect(applied.json.done.map(({ op }) => op)).toEqual(['tombstone', 'vacuum'])
    expect(applied.json.now).toMatchObject(plan.json.predicted)
    expect(applied.json.receipt.startsWith(data)).toBe(true)

    const history = run('history', link, '--json')
    expect(history.json.receipts).toMatchObject([
      { kind: 'prune', state: 'applied', undo: applied.json.undo }
    ])
    const undone = run('undo', applied.json.undo, '--json')
    expect(undone.status).toBe(0)
    expect(undone.json.now.orphans.length).toBeGreaterThan(0)
    expect(await logicalDigest(path)).toBe(before)
    expect(run('undo', applied.json.receipt).json.error.code).toBe('already-undone')
  })

  it('take a plan kept before plans had words for what was done, whose receipt then says what it would do', () => {
    const { path, run, planFile } = workplace(40)
    run('plan', 'prune', path, '--all', '--rlm', '--out', planFile)
    const { done, ...kept } = JSON.parse(readFileSync(planFile, 'utf8'))
    expect(done).not.toBe(kept.sentence)
    writeFileSync(planFile, JSON.stringify(kept))
    expect(run('apply', planFile).status).toBe(0)
    expect(run('history', path).json.receipts).toMatchObject([{ sentence: kept.sentence }])
  })

  it('refuse a stale plan with exit 4, and leave store and folder byte for byte', () => {
    const { folder, path, run, planFile } = workplace()
    run('plan', 'prune', path, '--all', '--rlm', '--out', planFile)
    const writer = new DatabaseSync(path)
    writer.exec('UPDATE graph_nodes SET tombstoned = 1 WHERE seq = 7')
    writer.close()
    const before = hashFolder(folder)
    const applied = run('apply', planFile, '--json')
    expect([applied.status, applied.json.error.code]).toEqual([4, 'stale'])
    expect(hashFolder(folder)).toEqual(before)
  })

  it('tell wrong use with exit 2, what cannot be read with 3, and what must not be changed with 4', () => {
    const { folder, path, run, planFile } = workplace(40)
    expect(run('plan', 'prune', path).status).toBe(2)
    expect(run('plan', 'prune', path, '--reason', 'because').status).toBe(2)
    expect(run('plan', 'branch', path).status).toBe(2)
    writeFileSync(planFile, '{"kind":"prune"}')
    expect(run('apply', planFile).status).toBe(2)
    expect(run('plan', 'vacuum', join(folder, 'none.db')).status).toBe(3)
    const other = join(folder, 'other.db')
    cpSync(path, other)
    const writer = new DatabaseSync(other)
    writer.exec('CREATE TABLE notes (text TEXT)')
    writer.close()
    const refused = run('plan', 'gc', other)
    expect([refused.status, refused.json.error.code]).toEqual([4, 'read-only-layout'])
  })

  it('move the head as the runtime would, append below it, and curate what the model sees', () => {
    const { path, run, planFile } = workplace()
    const [core] = Object.values(run('inspect', path).json.sessions)
    const target = core?.active_path[3] ?? ''
    const branch = run('plan', 'branch', path, '--before', target, '--out', planFile)
    expect(branch.json.predicted).toMatchObject({ leaf: core?.active_path[2] })
    expect(run('apply', planFile).json.now).toMatchObject(branch.json.predicted)

    const stale = run('plan', 'append', path, '--message', 'hello', '--requires-ancestor', core?.leaf ?? '')
    expect([stale.status, stale.json.error.code]).toEqual([4, 'stale-branch'])
    const append = run('plan', 'append', path, '--message', 'hello', '--out', planFile)
    expect(append.json.steps.map(({ op }) => op)).toEqual(['add-rows', 'write-head'])
    const appended = run('apply', planFile)
    expect(appended.json.now).toMatchObject(append.json.predicted)
    expect(appended.json.now.revision).toBe(String(Number(core?.revision) + 2))

    const shown = appended.json.now.messages.map(({ id }) => id)
    const curate = run('plan', 'curate', path, '--nodes', shown[0] ?? '', '--out', planFile)
    expect(curate.status).toBe(0)
    expect(run('apply', planFile).json.now.messages).toHaveLength(1)
  })

  it('foretell what a resumed runtime’s next commit would do, and write nothing for it', () => {
    const { folder, path, run } = workplace()
    const before = hashFolder(folder)
    const parked = run('simulate-commit', path, '--residency', 'active-path-only', '--then', 'park', '--json')
    expect(parked.json).toMatchObject({ next_commit: { kind: 'Unchanged' }, vanished_node_ids: [] })
    const turned = run('simulate-commit', path, '--residency', 'active-path-only', '--then', 'turn', '--json')
    expect(turned.json.vanished_node_ids.length).toBeGreaterThan(0)
    expect(run('simulate-commit', path, '--residency', 'some').status).toBe(2)
    expect(hashFolder(folder)).toEqual(before)
    expect(readdirSync(folder)).toEqual(['store.db'])
  })
})
