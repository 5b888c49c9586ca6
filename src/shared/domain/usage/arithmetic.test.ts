import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commonPrice, sumArithmetic } from './arithmetic'
import { NO_COUNTS } from './counts'
import type { PriceLine, PriceTable } from './prices'
import { reviewUsage } from './review'
import { ADAPTERS } from './semantics'
import { sumRows } from './sums'

const line: PriceLine = {
  provider: 'acme',
  model: 'large',
  matchedBy: 'vendor',
  validFrom: null,
  alternatives: [
    {
      input: { base: 3_000_000n, tiers: [{ above: 500n, price: 6_000_000n }] },
      output: { base: 15_000_000n, tiers: [] },
      'cache-read': { base: 300_000n, tiers: [] },
      'cache-write': { base: 3_750_000n, tiers: [] }
    }
  ]
}
const table: PriceTable = { package: 'test', version: '1', date: '2026-01-01', find: () => line }

const count = fc.bigInt(0n, 900n)
const anyRows = fc.array(
  fc.record({
    providerId: fc.constantFrom<string>(...ADAPTERS),
    counts: fc.record({
      input: count,
      output: count,
      cachedInput: count,
      cacheWrite: fc.constant(0n),
      reasoning: count
    })
  }),
  { maxLength: 5 }
)

const priced = (rows: readonly { providerId: string; counts: typeof NO_COUNTS }[]) =>
  reviewUsage(
    rows.map(({ providerId, counts }, at) => ({
      store: `${at}.db`,
      session: `s${at}`,
      parent: null,
      revision: 1n,
      day: null,
      layout: 'cached-inside',
      head: { providerId, model: 'm' },
      rows: [{ source: 'turn', model: 'm', counts, stored: 1 }],
      handoffs: [],
      successor: false,
      unbookedTurn: null,
      turnsWithoutRow: 0
    })),
    { table, pricesAt: null }
  ).rows

describe('the arithmetic behind a sum', () => {
  it('adds up to both ends of the sum exactly, and every line is tokens × price', () => {
    fc.assert(
      fc.property(anyRows, (list) => {
        const rows = priced(list)
        const lines = sumArithmetic(rows)
        const end = (which: 'low' | 'high') =>
          lines.reduce((sum, each) => sum + (each[which]?.amount ?? 0n), 0n)
        const { cost } = sumRows(rows)
        expect([end('low'), end('high')]).toEqual([cost?.low, cost?.high])
        for (const { price, low, high } of lines) {
          for (const side of [low, high])
            expect(side?.amount).toBe(side === null ? undefined : side.tokens * price)
        }
      })
    )
  })

  it('names the price line that all rows share', () => {
    const [row] = priced([{ providerId: 'openai', counts: NO_COUNTS }])
    if (row === undefined) throw new Error('there is a row')
    expect(commonPrice([row, row])).toBe(line)
    expect(commonPrice([row, { ...row, price: { ...line, model: 'small' } }])).toBeNull()
    expect(commonPrice([row, { ...row, price: null }])).toBeNull()
    expect(commonPrice([])).toBeNull()
  })
})
