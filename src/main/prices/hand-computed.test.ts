import { possibleAdapters } from '@shared/domain/usage/adapters'
import { rowCost } from '@shared/domain/usage/cost'
import type { CounterLayout } from '@shared/domain/usage/counts'
import { microUsd } from '@shared/domain/usage/sums'
import { describe, expect, it } from 'vitest'
import { genaiPrices } from './genai-prices'

/** input, output, cached, cache write, reasoning: as a row stores them. */
type Stored = readonly [number, number, number, number, number]
type Line = readonly [
  provider: string,
  model: string,
  layout: CounterLayout,
  day: string,
  stored: Stored,
  low: bigint,
  high: bigint
]

const A1 = 'cached-inside'
const A79 = 'disjoint'

/**
 * Computed by hand from token-semantics.md and the table's prices in $ per million tokens, which is µUSD per token.
 * The head names the model of the row, except where it says otherwise.
 */
const LINES: readonly Line[] = [
  // Anthropic up to a78. Haiku 4.5: input 1, output 5, read 0.1, write 1.25, 1-hour write 2.
  // low 6000×1 + 4000×0.1 + 500×5 = 6000 + 400 + 2500; high 6000×2 + 400 + 2500
  ['anthropic', 'claude-haiku-4-5', A1, '2026-05-16', [10_000, 500, 4_000, 0, 0], 8_900n, 14_900n],
  // a first call may only write: low 1000×1 + 10×5; high 1000×2 + 50
  ['anthropic', 'claude-haiku-4-5', A1, '2026-05-16', [1_000, 10, 0, 0, 0], 1_050n, 2_050n],
  // all of it cached: 2000×0.1 + 10×5, nothing left to doubt
  ['anthropic', 'claude-haiku-4-5', A1, '2026-05-16', [2_000, 10, 2_000, 0, 0], 250n, 250n],
  // the vendor before a slash, the gateway not excluded by the head: low 6000×0.1, high 6000×2
  ['codex', 'anthropic/claude-haiku-4.5', A1, '2026-05-16', [10_000, 500, 4_000, 0, 0], 3_500n, 14_900n],
  // Opus 4.1: 15, 75, 1.5, 18.75, 30. low 100×15 + 50×1.5 + 20×75 = 1500 + 75 + 1500; high 100×30 + 75 + 1500
  ['anthropic', 'claude-opus-4-1', A1, '2026-05-16', [150, 20, 50, 0, 0], 3_075n, 4_575n],
  // Sonnet 4.5: 3, 15, 0.3, 3.75, 6; above 200k 6, 22.5, 0.6, 7.5, 12. Sum 200000 does not pass the threshold:
  // low 100000×3 + 100000×0.3 + 1000×15; high 100000×6 + 30000 + 15000
  ['anthropic', 'claude-sonnet-4-5', A1, '2026-05-16', [200_000, 1_000, 100_000, 0, 0], 345_000n, 645_000n],
  // sum 200001 does: low 100001×3 + 30000 + 15000; high 100001×12 + 100000×0.6 + 1000×22.5
  ['anthropic', 'claude-sonnet-4-5', A1, '2026-05-16', [200_001, 1_000, 100_000, 0, 0], 345_003n, 1_282_512n],
  // OpenAI up to a78: reasoning is inside the output. GPT-5: 1.25, 10, 0.125.
  // 6000×1.25 + 4000×0.125 + 500×10 = 7500 + 500 + 5000
  ['openai', 'gpt-5', A1, '2026-05-16', [10_000, 500, 4_000, 0, 300], 13_000n, 13_000n],
  ['codex', 'gpt-5-codex', A1, '2026-05-16', [10_000, 500, 4_000, 0, 300], 13_000n, 13_000n],
  // half up: 5×0.25 + 1×2 + 0 = 3.25; 2×0.25 + 2 = 2.5 → 3; 1×0.25 = 0.25 → 0
  ['openai', 'gpt-5-mini', A1, '2026-05-16', [5, 1, 0, 0, 0], 3n, 3n],
  ['openai', 'gpt-5-mini', A1, '2026-05-16', [2, 1, 0, 0, 0], 3n, 3n],
  ['openai', 'gpt-5-mini', A1, '2026-05-16', [1, 0, 0, 0, 0], 0n, 0n],
  // GPT-4.1: 2, 8, 0.5. 100×2 + 900×0.5 + 50×8 = 200 + 450 + 400
  ['openai', 'gpt-4.1', A1, '2026-05-16', [1_000, 50, 900, 0, 0], 1_050n, 1_050n],
  // The price of the day: o3 was 10, 40 until 2025-06-09 and 2, 8 from 2025-06-10 on.
  ['openai', 'o3', A1, '2025-06-09', [1_000, 100, 0, 0, 0], 14_000n, 14_000n],
  ['openai', 'o3', A1, '2025-06-10', [1_000, 100, 0, 0, 0], 2_800n, 2_800n],
  // GPT-5.6 Sol: 5, 30 until 2026-08-20; 4, 20 from 2026-08-21 on. 100000×5 + 100000×30; 100000×4 + 100000×20
  ['openai', 'gpt-5.6-sol', A1, '2026-07-15', [100_000, 100_000, 0, 0, 0], 3_500_000n, 3_500_000n],
  ['openai', 'gpt-5.6-sol', A1, '2026-09-15', [100_000, 100_000, 0, 0, 0], 2_400_000n, 2_400_000n],
  // A gateway up to a78 may have understated what was cached. GPT-4.1:
  // low (100 + 900)×0.5 + 50×8 = 500 + 400; high 100×2 + 900×0.5 + 400
  ['openai-compatible', 'gpt-4.1', A1, '2026-05-16', [1_000, 50, 900, 0, 0], 900n, 1_050n],
  // Google up to a78: thoughts on top of the output. Gemini 2.5 Flash: 0.3, 2.5, 0.03.
  // 6000×0.3 + 4000×0.03 + (500 + 300)×2.5 = 1800 + 120 + 2000
  ['google_oauth', 'gemini-2.5-flash', A1, '2026-05-16', [10_000, 500, 4_000, 0, 300], 3_920n, 3_920n],
  // Gemini 2.5 Pro above 200k: 1.25 → 2.5, 0.125 → 0.25, 10 → 15.
  // low 200000×1.25 + 100000×0.125 + 1000×10; high 200000×2.5 + 100000×0.25 + 1000×15
  ['google_oauth', 'gemini-2.5-pro', A1, '2026-05-16', [300_000, 400, 100_000, 0, 600], 272_500n, 540_000n],
  // No price for cache reads: Qwen3 Coder 0.22, 1.8. 1000×0.22 + 100×1.8 = 220 + 180, as input
  ['openai-compatible', 'qwen/qwen3-coder', A1, '2026-05-16', [1_000, 100, 400, 0, 0], 400n, 400n],
  // The price depends on the time of day: 0.135, 0.55, 0.035 or twice that.
  // openai-compatible: low 1000×0.035 + 100×0.55 = 35 + 55; high 1000×0.27 + 100×1.1 = 270 + 110
  ['openai-compatible', 'deepseek-chat', A1, '2025-05-01', [1_000, 100, 0, 0, 0], 90n, 380n],
  // From a79 on the buckets are disjoint, reasoning is never charged again.
  // Haiku 4.5: 6000×1 + 4000×0.1 + 2000×(1.25…2) + 500×5 = 6000 + 400 + 2500…4000 + 2500
  ['anthropic', 'claude-haiku-4-5', A79, '2026-05-16', [6_000, 500, 4_000, 2_000, 100], 11_400n, 12_900n],
  // no writes, no doubt: 6000 + 400 + 2500
  ['anthropic', 'claude-haiku-4-5', A79, '2026-05-16', [6_000, 500, 4_000, 0, 100], 8_900n, 8_900n],
  // GPT-5: 6000×1.25 + 4000×0.125 + 500×10 = 7500 + 500 + 5000
  ['openai', 'gpt-5', A79, '2026-05-16', [6_000, 500, 4_000, 0, 300], 13_000n, 13_000n],
  // GPT-5 has no price for cache writes: as input, 7500 + 500 + 1000×1.25 + 5000
  ['openai', 'gpt-5', A79, '2026-05-16', [6_000, 500, 4_000, 1_000, 300], 14_250n, 14_250n],
  // GPT-5.6 Sol has: 1000×4 + 2000×0.4 + 3000×5 + 100×20 = 4000 + 800 + 15000 + 2000
  ['openai-compatible', 'gpt-5.6-sol', A79, '2026-09-15', [1_000, 100, 2_000, 3_000, 0], 21_800n, 21_800n],
  // Gemini 2.5 Flash: 6000×0.3 + 4000×0.03 + 800×2.5 = 1800 + 120 + 2000
  ['google_oauth', 'gemini-2.5-flash', A79, '2026-05-16', [6_000, 800, 4_000, 0, 300], 3_920n, 3_920n],
  // the prompt is the sum of the three buckets: 200001 passes. Gemini 2.5 Pro:
  // low 100000×1.25 + 100001×0.125 + 10×10 = 125000 + 12500.125 + 100; high 250000 + 25000.25 + 150
  ['google_oauth', 'gemini-2.5-pro', A79, '2026-05-16', [100_000, 10, 100_001, 0, 0], 137_600n, 275_150n]
]

