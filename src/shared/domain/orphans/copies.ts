import type { SessionNode } from '@shared/domain/model/node'
import type { Likenesses } from './identity'

/** All nodes that are one and the same thing: one message, one call, one step (README-runtime.md §2). */
export interface SameThing {
  /** Positions of its nodes, in node order. */
  readonly positions: readonly number[]
  /** The node to show: the first one on the active path, else the first of all. */
  readonly shown: number
  /** The earliest timestamp text of its nodes: when it was made; later nodes carry the time of copying. */
  readonly timestamp: string
}

/**
 * Groups nodes by identity, in order of first appearance. Timestamps of one store have one form (RFC 3339, UTC), so
 * the earliest is the smallest instant; one that cannot be read never wins over one that can.
 */
export function groupCopies(
  nodes: readonly SessionNode[],
  likenesses: Likenesses,
  path: readonly number[]
): SameThing[] {
  const onPath = new Set(path)
  const groups = new Map<number, number[]>()
  for (const [position, identity] of likenesses.identity.entries()) {
    const group = groups.get(identity)
    if (group) group.push(position)
    else groups.set(identity, [position])
  }
  return [...groups.values()].map((positions) => {
    const first = positions[0] ?? 0
    return {
      positions,
      shown: positions.find((position) => onPath.has(position)) ?? first,
      timestamp: positions.map((position) => nodes[position]?.timestamp ?? '').reduce(earlier)
    }
  })
}

/** Nanoseconds are beyond `Date`, so equal milliseconds are told apart by their text. */
function earlier(a: string, b: string): string {
  const [timeA, timeB] = [Date.parse(a), Date.parse(b)]
  if (Number.isNaN(timeB)) return a
  if (Number.isNaN(timeA) || timeB < timeA) return b
  return timeA === timeB && b < a ? b : a
}
