import type { CounterLayout, TokenCounts } from './counts'

/** lash's provider adapters, by the `provider_id` they leave in the head (token-semantics.md §1). */
export const ADAPTERS = ['anthropic', 'openai', 'openai-compatible', 'codex', 'google_oauth'] as const
export type AdapterId = (typeof ADAPTERS)[number]

/** Which price a token may have been charged at. */
export type PriceKind = 'input' | 'output' | 'cache-read' | 'cache-write' | 'cache-write-1h'

/** A part of a row's tokens that is charged on its own. */
export type Bucket = 'input' | 'cached-input' | 'cache-write' | 'output' | 'reasoning'

/** Why a bucket's price is not certain. */
export type BucketDoubt =
  | 'cache-writes-not-stored'
  | 'cached-may-be-understated'
  | 'cache-write-lifetime-not-stored'

export interface BucketRule {
  readonly bucket: Bucket
  readonly tokens: 'input' | 'input-without-cached' | 'cachedInput' | 'cacheWrite' | 'output' | 'reasoning'
  /** All prices that the bucket's tokens may have had; the first is what the row says at face value. */
  readonly kinds: readonly PriceKind[]
  readonly doubt?: BucketDoubt
}

const CACHED: BucketRule = { bucket: 'cached-input', tokens: 'cachedInput', kinds: ['cache-read'] }
const OUTPUT: BucketRule = { bucket: 'output', tokens: 'output', kinds: ['output'] }
const PLAIN_INPUT: BucketRule = { bucket: 'input', tokens: 'input-without-cached', kinds: ['input'] }
const NET_INPUT: BucketRule = { bucket: 'input', tokens: 'input', kinds: ['input'] }
const WRITES: BucketRule = { bucket: 'cache-write', tokens: 'cacheWrite', kinds: ['cache-write'] }
const WRITES_OF_UNKNOWN_LIFETIME: BucketRule = {
  ...WRITES,
  kinds: ['cache-write', 'cache-write-1h'],
  doubt: 'cache-write-lifetime-not-stored'
}
const DISJOINT = [NET_INPUT, CACHED, WRITES, OUTPUT]

/**
 * token-semantics.md as data: what of a row is charged, and at which price, per layout and adapter.
 *
 * Up to a78: `anthropic` hides its cache writes (5 minutes or 1 hour) in the input; an `openai-compatible` gateway
 * that reports writes has them taken off the cached count, so that some input may have been cache reads, and some
 * writes; `google_oauth` counts thoughts beside the output, everyone else inside it.
 * From a79 on the four buckets are what is billed, and reasoning is never charged again.
 */
export const BILLING: Readonly<Record<CounterLayout, Readonly<Record<AdapterId, readonly BucketRule[]>>>> = {
  'cached-inside': {
    anthropic: [
      {
        ...PLAIN_INPUT,
        kinds: ['input', 'cache-write', 'cache-write-1h'],
        doubt: 'cache-writes-not-stored'
      },
      CACHED,
      OUTPUT
    ],
    openai: [PLAIN_INPUT, CACHED, OUTPUT],
    'openai-compatible': [
      {
        ...PLAIN_INPUT,
        kinds: ['input', 'cache-read', 'cache-write'],
        doubt: 'cached-may-be-understated'
      },
      CACHED,
      OUTPUT
    ],
    codex: [PLAIN_INPUT, CACHED, OUTPUT],
    google_oauth: [
      PLAIN_INPUT,
      CACHED,
      OUTPUT,
      { bucket: 'reasoning', tokens: 'reasoning', kinds: ['output'] }
    ]
  },
  disjoint: {
    anthropic: [NET_INPUT, CACHED, WRITES_OF_UNKNOWN_LIFETIME, OUTPUT],
    openai: DISJOINT,
    'openai-compatible': DISJOINT,
    codex: DISJOINT,
    google_oauth: DISJOINT
  }
}

/** Tokens of a bucket. Where more was cached than went in, which no adapter writes, the plain input is 0. */
export function bucketTokens(rule: BucketRule, counts: TokenCounts): bigint {
  if (rule.tokens !== 'input-without-cached') return counts[rule.tokens]
  const plain = counts.input - counts.cachedInput
  return plain < 0n ? 0n : plain
}

/** Tokens of all prompts of a row together: what a price tier by prompt length is held against. */
export function promptTokens(layout: CounterLayout, counts: TokenCounts): bigint {
  if (layout === 'cached-inside') return counts.input
  return counts.input + counts.cachedInput + counts.cacheWrite
}
