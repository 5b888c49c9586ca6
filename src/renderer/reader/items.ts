import { type NodeColumns, NodeFlag, nodeKinds } from '@shared/domain/columns/columns'

/** A line of the reader: the label over a turn, or one node. */
export type ReaderItem = TurnItem | EntryItem

export interface TurnItem {
  readonly kind: 'turn'
  /** Counted from 1 along the branch. */
  readonly turn: number
  readonly row: number
  readonly calls: number
  readonly failed: number
  readonly cancelled: number
}

export interface EntryItem {
  readonly kind: 'entry'
  readonly row: number
  /** The calls of this message stand below it, each with its result. */
  readonly callsBelow: boolean
  /** Tool calls in a row stand in one box: where this one stands in it; null for everything else. */
  readonly box: { readonly first: boolean; readonly last: boolean } | null
}

const codeOf = (kind: (typeof nodeKinds)[number]): number => nodeKinds.indexOf(kind)
const toolCall = codeOf('toolCall')
const toolResult = codeOf('toolResult')
const reasoning = codeOf('reasoning')
const assistant = codeOf('assistant')

export interface Shown {
  readonly tools: boolean
  readonly reasoning: boolean
}

/**
 * Lays out the rows of a branch as lines. A message that only asks for the calls right below it, or only carries the
 * results of those right above it, is left out: each call shows what it was given and what came back.
 */
export function readerItems(nodes: NodeColumns, rows: Uint32Array, shown: Shown): ReaderItem[] {
  const kept = keptRows(nodes, rows, shown)
  const items: ReaderItem[] = []
  const turns = turnsOf(nodes, rows)
  const callers = rowsBeforeCalls(nodes, rows)
  for (const [index, row] of kept.entries()) {
    const turn = turns.get(row)
    if (turn !== undefined) items.push(turn)
    const isCall = nodes.kind[row] === toolCall
    const joins = (other: number | undefined): boolean =>
      other !== undefined && nodes.kind[other] === toolCall && !turns.has(other)
    const box = isCall
      ? {
          first: turn !== undefined || !(index > 0 && nodes.kind[kept[index - 1] ?? -1] === toolCall),
          last: !joins(kept[index + 1])
        }
      : null
    items.push({ kind: 'entry', row, box, callsBelow: callers.has(row) })
  }
  return items
}

function keptRows(nodes: NodeColumns, rows: Uint32Array, shown: Shown): number[] {
  const kept: number[] = []
  let before = -1
  for (const [index, row] of rows.entries()) {
    const kind = nodes.kind[row] ?? -1
    const answersAbove = kind === toolResult && before === toolCall
    before = kind
    if (answersAbove) continue
    const onlyAsks = kind === assistant && nodes.lines[row] === 0
    if (onlyAsks && nodes.kind[rows[index + 1] ?? -1] === toolCall) continue
    if (!shown.tools && (kind === toolCall || kind === toolResult)) continue
    if (!shown.reasoning && kind === reasoning) continue
    kept.push(row)
  }
  return kept
}

function rowsBeforeCalls(nodes: NodeColumns, rows: Uint32Array): Set<number> {
  return new Set(rows.filter((_, index) => nodes.kind[rows[index + 1] ?? -1] === toolCall))
}

/** The turns of a branch by the row at which each begins. */
function turnsOf(nodes: NodeColumns, rows: Uint32Array): Map<number, TurnItem> {
  const turns = new Map<number, TurnItem>()
  let current: { -readonly [Key in keyof TurnItem]: TurnItem[Key] } | undefined
  for (const row of rows) {
    const flags = nodes.flags[row] ?? 0
    if (flags & NodeFlag.turnStart) {
      current = { kind: 'turn', turn: turns.size + 1, row, calls: 0, failed: 0, cancelled: 0 }
      turns.set(row, current)
    }
    if (current === undefined || nodes.kind[row] !== toolCall) continue
    current.calls++
    if (flags & NodeFlag.failed) current.failed++
    if (flags & NodeFlag.cancelled) current.cancelled++
  }
  return turns
}

/** @returns the position of a row among the items, or of the last one before it in the branch; -1 where there is none */
export function itemOfRow(items: readonly ReaderItem[], rows: Uint32Array, row: number): number {
  const places = new Map<number, number>()
  for (const [index, item] of items.entries()) if (item.kind === 'entry') places.set(item.row, index)
  for (let at = rows.indexOf(row); at >= 0; at--) {
    const place = places.get(rows[at] ?? -1)
    if (place !== undefined) return place
  }
  return -1
}
