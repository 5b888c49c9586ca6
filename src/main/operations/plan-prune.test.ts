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
import { pruneByBodies, pruneByColumns } from './plan-prune'
import { type PlanSource, readSessionFacts } from './source'

type Ask = Extract<PlanAsk, { kind: 'prune' }>

/** Both ways to one decision, and the keys of CORE that both tell. */
async function bothWays(path: string, ask: Ask) {
  const opened = await openStore(path)
  if (!opened.ok) return undefined
  const { layout, facts, ...store } = opened.value
  const both = await opened.value.read((db) => {
    const source: PlanSource = {
      db,
      layout,
      files: facts.files,
      path: store.path,
      fresh: systemFresh,
      now: new Date()
    }
    const session = readSessionFacts(source)
    return { bodies: pruneByBodies(source, session, ask), columns: pruneByColumns(source, session, ask) }
  })
  await opened.value.close()
  if (!both.ok) throw new Error(both.error.message)
  return both.value
}

async function expectSame(path: string, ask: Ask): Promise<void> {
  const both = await bothWays(path, ask)
  if (both === undefined) return
  const { bodies, columns } = both
  if (!bodies.ok || !columns.ok) return expect(columns).toEqual(bodies)
  expect(columns.value.decision).toEqual(bodies.value.decision)
  const told = columns.value.predicted
  const expected: Plan['predicted'] = bodies.value.predicted
  for (const key of Object.keys(told)) if (key in expected) expect(told[key]).toEqual(expected[key])
  const named = new Set(columns.value.decision.steps.flatMap((step) => ('ids' in step ? [...step.ids] : [])))
  if (named.size > 0) expect(new Set(columns.value.named?.located.keys())).toEqual(named)
}

const id = fc.integer({ min: 0, max: 13 }).map((number) => `n${number}`)
const choice: fc.Arbitrary<Ask['choice']> = fc.oneof(
  fc.constant({ by: 'all' as const }),
  fc.array(id, { maxLength: 3 }).map((ids) => ({ by: 'hand' as const, ids: new Set(ids), rules: undefined })),
  fc.array(fc.integer({ min: 1, max: 13 }), { maxLength: 3 }).map((seqs) => ({ by: 'seqs' as const, seqs }))
)
const arbitraryPrune: fc.Arbitrary<Ask> = fc.record({
  kind: fc.constant('prune' as const),
  choice,
  vacuum: fc.boolean(),
  noPath: fc.boolean(),
  rlm: fc.boolean()
})

describe('a prune planned from columns', () => {
  it('is the one that is planned with every node decoded, on any store', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryStore, arbitraryPrune, async (model, ask) => {
        using work = temporaryFolder()
        const path = join(work.folder, 'store.db')
        writeStore(path, model, new Map())
        await expectSame(path, ask)
      }),
      { numRuns: 300 }
    )
  }, 120_000)

  const everything: Ask = { kind: 'prune', choice: { by: 'all' }, vacuum: false, noPath: true, rlm: true }

  it.each(['long', 'bushy', 'wide', 'dust'] as const)('on a generated store, %s', async (shape) => {
    const path = join(tempFolder(), 'store.db')
    generateStore({ shape, size: 3000, seed: 3, out: path })
    await expectSame(path, everything)
    await expectSame(path, { ...everything, vacuum: true, rlm: false })
  })

  it.each(fixtures('a1/').map((each) => [each.name, each] as const))('on %s', async (_, each) => {
    using copy = copyFixture(each)
    await expectSame(join(copy.folder, 'store.db'), everything)
  })
})
