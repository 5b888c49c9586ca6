import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { possibleAdapters } from './adapters'
import { rowCost } from './cost'
import { addCounts, type CounterLayout, NO_COUNTS, type TokenCounts } from './counts'
import { dollarsPerMillion, picoPerToken, toMicroUsd } from './money'
import type { PriceLine, PriceSet, TieredPrice } from './prices'
import { ADAPTERS, type AdapterId, type PriceKind } from './semantics'

/** One call as the provider billed it: the truth that a row only sums up. */
interface Call {
  readonly plain: bigint
  readonly reads: bigint
  readonly writes: bigint
  readonly longWrites: bigint
  readonly output: bigint
  readonly thoughts: bigint
}

const KINDS: readonly PriceKind[] = ['input', 'output', 'cache-read', 'cache-write', 'cache-write-1h']
const tokens = fc.bigInt(0n, 40_000n)
const anyCall: fc.Arbitrary<Call> = fc.record({
  plain: tokens,
  reads: tokens,
  writes: tokens,
  longWrites: tokens,
  output: tokens,
  thoughts: tokens
})
const anyPrice: fc.Arbitrary<TieredPrice> = fc.record({
  base: fc.bigInt(0n, 30_000_000n),
  tiers: fc.array(fc.record({ above: fc.constant(50_000n), price: fc.bigInt(0n, 60_000_000n) }), {
    maxLength: 1
  })
})
const anySet: fc.Arbitrary<PriceSet> = fc.record({
  input: anyPrice,
  output: anyPrice,
  'cache-read': anyPrice,
  'cache-write': anyPrice,
  'cache-write-1h': anyPrice
})

const lineOf = (set: PriceSet): PriceLine => ({
  provider: 'p',
  model: 'm',
  matchedBy: 'vendor',
  validFrom: null,
  alternatives: [set]
})

/** What each adapter is able to report: only Anthropic writes for an hour, only it and gateways write at all. */
function possibleCall(call: Call, adapter: AdapterId, layout: CounterLayout): Call {
  const longWrites = adapter === 'anthropic' ? call.longWrites : 0n
  const gateway = adapter === 'openai-compatible' || (layout === 'disjoint' && adapter !== 'google_oauth')
  const writes = adapter === 'anthropic' || gateway ? call.writes : 0n
  return { ...call, longWrites, writes }
}

/** A call as the adapter stores it (token-semantics.md §1, §2). */
function stored(call: Call, adapter: AdapterId, layout: CounterLayout): TokenCounts {
  const writes = call.writes + call.longWrites
  const google = adapter === 'google_oauth'
  if (layout === 'disjoint') {
    return {
      input: call.plain,
      cachedInput: call.reads,
      cacheWrite: writes,
      output: call.output + call.thoughts,
      reasoning: call.thoughts
    }
  }
  const lowered = call.reads > writes ? call.reads - writes : 0n
  return {
    input: call.plain + call.reads + writes,
    cachedInput: adapter === 'openai-compatible' ? lowered : call.reads,
    cacheWrite: 0n,
    output: google ? call.output : call.output + call.thoughts,
    reasoning: adapter === 'anthropic' ? 0n : call.thoughts
  }
}

function billed(call: Call, set: PriceSet): bigint {
  const prompt = call.plain + call.reads + call.writes + call.longWrites
  const at = (kind: PriceKind): bigint => {
    const price = set[kind] ?? set.input
    return price.tiers.findLast((tier) => prompt > tier.above)?.price ?? price.base
  }
  return (
    call.plain * at('input') +
    call.reads * at('cache-read') +
    call.writes * at('cache-write') +
    call.longWrites * at('cache-write-1h') +
    (call.output + call.thoughts) * at('output')
  )
}

