import { activePath } from '@shared/domain/graph/active-path'
import { loopInWords } from '@shared/domain/graph/cycles'
import type { SessionGraph } from '@shared/domain/model/node'

/** Why the runtime could not do what was asked; every one names the ids it is about. */
export type RuntimeError =
  /** A parent loop that the runtime would follow forever; each member's parent is the next one (§14.30). */
  | { readonly kind: 'would-hang'; readonly members: readonly string[] }
  | { readonly kind: 'row-unreadable'; readonly id: string; readonly reason: string }
  | { readonly kind: 'session-binding-mismatch'; readonly stored: string; readonly given: string }
  | { readonly kind: 'head-revision-conflict'; readonly expected: bigint; readonly actual: bigint }
  /** A node id that the store holds already, perhaps tombstoned, or that the commit writes twice. */
  | { readonly kind: 'duplicate-node-id'; readonly id: string }

/** The error if a runtime that reads this graph would never return, else undefined. */
export function hangOf(graph: SessionGraph): RuntimeError | undefined {
  const { end } = activePath(graph)
  return end.kind === 'cycle' ? { kind: 'would-hang', members: end.members } : undefined
}

/** The error as one sentence for a user, with what can be done about it. */
export function describeRuntimeError(error: RuntimeError): string {
  switch (error.kind) {
    case 'would-hang':
      return `The runtime would hang: the parents of ${loopInWords(error.members)} form a loop. Move the head to a node outside the loop.`
    case 'row-unreadable':
      return `The runtime could not load the active path: row ${error.id} is ${error.reason}. Keep everything resident, or move the head to a branch without that row.`
    case 'session-binding-mismatch':
      return `The store belongs to session ${error.stored}, not to ${error.given}.`
    case 'head-revision-conflict':
      return `The store is at revision ${error.actual}, not at ${error.expected}: something else wrote to it. Load it again.`
    case 'duplicate-node-id':
      return `The store cannot take node ${error.id}: it holds that id already, perhaps in a tombstoned row. Vacuum first.`
  }
}
