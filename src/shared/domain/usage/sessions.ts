import { compareCodePoints } from '@shared/json/write'
import type { HeadProvider } from './adapters'
import type { CounterLayout, TokenCounts, UsageRow } from './counts'

/** What the usage review needs to know of one session in one store. */
export interface UsageSession {
  readonly store: string
  readonly session: string
  readonly parent: string | null
  readonly revision: bigint
  /** Day of creation in UTC, `YYYY-MM-DD`; null when the store does not tell. A row has no time of its own. */
  readonly day: string | null
  readonly layout: CounterLayout
  readonly head: HeadProvider | null
  /** The ledger merged by source and model, nothing but rows of zeros left out. */
  readonly rows: readonly UsageRow[]
  /** Sessions that tool records of this one name as its successor, in their `control`. */
  readonly handoffs: readonly string[]
  /** True when the session's own relation says that it carries its parent on. */
  readonly successor: boolean
  /** What the running turn has used so far when no `turn` row books it yet; null when all is booked. */
  readonly unbookedTurn: TokenCounts | null
  /** Turns that were begun, less the `turn` rows: each used nothing, is running, or was lost before its commit. */
  readonly turnsWithoutRow: number
}

export interface NewestSessions {
  readonly sessions: readonly UsageSession[]
  /** Stores that hold another state of a session that is in `sessions`; their rows must not be added. */
  readonly otherCopies: readonly UsageSession[]
}

/**
 * One store per session: the one in `preferred`, else the one with the highest revision, else the first by name.
 * Sessions come back ordered by store and id, so that no later result depends on the order they were found in.
 */
export function newestSessions(
  found: readonly UsageSession[],
  preferred: ReadonlySet<string> = new Set()
): NewestSessions {
  const sorted = [...found].sort(
    (a, b) => compareCodePoints(a.store, b.store) || compareCodePoints(a.session, b.session)
  )
  const newest = new Map<string, UsageSession>()
  for (const candidate of sorted) {
    const known = newest.get(candidate.session)
    if (known === undefined || isNewer(candidate, known, preferred)) newest.set(candidate.session, candidate)
  }
  const kept = new Set(newest.values())
  return {
    sessions: sorted.filter((session) => kept.has(session)),
    otherCopies: sorted.filter((session) => !kept.has(session))
  }
}

function isNewer(candidate: UsageSession, known: UsageSession, preferred: ReadonlySet<string>): boolean {
  const wanted = preferred.has(candidate.store)
  if (wanted !== preferred.has(known.store)) return wanted
  return candidate.revision > known.revision
}

/**
 * The root of every session's family: the topmost ancestor named by `parent`, also when it has no store here. In a
 * loop of parents, which lash does not write, it is the member whose id comes first.
 */
export function familyRoots(
  sessions: readonly Pick<UsageSession, 'session' | 'parent'>[]
): ReadonlyMap<string, string> {
  const parents = new Map(sessions.map((session) => [session.session, session.parent]))
  const roots = new Map<string, string>()
  for (const { session } of sessions) {
    const walked = new Set<string>()
    let at = session
    let next = parents.get(at) ?? null
    while (next !== null && !roots.has(at) && !walked.has(at)) {
      walked.add(at)
      at = next
      next = parents.get(at) ?? null
    }
    const root = roots.get(at) ?? (walked.has(at) ? firstOfLoop(at, parents) : at)
    for (const member of walked) roots.set(member, root)
    roots.set(at, root)
  }
  return roots
}

function firstOfLoop(member: string, parents: ReadonlyMap<string, string | null>): string {
  let first = member
  let at = parents.get(member) ?? member
  while (at !== member) {
    if (compareCodePoints(at, first) < 0) first = at
    at = parents.get(at) ?? member
  }
  return first
}
