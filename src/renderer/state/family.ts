import { type SessionSum, sessionSums } from '@shared/domain/usage/family-sums'
import type { UsageReviewAnswer } from '@shared/ipc/usage'

/** A session of the family, as the cost lens names it. */
export interface Member extends SessionSum {
  /** What it is to the family. */
  readonly role: 'root' | 'agent' | 'compaction' | 'successor'
  /** "A", "B", … in the order of the tree; empty for the root. */
  readonly letter: string
  /** How many of its ancestors have a store here. */
  readonly depth: number
  readonly title: string
}

/** The sessions of a review as a tree, each below its parent, with the names under which they are spoken of. */
export function familyMembers({ review, titles }: UsageReviewAnswer): Member[] {
  const sums = sessionSums(review)
  const known = new Set(sums.map(({ session }) => session))
  const successors = new Set(review.checks.flatMap((check) => check.successors))
  const below = Map.groupBy(sums, (sum) => (isTop(sum, known) ? null : sum.parent))
  const members: Member[] = []
  const waiting = (below.get(null) ?? []).map((sum) => ({ sum, depth: 0 })).reverse()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { sum, depth } = next
    const role = roleOf(sum, successors)
    const lettered = members.filter(({ letter }) => letter !== '').length
    const letter = role === 'root' ? '' : letterOf(lettered)
    members.push({ ...sum, role, letter, depth, title: titles.get(sum.session) ?? '' })
    const children = (below.get(sum.session) ?? []).map((child) => ({ sum: child, depth: depth + 1 }))
    waiting.push(...children.reverse())
  }
  return members
}

const isTop = ({ session, parent, family }: SessionSum, known: ReadonlySet<string>): boolean =>
  parent === null || session === family || !known.has(parent)

function roleOf({ session, parent }: SessionSum, successors: ReadonlySet<string>): Member['role'] {
  if (parent === null) return 'root'
  if (successors.has(session)) return 'successor'
  return session.endsWith('-compaction') ? 'compaction' : 'agent'
}

/** A … Z, AA, AB, … */
function letterOf(position: number): string {
  const last = String.fromCharCode(65 + (position % 26))
  return position < 26 ? last : letterOf(Math.floor(position / 26) - 1) + last
}

/** @returns "root", "A", or the id where the session is not of this family */
export function shortName(session: string, members: readonly Member[]): string {
  const member = members.find((one) => one.session === session)
  if (member === undefined) return session
  return member.role === 'root' ? 'root' : member.letter
}

const shown = 2

/** @returns "agent B", "A and C", "A, C and 4 more" */
export function namesOf(sessions: readonly string[], members: readonly Member[]): string {
  const names = sessions.map((session) => shortName(session, members)).sort()
  const [first = ''] = names
  if (names.length === 1) {
    const role = members.find(({ session }) => session === sessions[0])?.role
    return role === undefined || role === 'root' ? first : `${role} ${first}`
  }
  if (names.length <= shown) return names.join(' and ')
  return `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`
}
