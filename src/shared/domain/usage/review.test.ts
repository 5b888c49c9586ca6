import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addCounts, NO_COUNTS, type TokenCounts, type UsageRow } from './counts'
import { createdDay, isDay } from './day'
import { sessionSums } from './family-sums'
import type { PriceLine, PriceTable } from './prices'
import { type ReviewOptions, reviewUsage } from './review'
import type { UsageSession } from './sessions'
import { type Grouping, groupRows, sumRows, unpricedModels } from './sums'
import { withUserPrices } from './user-prices'

const GROUPINGS: readonly Grouping[] = ['source', 'model', 'session', 'family', 'day']

const line: PriceLine = {
  provider: 'acme',
  model: 'large',
  matchedBy: 'vendor',
  validFrom: null,
  alternatives: [
    {
      input: { base: 3_000_000n, tiers: [] },
      output: { base: 15_000_000n, tiers: [] },
      'cache-read': { base: 300_000n, tiers: [] }
    }
  ]
}
/** Knows one model. */
const table: PriceTable = {
  package: 'test',
  version: '1',
  date: '2026-01-01',
  find: ({ model }) => (model === 'acme/large' ? line : null)
}
const options: ReviewOptions = { table, pricesAt: null }

const count = fc.oneof(
  { weight: 5, arbitrary: fc.bigInt(0n, 900n) },
  { weight: 1, arbitrary: fc.bigInt(-(1n << 63n), 1n << 63n) }
)
const anyRow: fc.Arbitrary<UsageRow> = fc.record({
  source: fc.constantFrom(
    'turn',
    'subagent',
    'child',
    'compaction',
    'reviewer',
    'continue_as_forced_context_fallback',
    ''
  ),
  model: fc.constantFrom('acme/large', 'acme/small', '<b>'),
  counts: fc.record({
    input: count,
    output: count,
    cachedInput: count,
    cacheWrite: fc.constant(0n),
    reasoning: count
  }),
  stored: fc.nat(3)
})
const ids = ['a', 'b', 'c', 'd', 'a-compaction']
const anySession: fc.Arbitrary<UsageSession> = fc.record({
  store: fc.constantFrom('1.db', '2.db', '3.db', '4.db'),
  session: fc.constantFrom(...ids),
  parent: fc.option(fc.constantFrom(...ids, 'gone')),
  revision: fc.bigInt(0n, 3n),
  day: fc.option(fc.constantFrom('2026-05-16', '2026-05-17')),
  layout: fc.constant('cached-inside' as const),
  head: fc.option(fc.constantFrom({ providerId: 'openai', model: 'acme/large' })),
  rows: fc.uniqueArray(anyRow, { maxLength: 6, selector: (row) => `${row.source}|${row.model}` }),
  handoffs: fc.subarray(ids, { maxLength: 1 }),
  successor: fc.boolean(),
  unbookedTurn: fc.constant(null),
  turnsWithoutRow: fc.constant(0)
})
const anySessions = fc.uniqueArray(anySession, { maxLength: 6, selector: (session) => session.store })

const sumOf = (list: readonly { readonly tokens: TokenCounts }[]): TokenCounts =>
  list.reduce((sum, { tokens }) => addCounts(sum, tokens), NO_COUNTS)

function session(id: string, rows: readonly UsageRow[], parent: string | null = null): UsageSession {
  return {
    store: `${id}.db`,
    session: id,
    parent,
    revision: 1n,
    day: '2026-05-16',
    layout: 'cached-inside',
    head: null,
    rows,
    handoffs: [],
    successor: false,
    unbookedTurn: null,
    turnsWithoutRow: 0
  }
}

