import { linesOf } from '@shared/domain/columns/card-lines'
import { type NodeColumns, NodeFlag, type NodeKind, nodeKinds } from '@shared/domain/columns/columns'
import type { NodeCard } from '@shared/ipc/store'

/** Kinds whose cards have lines of text; the others are one row, or a call's fixed height. */
const spoken: ReadonlySet<NodeKind> = new Set(['user', 'assistant', 'reasoning', 'compaction', 'system'])

/**
 * Columns of the leaf end of the path, from its cards alone, so that it can be drawn before the graph has been read.
 * A card's row here is its place in the list.
 */
export function tailColumns(tail: readonly NodeCard[]): NodeColumns {
  const count = tail.length
  return {
    count,
    seq: Float64Array.from(tail, (_, at) => at),
    parent: Int32Array.from(tail, (_, at) => at - 1),
    kind: Uint8Array.from(tail, ({ kind }) => nodeKinds.indexOf(kind)),
    flags: Uint16Array.from(tail, (card, at) => flagsOf(card, at === count - 1)),
    bytes: Uint32Array.from(tail, ({ bytes }) => bytes),
    time: Float64Array.from(tail, ({ time }) => time ?? Number.NaN),
    lines: Uint8Array.from(tail, linesOfCard)
  }
}

function flagsOf({ kind, state }: NodeCard, isLeaf: boolean): number {
  return (
    NodeFlag.onPath |
    NodeFlag.resident |
    (isLeaf ? NodeFlag.leaf : 0) |
    (kind === 'user' ? NodeFlag.turnStart : 0) |
    (state === 'failed' ? NodeFlag.failed : 0) |
    (state === 'cancelled' ? NodeFlag.cancelled : 0)
  )
}

function linesOfCard({ kind, text }: NodeCard): number {
  return spoken.has(kind) ? linesOf([...text].length) : 0
}
