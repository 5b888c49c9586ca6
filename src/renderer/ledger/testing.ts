import { NO_COUNTS, type TokenCounts } from '@shared/domain/usage/counts'
import type { PriceLine, PriceTable } from '@shared/domain/usage/prices'
import { reviewUsage } from '@shared/domain/usage/review'
import type { UsageSession } from '@shared/domain/usage/sessions'
import type { UsageReviewAnswer } from '@shared/ipc/usage'

type Row = readonly [source: string, model: string, counts: Partial<TokenCounts>]

/** A session of tests, in the store `<id>.db`. */
export function sessionOf(id: string, parent: string | null, rows: readonly Row[]): UsageSession {
  return {
    store: `${id}.db`,
    session: id,
    parent,
    revision: 1n,
    day: '2026-05-16',
    layout: 'cached-inside',
    head: { providerId: 'openai', model: 'large' },
    rows: rows.map(([source, model, counts]) => ({
      source,
      model,
      counts: { ...NO_COUNTS, ...counts },
      stored: 1
    })),
    handoffs: [],
    successor: false,
    unbookedTurn: null,
    turnsWithoutRow: 0
  }
}

const priceLine: PriceLine = {
  provider: 'acme',
  model: 'large',
  matchedBy: 'vendor',
  validFrom: null,
  alternatives: [{ input: { base: 3_000_000n, tiers: [] }, output: { base: 15_000_000n, tiers: [] } }]
}

/** Knows the model `large`: $3 in, $15 out. */
const table: PriceTable = {
  package: 'test',
  version: '1',
  date: '2026-01-01',
  find: ({ model }) => (model === 'large' ? priceLine : null)
}

/** What the engine would answer about these sessions when the first one is asked for. */
export function answerOf(...sessions: readonly UsageSession[]): UsageReviewAnswer {
  return {
    review: reviewUsage(sessions, { table, pricesAt: null }),
    asked: sessions.slice(0, 1).map(({ store }) => store),
    unreadable: [],
    titles: new Map(sessions.map(({ session }) => [session, `About ${session}`])),
    table
  }
}

/** A root with two agents, one of which has an agent of its own; an unpriced direct call in the root. */
export const family = answerOf(
  sessionOf('root', null, [
    ['turn', 'large', { input: 16_000n, output: 300n }],
    ['subagent', 'large', { input: 10_800n }],
    ['llm_query', 'unknown', { input: 512n, output: 31n }]
  ]),
  sessionOf('a', 'root', [['turn', 'large', { input: 4400n }]]),
  sessionOf('b', 'root', [
    ['turn', 'large', { input: 6400n }],
    ['subagent', 'large', { input: 1700n }]
  ]),
  sessionOf('c', 'b', [['turn', 'large', { input: 1700n }]])
)
