import { compareCodePoints } from '@shared/json/write'
import { possibleAdapters } from './adapters'
import { type Assumption, countMarks, type RowCost, rowCost } from './cost'
import type { CounterLayout, TokenCounts } from './counts'
import { type MirrorCheck, resolveMirrors } from './mirror'
import type { PriceLine, PriceTable } from './prices'
import { familyRoots, type NewestSessions, newestSessions, type UsageSession } from './sessions'

/** A ledger row with its pedigree: what was counted, which price applied, what was assumed. */
export interface PricedRow {
  readonly store: string
  readonly session: string
  readonly family: string
  readonly day: string | null
  readonly source: string
  readonly model: string
  readonly layout: CounterLayout
  readonly counts: TokenCounts
  /** Rows of `usage_deltas` behind it; a row that is partly a mirror shares them with its other part. */
  readonly stored: number
  /** Children whose own rows these tokens repeat; such a row is in no sum. */
  readonly mirrorOf: readonly string[]
  /** Null means no price. */
  readonly cost: RowCost | null
  readonly price: PriceLine | null
  readonly assumptions: readonly Assumption[]
}

/** What no version of lash stores (token-semantics.md §3), plus what the stores read here leave out. */
export type NotInStore =
  | 'time-of-row'
  | 'node-of-row'
  | 'provider-of-row'
  | 'service-tier'
  | 'server-side-tool-fees'
  | 'image-and-audio-prices'
  | 'model-override-of-turn'
  | 'uncommitted-usage'
  | 'cache-writes'

export interface ReviewedSession {
  readonly store: string
  readonly session: string
  readonly parent: string | null
  /** Id of the family's root, which need not have a store here. */
  readonly family: string
}

export interface UsageReview {
  readonly sessions: readonly ReviewedSession[]
  readonly rows: readonly PricedRow[]
  readonly checks: readonly MirrorCheck[]
  /** Turns that were running when the store was written: used, and not in the ledger (store-format.md §14.17). */
  readonly unbookedTurns: readonly UnbookedTurn[]
  /** Turns that no row of their session's ledger books, by session; those that used nothing among them. */
  readonly turnsWithoutRow: readonly { readonly session: string; readonly turns: number }[]
  /** Stores that hold another state of a session reviewed here: snapshots, copies. In no sum. */
  readonly otherCopies: readonly UsageSession[]
  readonly notInStore: readonly NotInStore[]
}

export interface UnbookedTurn {
  readonly store: string
  readonly session: string
  readonly counts: TokenCounts
}

export interface ReviewOptions {
  readonly table: PriceTable
  /** Prices of this day, `YYYY-MM-DD`, for every row; null = of the day its session was created. */
  readonly pricesAt: string | null
  /** Stores that win where a session is found in several. */
  readonly preferredStores?: ReadonlySet<string>
}

/**
 * Prices the ledgers of a family, a folder or a single store. Takes the sessions in any order and gives rows ordered
 * by store, session, source and model; a row that repeats a stored child's tokens is marked, never added.
 */
export function reviewUsage(found: readonly UsageSession[], options: ReviewOptions): UsageReview {
  const { sessions, otherCopies }: NewestSessions = newestSessions(found, options.preferredStores)
  const roots = familyRoots(sessions)
  const children = childrenOf(sessions)
  const reviewed = sessions.map(({ store, session, parent }) => ({
    store,
    session,
    parent,
    family: roots.get(session) ?? session
  }))
  const rows: PricedRow[] = []
  const checks: MirrorCheck[] = []
  for (const session of sessions) {
    const ledger = resolveMirrors(session, children.get(session.session) ?? [])
    checks.push(ledger.check)
    const family = roots.get(session.session) ?? session.session
    const { store, session: id } = session
    const priced = ledger.rows.map((row) => ({
      ...row,
      store,
      session: id,
      family,
      ...price(row, session, options)
    }))
    rows.push(...priced.sort(bySourceAndModel))
  }
  return {
    sessions: reviewed,
    rows,
    checks,
    unbookedTurns: unbookedTurns(sessions),
    turnsWithoutRow: sessions.flatMap(({ session, turnsWithoutRow: turns }) =>
      turns > 0 ? [{ session, turns }] : []
    ),
    otherCopies,
    notInStore: notInStore(sessions)
  }
}

type Pricing = Pick<PricedRow, 'day' | 'layout' | 'cost' | 'price' | 'assumptions'>

function price(
  row: { readonly model: string; readonly counts: TokenCounts },
  session: UsageSession,
  { table, pricesAt }: ReviewOptions
): Pricing {
  const { day, layout } = session
  const guess = possibleAdapters(row.model, session.head)
  const line = table.find({ model: row.model, adapters: guess.adapters, day: pricesAt ?? day })
  const cost = line === null ? null : rowCost(row.counts, layout, guess, line)
  const marks = countMarks(row.counts, layout)
  const dayMarks = line?.matchedBy === 'user-price' ? [] : [dayMark(pricesAt, day)]
  const assumptions = cost === null ? marks : [...cost.assumptions, ...marks, ...dayMarks]
  return { day, layout, cost, price: line, assumptions }
}

function dayMark(pricesAt: string | null, day: string | null): Assumption {
  if (pricesAt !== null) return 'priced-at-chosen-day'
  return day === null ? 'session-day-unknown' : 'priced-at-session-day'
}

function unbookedTurns(sessions: readonly UsageSession[]): UnbookedTurn[] {
  return sessions.flatMap(({ store, session, unbookedTurn }) =>
    unbookedTurn === null ? [] : [{ store, session, counts: unbookedTurn }]
  )
}

function childrenOf(sessions: readonly UsageSession[]): ReadonlyMap<string, readonly UsageSession[]> {
  const children = new Map<string, UsageSession[]>()
  for (const session of sessions) {
    if (session.parent === null || session.parent === session.session) continue
    const siblings = children.get(session.parent)
    if (siblings === undefined) children.set(session.parent, [session])
    else siblings.push(session)
  }
  return children
}

function bySourceAndModel(a: PricedRow, b: PricedRow): number {
  return (
    compareCodePoints(a.source, b.source) ||
    compareCodePoints(a.model, b.model) ||
    b.mirrorOf.length - a.mirrorOf.length
  )
}

function notInStore(sessions: readonly UsageSession[]): NotInStore[] {
  const always: NotInStore[] = [
    'time-of-row',
    'node-of-row',
    'provider-of-row',
    'service-tier',
    'server-side-tool-fees',
    'image-and-audio-prices',
    'model-override-of-turn',
    'uncommitted-usage'
  ]
  return sessions.some((session) => session.layout === 'cached-inside') ? [...always, 'cache-writes'] : always
}