describe('the cost of a row', () => {
  it('contains what was really billed, whichever adapters are thought possible', () => {
    const scene = fc.record({
      calls: fc.array(anyCall, { minLength: 1, maxLength: 6 }),
      adapter: fc.constantFrom(...ADAPTERS),
      layout: fc.constantFrom<CounterLayout>('cached-inside', 'disjoint'),
      set: anySet,
      known: fc.boolean()
    })
    fc.assert(
      fc.property(scene, ({ calls, adapter, layout, set, known }) => {
        const real = calls.map((call) => possibleCall(call, adapter, layout))
        const row = real.map((call) => stored(call, adapter, layout)).reduce(addCounts, NO_COUNTS)
        const truth = real.reduce((sum, call) => sum + billed(call, set), 0n)
        const guess = known
          ? { adapters: [adapter], basis: 'adapter-of-head' as const }
          : { adapters: ADAPTERS, basis: 'adapter-unknown' as const }
        const cost = rowCost(row, layout, guess, lineOf(set))
        expect(cost !== null && cost.low.total <= truth && truth <= cost.high.total).toBe(true)
      }),
      { numRuns: 500 }
    )
  })

  it('is the sum of its arithmetic, at both ends', () => {
    fc.assert(
      fc.property(anyCall, anySet, fc.constantFrom(...ADAPTERS), (call, set, adapter) => {
        const guess = { adapters: [adapter], basis: 'adapter-of-head' as const }
        const cost = rowCost(stored(call, adapter, 'cached-inside'), 'cached-inside', guess, lineOf(set))
        for (const side of cost === null ? [] : [cost.low, cost.high]) {
          expect(side.lines.every((line) => line.amount === line.tokens * line.price)).toBe(true)
          expect(side.lines.every((line) => KINDS.includes(line.kind))).toBe(true)
          expect(side.lines.reduce((sum, line) => sum + line.amount, 0n)).toBe(side.total)
        }
      })
    )
  })

  it('is refused for a negative count', () => {
    const flat = { base: 1n, tiers: [] }
    const guess = { adapters: ADAPTERS, basis: 'adapter-unknown' as const }
    const negative = { ...NO_COUNTS, input: -5n }
    expect(rowCost(negative, 'cached-inside', guess, lineOf({ input: flat, output: flat }))).toBeNull()
  })

  it('names why it is a range', () => {
    const flat = (base: bigint): TieredPrice => ({ base, tiers: [] })
    const set = { input: flat(10n), output: flat(20n), 'cache-read': flat(1n), 'cache-write': flat(12n) }
    const doubts = (providerId: string) => {
      const guess = possibleAdapters('m', { providerId, model: 'm' })
      return rowCost({ ...NO_COUNTS, input: 5n }, 'cached-inside', guess, lineOf(set))?.assumptions
    }
    expect(doubts('anthropic')).toEqual(['adapter-of-head', 'cache-writes-not-stored'])
    expect(doubts('openai-compatible')).toEqual(['adapter-of-head', 'cached-may-be-understated'])
    expect(doubts('openai')).toEqual(['adapter-of-head'])
  })
})

describe('the adapters of a row', () => {
  const head = { providerId: 'openai-compatible', model: 'acme/large' }
  it.each([
    ['acme/large', head, ['openai-compatible'], 'adapter-of-head'],
    ['claude-haiku-4-5', null, ['anthropic'], 'adapter-from-model-name'],
    ['claude-haiku-4-5', head, ['anthropic', 'openai-compatible'], 'adapter-unknown'],
    ['gpt-5', { providerId: 'anthropic', model: 'claude' }, ['openai', 'codex'], 'adapter-from-model-name'],
    ['google/gemini-2.5-pro', null, ['google_oauth', 'openai-compatible'], 'adapter-unknown'],
    ['acme/small', head, ADAPTERS, 'adapter-unknown'],
    ['acme/large', { providerId: 'unconfigured', model: 'acme/large' }, ADAPTERS, 'adapter-unknown']
  ] as const)('of %s with the head %j are %j', (model, of, adapters, basis) => {
    expect(possibleAdapters(model, of)).toEqual({ adapters, basis })
  })
})

describe('money', () => {
  it('takes a price through its decimal text, exactly', () => {
    expect(picoPerToken('3.75')).toBe(3_750_000n)
    expect(picoPerToken('0.000001')).toBe(1n)
    expect(picoPerToken('0.18000000000000002')).toBe(180_000n)
    expect(picoPerToken('1e-7')).toBe(0n)
    expect(picoPerToken('5e-7')).toBe(1n)
    expect(picoPerToken('0')).toBe(0n)
    for (const text of ['', '-1', '1,5', 'NaN', '0x1', '1e9999', '.5']) expect(picoPerToken(text)).toBeNull()
  })

  it('gives a price back as the text it came from', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), (pico) => {
        expect(picoPerToken(dollarsPerMillion(pico))).toBe(pico)
      })
    )
  })

  it('rounds half up, once', () => {
    expect([499_999n, 500_000n, 1_499_999n, 1_500_000n].map(toMicroUsd)).toEqual([0n, 1n, 1n, 2n])
    expect([-500_000n, -500_001n, -1_000_000n].map(toMicroUsd)).toEqual([0n, -1n, -1n])
  })
})
