import type { UsageReview } from './review'
import { addSums, NO_SUM, sumRows, type UsageSum } from './sums'

/** A session's own cost, and that of it and everything below it in its family. */
export interface SessionSum {
  readonly store: string
  readonly session: string
  readonly parent: string | null
  readonly family: string
  readonly own: UsageSum
  readonly combined: UsageSum
}

/**
 * Own and combined sums of every session reviewed, in the review's order. Combined = own + the children's combined;
 * mirror rows are in neither, so nothing counts twice. Where parents form a loop, it is opened at the family's root.
 */
export function sessionSums(review: UsageReview): SessionSum[] {
  const rows = Map.groupBy(review.rows, (row) => row.session)
  const sums = new Map(review.sessions.map(({ session }) => [session, sumRows(rows.get(session) ?? [])]))
  const combined = new Map(sums)
  for (const { session, parent, family } of childrenFirst(review.sessions)) {
    const above = parent === null || session === family ? undefined : combined.get(parent)
    const own = combined.get(session)
    if (parent !== null && above !== undefined && own !== undefined) combined.set(parent, addSums(above, own))
  }
  return review.sessions.map((session) => ({
    ...session,
    own: sums.get(session.session) ?? NO_SUM,
    combined: combined.get(session.session) ?? NO_SUM
  }))
}

type Member = UsageReview['sessions'][number]

/** The sessions so that each comes after all that lie below it; iterative, since families may be deep. */
function childrenFirst(sessions: readonly Member[]): Member[] {
  const known = new Set(sessions.map(({ session }) => session))
  const isTop = ({ session, parent, family }: Member): boolean =>
    parent === null || session === family || !known.has(parent)
  const children = Map.groupBy(
    sessions.filter((member) => !isTop(member)),
    ({ parent }) => parent
  )
  const order = sessions.filter(isTop)
  for (const member of order) order.push(...(children.get(member.session) ?? []))
  return order.reverse()
}
