import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { countsOf, type TokenCounts } from './counts'
import { mergeRecordingRule } from './ledger'
import type { PriceTable } from './prices'
import { reviewUsage } from './review'
import type { UsageSession } from './sessions'
import { sumRows } from './sums'

/** The ledgers of real families and what the provider itself reported (README-runtime.md §4): numbers and ids only. */
const four = z.array(z.number())
const schema = z.record(
  z.string(),
  z.object({
    provider_usage: four,
    mirror_check: z.record(z.string(), z.array(four)),
    sessions: z.array(
      z.object({
        store: z.string(),
        session: z.string(),
        parent: z.string().nullable(),
        revision: z.number(),
        provider: z.string(),
        model: z.string(),
        handoffs: z.array(z.string()),
        rows: z.array(z.tuple([z.string(), z.string(), z.number(), z.number(), z.number(), z.number()]))
      })
    )
  })
)
const FAMILIES = schema.parse(JSON.parse(readFileSync('test-data/usage/families.json', 'utf8')))

const unpriced: PriceTable = { package: 'none', version: '0', date: '2026-01-01', find: () => null }

function counts([input = 0, output = 0, cached = 0, reasoning = 0]: readonly number[]): TokenCounts {
  return countsOf({
    input_tokens: BigInt(input),
    output_tokens: BigInt(output),
    cached_input_tokens: BigInt(cached),
    reasoning_tokens: BigInt(reasoning)
  })
}

function sessionsOf(name: string): UsageSession[] {
  return (FAMILIES[name]?.sessions ?? []).map((session) => ({
    store: session.store,
    session: session.session,
    parent: session.parent,
    revision: BigInt(session.revision),
    day: null,
    layout: 'cached-inside',
    head: { providerId: session.provider, model: session.model },
    handoffs: session.handoffs,
    successor: false,
    unbookedTurn: null,
    rows: mergeRecordingRule(
      session.rows.map(([source, model, input, output, cached, reasoning]) => ({
        source,
        model,
        usage: {
          input_tokens: BigInt(input),
          output_tokens: BigInt(output),
          cached_input_tokens: BigInt(cached),
          reasoning_tokens: BigInt(reasoning)
        }
      }))
    ).map(({ source, model, usage }) => ({ source, model, counts: countsOf(usage) }))
  }))
}

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
    expect(sumRows(review(name).rows).tokens).toEqual(counts(FAMILIES[name]?.provider_usage ?? []))
  })

  it('lacks what a parent lost that died before its last commit, and says so', () => {
    expect(sumRows(review('family-crash').rows).tokens).toEqual(counts([2200, 30, 0, 7]))
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
  const checked = Object.entries(FAMILIES).filter(([, family]) => Object.keys(family.mirror_check).length > 0)
  it.each(checked)('gives the mirror rows and the rows of stored children: %s', (name, family) => {
    for (const check of review(name).checks) {
      const [mirrorRows = [], childRows = []] = family.mirror_check[check.session] ?? []
      expect(check.mirrorRows).toEqual(counts(mirrorRows))
      expect(check.childRows).toEqual(counts(childRows))
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
    const { rows, olderCopies } = review('compaction-auto')
    expect(new Set(rows.map((row) => row.store)).size).toBe(2)
    expect(olderCopies.map((session) => session.store)).toEqual([
      'after-compaction-1.db',
      'before-compaction.db'
    ])
  })
})

describe('a family without one of its stores', () => {
  it('keeps the part of a mirror row that no stored child explains', () => {
    const sessions = sessionsOf('subagents').filter((session) => !session.session.startsWith('8afc'))
    const { rows, checks } = review('subagents', sessions)
    expect(sumRows(rows).tokens).toEqual(counts(FAMILIES.subagents?.provider_usage ?? []))
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
