import { join } from 'node:path'
import { groupRows, sumRows } from '@shared/domain/usage/sums'
import { usageRequests } from '@shared/ipc/usage'
import { beforeEach, describe, expect, it } from 'vitest'
import { countsFrom, REAL_FAMILIES, writeFamily } from '../testing/real-families'
import { tempFolder } from '../testing/temp-folder'
import { usageHandlers } from './usage'

let folder: string
beforeEach(() => {
  folder = tempFolder()
})

const userPrices = {
  prices: {
    'acme/large-3': { input: '3', output: '15', cacheRead: '0.3' },
    'acme/small-1': { input: '0.25', output: '2' }
  },
  aliases: {}
}

describe('the engine’s answers about usage', () => {
  it('price a family with the user’s own prices and survive the way between processes', async () => {
    writeFamily(folder, 'subagents')
    const answer = await usageHandlers['usage/review']({ path: folder, pricesAt: null, userPrices })
    const crossed = structuredClone(answer)
    if (!crossed.ok) throw new Error(crossed.error.message)
    const { rows } = crossed.value.review
    expect(sumRows(rows).tokens.input).toBe(28_500n)
    // C: small-1 by a head of its own model, 1700 × 0.25 + 11 × 2; no price for cache reads, so no range
    const c = groupRows(rows, 'session').find((group) => group.tokens.input === 1700n)
    expect(c?.cost).toEqual({ low: 447_000_000n, high: 447_000_000n, complete: true })
  })

  it('give the rows behind a figure', async () => {
    writeFamily(folder, 'subagents')
    const path = join(folder, '20260516_093016.db')
    const answer = await usageHandlers['usage/rows']({
      path,
      source: 'turn',
      model: 'acme/large-3',
      offset: 0
    })
    expect(answer).toEqual({
      ok: true,
      value: {
        total: 2,
        rows: [
          { seq: 3, counts: countsFrom([10_400, 320, 6_144, 60]) },
          { seq: 4, counts: countsFrom([5_600, 25, 5_120, 0]) }
        ]
      }
    })
  })

  it('name the other states of a session that lie beside it, without adding them', async () => {
    writeFamily(folder, 'crash-mid-turn')
    const path = join(folder, 'after-crash.db')
    const answer = await usageHandlers['usage/review']({ path, pricesAt: null, userPrices })
    if (!answer.ok) throw new Error(answer.error.message)
    const { rows, otherCopies } = answer.value.review
    expect(sumRows(rows).tokens.input).toBe(850n)
    expect(otherCopies.map(({ store }) => store)).toEqual(['store.db'])
  })

  it('report a ledger as lash does', async () => {
    writeFamily(folder, 'usage-sources')
    const name = REAL_FAMILIES['usage-sources']?.sessions[0]?.store ?? ''
    const answer = await usageHandlers['usage/report']({ path: join(folder, name) })
    if (!answer.ok) throw new Error(answer.error.message)
    // of 2742 cached tokens 940 are in rows with nothing else, which lash loses on load
    expect(answer.value.usage).toMatchObject({ input_tokens: 3483n, cached_input_tokens: 1802n })
    expect(answer.value.by_source.has('cached.probe')).toBe(false)
  })

  it('give own and combined costs of the stores of a family', async () => {
    writeFamily(folder, 'subagents')
    const paths = REAL_FAMILIES.subagents?.sessions.map(({ store }) => join(folder, store)) ?? []
    const answer = await usageHandlers['usage/costs']({
      paths: [...paths, join(folder, 'no.db')],
      userPrices
    })
    if (!answer.ok) throw new Error(answer.error.message)
    const root = answer.value.find(({ path }) => path.endsWith('20260516_093016.db'))
    const others = answer.value.filter((cost) => cost !== root)
    const sum = [root, ...others].reduce((total, cost) => total + (cost?.own?.high ?? 0n), 0n)
    expect(others).toHaveLength(3)
    expect(root?.combined?.high).toBe(sum)
  })

  it('say what is wrong with a path', async () => {
    const path = join(folder, 'nothing.db')
    const answers = await Promise.all([
      usageHandlers['usage/review']({ path, pricesAt: null, userPrices }),
      usageHandlers['usage/rows']({ path, source: '', model: '', offset: 0 }),
      usageHandlers['usage/report']({ path })
    ])
    expect(answers.map((answer) => (answer.ok ? null : answer.error.code))).toEqual([
      'missing',
      'missing',
      'missing'
    ])
  })
})

describe('a request for a review', () => {
  it.each([
    { pricesAt: 'today', userPrices },
    { pricesAt: null, userPrices: { prices: { m: { input: '-1', output: '1' } }, aliases: {} } },
    { pricesAt: null, userPrices: { prices: { m: { input: '1' } }, aliases: {} } }
  ])('is refused for %j', (args) => {
    expect(usageRequests['usage/review'].args.safeParse({ path: folder, ...args }).success).toBe(false)
  })
})