describe('a usage review', () => {
  it('loses and doubles no token of the sessions it keeps', () => {
    fc.assert(
      fc.property(anySessions, (sessions) => {
        const { rows, otherCopies } = reviewUsage(sessions, options)
        const kept = sessions.filter((each) => !otherCopies.includes(each))
        const before = kept.flatMap((each) => each.rows.map(({ counts }) => ({ tokens: counts })))
        expect(sumOf(rows.map(({ counts }) => ({ tokens: counts })))).toEqual(sumOf(before))
        expect(new Set(kept.map((each) => each.session)).size).toBe(kept.length)
      })
    )
  })

  it('adds up to its total under every grouping', () => {
    fc.assert(
      fc.property(anySessions, fc.constantFrom(...GROUPINGS), (sessions, by) => {
        const { rows } = reviewUsage(sessions, options)
        const total = sumRows(rows)
        const groups = groupRows(rows, by)
        expect(sumOf(groups)).toEqual(total.tokens)
        expect(groups.reduce((sum, group) => sum + group.rows, 0)).toBe(total.rows)
        expect(groups.reduce((sum, group) => sum + (group.cost?.low ?? 0n), 0n)).toBe(total.cost?.low ?? 0n)
        expect(groups.reduce((sum, group) => sum + (group.cost?.high ?? 0n), 0n)).toBe(total.cost?.high ?? 0n)
        expect(groups.every((group) => group.cost?.complete)).toBe(
          total.cost?.complete ?? groups.length === 0
        )
      })
    )
  })

  it('counts a family as its own rows and those of its other members', () => {
    fc.assert(
      fc.property(anySessions, (sessions) => {
        const { rows } = reviewUsage(sessions, options)
        for (const family of groupRows(rows, 'family')) {
          const members = groupRows(
            rows.filter((row) => row.family === family.key),
            'session'
          )
          expect(sumOf(members)).toEqual(family.tokens)
        }
      })
    )
  })

  it('combines a session with its children, up to the sum of the family', () => {
    fc.assert(
      fc.property(anySessions, (sessions) => {
        const review = reviewUsage(sessions, options)
        const sums = sessionSums(review)
        const families = new Map(groupRows(review.rows, 'family').map((group) => [group.key, group.tokens]))
        for (const { session, own, combined, family } of sums) {
          const children = sums.filter((other) => other.parent === session && other.session !== family)
          expect(combined.tokens).toEqual(
            addCounts(own.tokens, sumOf(children.map((child) => child.combined)))
          )
          if (session === family) expect(combined.tokens).toEqual(families.get(family) ?? NO_COUNTS)
        }
      })
    )
  })

  it('does not depend on the order of sessions and rows', () => {
    const shuffled = anySessions.chain((sessions) =>
      fc.tuple(
        fc.constant(sessions),
        fc
          .shuffledSubarray(sessions, { minLength: sessions.length })
          .map((list) => list.map((each) => ({ ...each, rows: each.rows.toReversed() })))
      )
    )
    fc.assert(
      fc.property(shuffled, ([sessions, others]) => {
        expect(reviewUsage(others, options).rows).toEqual(reviewUsage(sessions, options).rows)
      })
    )
  })

  it('lists what has no price, and says that the sum is not complete', () => {
    const counts = { ...NO_COUNTS, input: 1000n }
    const { rows } = reviewUsage(
      [
        session('s', [
          { source: 'turn', model: 'acme/large', counts, stored: 1 },
          { source: 'turn', model: 'acme/small', counts, stored: 1 }
        ])
      ],
      options
    )
    expect(unpricedModels(rows)).toEqual([{ model: 'acme/small', tokens: counts }])
    expect(sumRows(rows).cost).toMatchObject({ complete: false, high: 3_000_000_000n })
  })

  it('takes ten thousand models, absurd ones among them', () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => ({
      source: 'turn',
      model: index % 2 === 0 ? `<b>${index}</b>` : `${'x'.repeat(300)}${index}`,
      counts: { ...NO_COUNTS, input: (1n << 63n) - 1n },
      stored: 1
    }))
    const review = reviewUsage([session('s', rows)], options)
    expect(groupRows(review.rows, 'model')).toHaveLength(10_000)
    expect(sumRows(review.rows).tokens.input).toBe(10_000n * ((1n << 63n) - 1n))
  })

  it('marks counts that no adapter writes', () => {
    const marks = (counts: Partial<TokenCounts>) =>
      reviewUsage(
        [session('s', [{ source: 't', model: 'm', stored: 1, counts: { ...NO_COUNTS, ...counts } }])],
        options
      ).rows[0]?.assumptions
    expect(marks({ output: -1n })).toEqual(['negative-count'])
    expect(marks({ input: 1n << 64n })).toEqual(['beyond-64-bit'])
    expect(marks({ input: 1n, cachedInput: 2n })).toEqual(['cached-exceeds-input'])
  })
})

describe('prices of the user', () => {
  const priced = (model: string, user: Parameters<typeof withUserPrices>[1]) => {
    const rows = [{ source: 'turn', model, stored: 1, counts: { ...NO_COUNTS, input: 1000n } }]
    return reviewUsage([session('s', rows)], { table: withUserPrices(table, user), pricesAt: null }).rows[0]
  }

  it('price a model the table does not know, and are shown as theirs', () => {
    const row = priced('acme/small', { prices: { 'acme/small': { input: '0.5', output: '1' } }, aliases: {} })
    expect(row?.cost?.high.total).toBe(500_000_000n)
    expect(row?.price?.matchedBy).toBe('user-price')
    expect(row?.assumptions).toContain('price-set-by-user')
  })

  it('may be 0, and then say so', () => {
    const row = priced('acme/small', { prices: { 'acme/small': { input: '0', output: '0' } }, aliases: {} })
    expect(row?.cost?.high.total).toBe(0n)
    expect(row?.assumptions).toContain('free-by-user')
  })

  it('may name another model of the table', () => {
    const row = priced('acme/small', { prices: {}, aliases: { 'acme/small': 'acme/large' } })
    expect(row?.price).toMatchObject({ matchedBy: 'user-alias', model: 'large' })
    expect(row?.assumptions).toContain('alias-set-by-user')
  })

  it('are passed over when they are not numbers', () => {
    expect(priced('m', { prices: { m: { input: 'much', output: '1' } }, aliases: {} })?.cost).toBeNull()
  })
})

describe('the day of a session', () => {
  it.each([
    ['unix:1795398664', '2026-11-23'],
    ['2026-05-16T09:30:16.5+02:00', '2026-05-16'],
    ['2026-05-16T00:30:00+02:00', '2026-05-15'],
    ['2026-05-16T09:30:16Z', '2026-05-16']
  ])('of %s is %s in UTC', (text, day) => {
    expect(createdDay(text)).toBe(day)
  })

  it.each(['', 'yesterday', 'unix:', 'unix:999999999999', '2026-05-16', '2026-13-01T00:00:00Z'])(
    'of %j is unknown',
    (text) => {
      expect(createdDay(text)).toBeNull()
    }
  )

  it('can only be an existing one', () => {
    expect(['2026-02-28', '2026-02-30', '2026-2-3', 'x'].map(isDay)).toEqual([true, false, false, false])
  })
})
