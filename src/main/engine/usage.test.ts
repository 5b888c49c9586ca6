import { join } from 'node:path'
import { groupRows, sumRows } from '@shared/domain/usage/sums'
import { usageRequests } from '@shared/ipc/usage'
import { beforeEach, describe, expect, it } from 'vitest'
import { countsFrom, writeFamily } from '../testing/real-families'
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
    const answer = await usageHandlers['usage/rows']({ path, source: 'turn', model: 'acme/large-3' })
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

  it('compare a session at two times, and explain why that fails the other way round', async () => {
    writeFamily(folder, 'crash-mid-turn')
    const before = join(folder, 'after-crash.db')
    const after = join(folder, 'store.db')
    const gained = await usageHandlers['usage/compare']({ before, after })
    expect(gained.ok && gained.value.map(({ usage }) => usage.input_tokens)).toEqual([1450n])
    const wrong = await usageHandlers['usage/compare']({ before: after, after: before })
    expect(wrong.ok ? null : wrong.error.code).toBe('ledger-decreased')
  })

  it('say what is wrong with a path', async () => {
    const path = join(folder, 'nothing.db')
    const answers = await Promise.all([
      usageHandlers['usage/review']({ path, pricesAt: null, userPrices }),
      usageHandlers['usage/rows']({ path, source: '', model: '' }),
      usageHandlers['usage/compare']({ before: path, after: path })
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
