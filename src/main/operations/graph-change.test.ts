import { join } from 'node:path'
import type { Plan } from '@shared/operations/plan'
import { arbitraryStore } from '@shared/testing/arbitrary-store'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateStore } from '../generator/generate'
import { openStore } from '../store/open-store'
import { copyFixture, fixtures, temporaryFolder } from '../testing/fixtures'
import { tempFolder } from '../testing/temp-folder'
import { writeStore } from '../testing/write-store'
import type { PlanAsk } from './ask'
import { systemFresh } from './fresh'
import { changeByBodies, moveByColumns } from './graph-change'
import { type PlanSource, readSessionFacts } from './source'
import { arbitraryBranch, arbitraryHeal } from './testing'

type Ask = Extract<PlanAsk, { kind: 'heal' | 'branch' }>

/** Plans both ways; a store that does not open has no plan. */
async function expectSame(path: string, asks: readonly Ask[]): Promise<void> {
  const opened = await openStore(path)
  if (!opened.ok) return
  const { layout, facts } = opened.value
  const compared = await opened.value.read((db) => {
    const around = { db, layout, files: facts.files, path: opened.value.path }
    const source: PlanSource = { ...around, fresh: systemFresh, now: new Date() }
    const session = readSessionFacts(source)
    for (const ask of asks) {
      const bodies = changeByBodies(source, session, ask)
      const columns = moveByColumns(source, session, ask)
      if (!bodies.ok || !columns.ok) {
        expect(columns).toEqual(bodies)
        continue
      }
      expect(columns.value.decision).toEqual(bodies.value.decision)
      const expected: Plan['predicted'] = bodies.value.predicted
      const told: Plan['predicted'] = columns.value.predicted
      for (const key of Object.keys(told))
        if (key in expected) expect([key, told[key]]).toEqual([key, expected[key]])
      if ('leaf' in expected) expect(told).toHaveProperty('leaf')
    }
  })
  await opened.value.close()
  if (!compared.ok) throw new Error(compared.error.message)
}

describe('a head moved by columns', () => {
  it('is moved as it is with every node decoded, on any store', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryStore,
        fc.array(fc.oneof(arbitraryHeal, arbitraryBranch), { minLength: 1 }),
        async (model, asks) => {
          using work = temporaryFolder()
          const path = join(work.folder, 'store.db')
          writeStore(path, model, new Map())
          await expectSame(path, asks)
        }
      ),
      { numRuns: 300 }
    )
  }, 120_000)

  const heal: Ask = { kind: 'heal', leaf: undefined }
  const before: Ask = { kind: 'branch', leaf: null, before: false, keepCheckpoint: false }

  it.each(['long', 'bushy', 'wide', 'dust'] as const)('on a generated store, %s', async (shape) => {
    const path = join(tempFolder(), 'store.db')
    generateStore({ shape, size: 3000, seed: 3, out: path })
    const opened = await openStore(path)
    if (!opened.ok) throw new Error(opened.error.message)
    const read = await opened.value.read((db) =>
      db.all('SELECT node_id FROM graph_nodes WHERE seq % 500 = 7')
    )
    await opened.value.close()
    if (!read.ok) throw new Error(read.error.message)
    const moves = read.value.map(([leaf]): Ask => ({ ...before, leaf: String(leaf), before: true }))
    expect(moves.length).toBeGreaterThan(3)
    await expectSame(path, [heal, before, ...moves])
  })

  it.each(fixtures('a1/').map((each) => [each.name, each] as const))('on %s', async (_, each) => {
    using copy = copyFixture(each)
    await expectSame(join(copy.folder, 'store.db'), [heal, before])
  })
})
