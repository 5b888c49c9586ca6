import type { PriceTable } from '@shared/domain/usage/prices'
import { reviewUsage } from '@shared/domain/usage/review'
import type { UsageSession } from '@shared/domain/usage/sessions'
import { sumRows } from '@shared/domain/usage/sums'
import { describe, expect, it } from 'vitest'
import { countsFrom, REAL_FAMILIES, sessionsOf } from '../testing/real-families'

const unpriced: PriceTable = { package: 'none', version: '0', date: '2026-01-01', find: () => null }

const review = (name: string, sessions = sessionsOf(name)) =>
  reviewUsage(sessions, { table: unpriced, pricesAt: null })
const verdictsOf = (name: string): string[] => [
  ...new Set(review(name).checks.flatMap((check) => check.verdicts))
]

describe('the combined usage of a family', () => {
  it.each([
    'subagents',
    'children-api',
    'children-no-store',
    'handoff-rlm',
    'handoff-forced',
    'handoff-tool',
    'compaction-auto',
    'compaction-manual',
    'usage-sources',
    'coding-chat'
  ])('is what the provider reported: %s', (name) => {
    expect(sumRows(review(name).rows).tokens).toEqual(countsFrom(REAL_FAMILIES[name]?.provider_usage ?? []))
  })

  it('lacks what a parent lost that died before its last commit, and says so', () => {
    expect(sumRows(review('family-crash').rows).tokens).toEqual(countsFrom([2200, 30, 0, 7]))
    expect(verdictsOf('family-crash')).toEqual(['parent-died-first'])
  })

  it('is neither the total of the root nor the sum of all files', () => {
    const sessions = sessionsOf('subagents')
    const root = sessions.find((session) => session.parent === null)
    const sum = (list: readonly UsageSession[]): bigint =>
      list.flatMap((session) => session.rows).reduce((total, row) => total + row.counts.input, 0n)
    expect(sum(root === undefined ? [] : [root])).toBe(26_800n)
    expect(sum(sessions)).toBe(41_000n)
    expect(sumRows(review('subagents').rows).tokens.input).toBe(28_500n)
  })
})

describe('the check line of a store', () => {
  const checked = Object.entries(REAL_FAMILIES).filter(
    ([, family]) => Object.keys(family.mirror_check).length > 0
  )
  it.each(checked)('gives the mirror rows and the rows of stored children: %s', (name, family) => {
    for (const check of review(name).checks) {
      const [mirrorRows = [], childRows = []] = family.mirror_check[check.session] ?? []
      expect(check.mirrorRows).toEqual(countsFrom(mirrorRows))
      expect(check.childRows).toEqual(countsFrom(childRows))
    }
  })

  it.each([
    ['subagents', ['equal']],
    ['compaction-auto', ['equal']],
    ['children-no-store', ['child-without-store']],
    ['children-api', ['booked-twice', 'equal']],
    ['handoff-rlm', ['successor']],
    ['handoff-tool', ['successor']],
    ['handoff-forced', ['successor']],
    ['usage-sources', []]
  ])('says what it means: %s %j', (name, verdicts) => {
    expect(verdictsOf(name).sort()).toEqual(verdicts)
  })

  it('tells a host label that repeats a child from one that is a cost of its own', () => {
    const own = (name: string): string[] =>
      review(name)
        .rows.filter((row) => row.mirrorOf.length === 0)
        .map((row) => row.source)
    expect(own('children-api')).toEqual(['turn', 'turn', 'turn'])
    expect(own('usage-sources')).toContain('title')
  })
})

describe('a session found in several stores', () => {
  it('counts once, from the store with the highest revision', () => {
    const { rows, otherCopies } = review('compaction-auto')
    expect(new Set(rows.map((row) => row.store)).size).toBe(2)
    expect(otherCopies.map((session) => session.store)).toEqual([
      'after-compaction-1.db',
      'before-compaction.db'
    ])
  })
})

describe('a family without one of its stores', () => {
  it('keeps the part of a mirror row that no stored child explains', () => {
    const sessions = sessionsOf('subagents').filter((session) => !session.session.startsWith('8afc'))
    const { rows, checks } = review('subagents', sessions)
    expect(sumRows(rows).tokens).toEqual(countsFrom(REAL_FAMILIES.subagents?.provider_usage ?? []))
    expect(checks.flatMap((check) => check.verdicts)).toContain('child-without-store')
  })

  it('puts orphaned siblings into the family of their lost parent', () => {
    const sessions = sessionsOf('subagents').filter((session) => session.parent !== null)
    expect(new Set(review('subagents', sessions).rows.map((row) => row.family)).size).toBe(1)
  })
})

describe('parents in a loop', () => {
  it('end, in one family, with no token lost', () => {
    const [first, second] = sessionsOf('subagents')
    if (first === undefined || second === undefined) throw new Error('the fixture is empty')
    const loop = [
      { ...first, parent: second.session },
      { ...second, parent: first.session }
    ]
    const { rows } = review('subagents', loop)
    expect(new Set(rows.map((row) => row.family)).size).toBe(1)
    const all = loop.flatMap((session) => session.rows).reduce((total, row) => total + row.counts.input, 0n)
    expect(rows.reduce((total, row) => total + row.counts.input, 0n)).toBe(all)
  })
})
