import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LedgerEntry, TokenUsage } from '../model/head'
import { diffTokenLedger } from './diff'
import { mergeRecordingRule, mergeRuntimeRule, mergeStoreRule } from './ledger'
import { usageReport } from './report'
import { addUsage, NO_USAGE, overflowsInt64, subtractUsage } from './token-math'

const count = fc.oneof(
  { weight: 4, arbitrary: fc.bigInt(0n, 5000n) },
  { weight: 1, arbitrary: fc.bigInt(-(1n << 63n), (1n << 63n) - 1n) }
)
const anyUsage: fc.Arbitrary<TokenUsage> = fc.record({
  input_tokens: count,
  output_tokens: count,
  cached_input_tokens: count,
  reasoning_tokens: count
})
/** Few labels, so that pairs repeat; absurd counts now and then. */
const anyLedger: fc.Arbitrary<LedgerEntry[]> = fc.array(
  fc.record({
    source: fc.constantFrom('turn', 'subagent', '', 'a\u0000b', 'Ünï'),
    model: fc.constantFrom('acme/large', 'b\u0000', '', '\u{1f600}', '\uffff'),
    usage: anyUsage
  }),
  { maxLength: 40 }
)
const sumOf = (rows: readonly LedgerEntry[]): TokenUsage =>
  rows.reduce((sum, row) => addUsage(sum, row.usage), NO_USAGE)
const pairs = (rows: readonly LedgerEntry[]): string[] => rows.map((row) => `${row.source} | ${row.model}`)

describe('merging a ledger', () => {
  it('neither loses nor doubles a token when nothing is skipped', () => {
    fc.assert(
      fc.property(anyLedger, (rows) => {
        expect(sumOf(mergeRecordingRule(rows))).toEqual(sumOf(rows))
      })
    )
  })

  it('gives one row per source and model, in order of first appearance', () => {
    fc.assert(
      fc.property(anyLedger, (rows) => {
        const kept = rows.filter((row) => row.usage.input_tokens > 0n && row.usage.output_tokens > 0n)
        const expected = [...new Set(pairs(kept.filter((row) => row.usage.reasoning_tokens >= 0n)))]
        const merged = mergeStoreRule(kept.filter((row) => row.usage.reasoning_tokens >= 0n))
        expect(pairs(merged)).toEqual(expected)
      })
    )
  })

  it('loses a cached-only row on load, where the runtime keeps it', () => {
    const cachedOnly = [{ source: 'turn', model: 'm', usage: { ...NO_USAGE, cached_input_tokens: 7n } }]
    expect(mergeStoreRule(cachedOnly)).toEqual([])
    expect(mergeRuntimeRule(cachedOnly)).toEqual(cachedOnly)
  })

  it('keeps sums exact beyond 64 bits and says that they do not fit', () => {
    const most = { source: 'turn', model: 'm', usage: { ...NO_USAGE, input_tokens: (1n << 63n) - 1n } }
    const sum = mergeStoreRule([most, most])[0]?.usage.input_tokens ?? 0n
    expect(sum).toBe((1n << 64n) - 2n)
    expect(overflowsInt64(sum)).toBe(true)
  })
})

describe('the usage report', () => {
  it('adds up to the same total over sources, models and rows', () => {
    fc.assert(
      fc.property(anyLedger, (rows) => {
        const report = usageReport(rows)
        for (const sums of [report.by_source, report.by_model]) {
          const inputs = [...sums.values()].map((totals) => totals.context_total_tokens)
          expect(inputs.reduce((a, b) => a + b, 0n)).toBe(report.usage.context_total_tokens)
        }
      })
    )
  })

  it('sorts its keys by UTF-8 bytes', () => {
    const models = ['\u{1f600}', '\uffff', 'b', 'a', 'ab', '']
    const rows = models.map((model) => ({ source: 'turn', model, usage: { ...NO_USAGE, input_tokens: 1n } }))
    expect([...usageReport(rows).by_model.keys()]).toEqual(['', 'a', 'ab', 'b', '\uffff', '\u{1f600}'])
  })
})

describe('differences', () => {
  it('of a merged ledger that only grew give back what was added', () => {
    fc.assert(
      fc.property(anyLedger, anyLedger, (first, second) => {
        const positive = (rows: readonly LedgerEntry[]): LedgerEntry[] =>
          rows.filter((row) => Object.values(row.usage).every((value) => value >= 0n))
        const before = mergeRecordingRule(positive(first))
        const after = mergeRecordingRule([...before, ...positive(second)])
        const diff = diffTokenLedger(before, after)
        expect(diff.ok && sumOf(diff.value)).toEqual(sumOf(positive(second)))
      })
    )
  })

  it('name the first pair that went down', () => {
    const row = { source: 'so (x)', model: 'm, y', usage: { ...NO_USAGE, input_tokens: 1n } }
    const diff = diffTokenLedger([row], [])
    expect(diff.ok ? null : diff.error.message).toBe('token ledger decreased for source/model (so (x), m, y)')
  })

  it('of a child saturate at the limits of 64 bits', () => {
    const least = { ...NO_USAGE, input_tokens: -(1n << 63n) }
    expect(subtractUsage(least, { ...NO_USAGE, input_tokens: 1n })).toEqual(least)
    expect(subtractUsage(least, least)).toBeNull()
  })
})