describe('a cost computed by hand', () => {
  it.each(LINES)('%s %s %s %s %j costs %s to %s µUSD', (provider, model, layout, day, stored, low, high) => {
    const [input, output, cachedInput, cacheWrite, reasoning] = stored
    const counts = {
      input: BigInt(input),
      output: BigInt(output),
      cachedInput: BigInt(cachedInput),
      cacheWrite: BigInt(cacheWrite),
      reasoning: BigInt(reasoning)
    }
    const headModel = provider === 'codex' && model.includes('/') ? 'another model' : model
    const guess = possibleAdapters(model, { providerId: provider, model: headModel })
    const line = genaiPrices.find({ model, adapters: guess.adapters, day })
    const cost = line === null ? null : rowCost(counts, layout, guess, line)
    expect(cost && microUsd({ low: cost.low.total, high: cost.high.total })).toEqual({ low, high })
  })
})

describe('the bundled price table', () => {
  it('is the pinned package', async () => {
    const manifest = await import('../../../package.json')
    expect(manifest.default.dependencies['@pydantic/genai-prices']).toBe(genaiPrices.version)
  })

  it.each([
    ['anthropic/claude-haiku-4-5', 'anthropic', 'vendor'],
    ['openai/gpt-5', 'openai', 'vendor'],
    ['meta-llama/llama-3.3-70b-instruct', 'openrouter', 'gateway'],
    ['claude-sonnet-4-5@20250929', 'anthropic', 'model-name'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'aws', 'gateway']
  ])('finds %s at %s by %s', (model, provider, matchedBy) => {
    const line = genaiPrices.find({ model, adapters: ['openai-compatible'], day: null })
    expect(line).toMatchObject({ provider, matchedBy })
  })

  it.each(['', 'acme/large', '/', 'a/', '<b>claude</b>', 'x'.repeat(300), 'text-embedding-3-small'])(
    'has no price for %j',
    (model) => {
      expect(genaiPrices.find({ model, adapters: ['openai-compatible'], day: null })).toBeNull()
    }
  )

  it('names the first day of a price', () => {
    const find = (day: string | null) => genaiPrices.find({ model: 'o3', adapters: ['openai'], day })
    expect(find('2025-06-09')?.validFrom).toBeNull()
    expect(find('2025-06-10')?.validFrom).toBe('2025-06-10')
    expect(find(null)?.validFrom).toBe('2025-06-10')
  })
})
