import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AppError } from '@shared/ipc/request'
import type { Result } from '@shared/result'
import { describe, expect, it } from 'vitest'
import { generateStore } from '../../generator/generate'
import { copyFixture, fixtures } from '../../testing/fixtures'
import { tempFolder } from '../../testing/temp-folder'
import { openTestWindow, type TestWindow } from '../testing'

async function openStore(window: TestWindow, path: string): Promise<number> {
  process.env.LASH_INSPECTOR_DATA = join(tempFolder(), 'data')
  const opened = value(await window.handlers['store/open']({ path, opening: 1 }))
  await window.next('verify/ready')
  return opened.store
}

function value<T>(result: Result<T, AppError>): T {
  if (result.ok) return result.value
  throw new Error(`${result.error.code}: ${result.error.message} ${result.error.detail ?? ''}`)
}

function generated(size = 300): string {
  const path = join(tempFolder(), 'store.db')
  generateStore({ shape: 'bushy', size, seed: 5, out: path })
  return path
}

async function withWindow(
  path: string,
  body: (window: TestWindow, store: number) => Promise<void>
): Promise<void> {
  const window = openTestWindow()
  try {
    await body(window, await openStore(window, path))
  } finally {
    window.close()
  }
}

const prune = { kind: 'prune', vacuum: false, noPath: false, rlm: true } as const

describe('changing a store from the window', () => {
  it('plans a branch chosen by hand, applies it, reads the store again, and undoes it', () =>
    withWindow(generated(), async ({ handlers, next }, store) => {
      const [branch] = value(await handlers['branches/read']({ store })).filter(({ rlm }) => !rlm)
      if (branch === undefined) throw new Error('no branch')
      const plan = value(await handlers['plan/make']({ store, ask: { ...prune, rows: [branch.topRow] } }))
      expect(plan.rows).toHaveLength(branch.nodes)
      expect(plan.sentence).toMatch(/^Hides .* Nothing on the path changes, and the file stays/)
      expect(plan.steps.map(({ op }) => op)).toEqual(['keep', 'tombstone'])
      expect(plan.effects.find(([label]) => label === 'Nodes loaded')).toEqual([
        'Nodes loaded',
        '300',
        String(300 - branch.nodes)
      ])
      const again = next('verify/ready')
      const applied = value(await handlers['plan/apply']({ plan: plan.plan, unproven: false, loop: false }))
      expect((await again).summary.tombstoned).toBe(branch.nodes)
      expect(applied.sentence).toMatch(/^Hid .* Nothing on the path changed, and the file stayed/)

      const [receipt] = value(await handlers['history/list']({ store }))
      expect(receipt).toMatchObject({ receipt: applied.receipt, kind: 'prune', state: 'applied' })
      const undo = value(await handlers['undo/plan']({ receipt: applied.receipt }))
      expect(undo.sentence).toMatch(/^Undoes “Hid /)
      const back = next('verify/ready')
      value(await handlers['plan/apply']({ plan: undo.plan, unproven: false, loop: false }))
      expect((await back).summary).toMatchObject({ tombstoned: 0, nodes: 300 })
      expect(value(await handlers['history/list']({ store })).map(({ state }) => state)).toEqual([
        'applied',
        'undone'
      ])
    }))

  it('refuses to prune a node of the path, and forgets a plan that was applied', () =>
    withWindow(generated(), async ({ handlers, next }, store) => {
      expect(value(await handlers['space/read']({ store })).orphanBytes).toBeGreaterThan(0)
      const leaf = value(
        await handlers['node/find']({
          store,
          id: value(await handlers['head/read']({ store })).head?.leaf_node_id ?? ''
        })
      )
      expect(await handlers['plan/make']({ store, ask: { ...prune, rows: [leaf ?? 0] } })).toMatchObject({
        ok: false,
        error: { code: 'on-path' }
      })
      const gc = value(await handlers['plan/make']({ store, ask: { kind: 'compact' } }))
      const again = next('verify/ready')
      value(await handlers['plan/apply']({ plan: gc.plan, unproven: false, loop: false }))
      await again
      expect(await handlers['plan/apply']({ plan: gc.plan, unproven: false, loop: false })).toMatchObject({
        ok: false,
        error: { code: 'no-such-plan' }
      })
    }))

  it('says whether the store can be changed, and exports the state the runtime would load', () =>
    withWindow(generated(), async ({ handlers }, store) => {
      expect(value(await handlers['writer/check']({ store }))).toEqual({
        free: true,
        unproven: false,
        holder: null,
        readOnly: null
      })
      const text = value(await handlers['state/export']({ store, shape: 'persisted', secrets: false }))
      expect(text).toMatch(/^\{"session_id":/)
      const plan = value(await handlers['plan/make']({ store, ask: { kind: 'gc' } }))
      expect(JSON.parse(value(await handlers['plan/text']({ plan: plan.plan })))).toMatchObject({
        kind: 'gc'
      })
    }))
})

describe.runIf(existsSync('../shared/fixtures/a1/leaf-missing'))('an orphaned head', () => {
  it('is offered candidates, the runtime’s own among them, and healed with the chosen one', async () => {
    const [fixture] = fixtures('a1/leaf-missing')
    if (fixture === undefined) throw new Error('no fixture')
    using copy = copyFixture(fixture)
    const path = join(tempFolder(), 'store.db')
    cpSync(join(copy.folder, 'store.db'), path)
    await withWindow(path, async ({ handlers, next }, store) => {
      const candidates = value(await handlers['heal/candidates']({ store }))
      expect(candidates.filter(({ asRuntime }) => asRuntime)).toHaveLength(1)
      const [best] = candidates
      expect(best?.evidence.length).toBeGreaterThan(0)
      const plan = value(
        await handlers['plan/make']({ store, ask: { kind: 'heal', leaf: best?.id ?? null } })
      )
      const again = next('verify/ready')
      value(await handlers['plan/apply']({ plan: plan.plan, unproven: false, loop: false }))
      expect((await again).summary).toMatchObject({ onPath: best?.pathLength, leafRow: best?.row })
    })
  })
})
