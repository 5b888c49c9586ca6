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
  /** The calls of this turn are lines of their own, each with its result. */
  readonly callsShown: boolean
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
 * Lays out the rows of a branch as lines. In a turn whose calls are stored as nodes, messages that only ask for calls or
 * only carry their results are left out, on whichever side of the calls the runtime wrote them: each call shows what it
 * was given and what came back.
 */
export function readerItems(nodes: NodeColumns, rows: Uint32Array, shown: Shown): ReaderItem[] {
  const turns = turnsOf(nodes, rows)
  const toldByCalls = rowsToldByCalls(nodes, rows)
  const kept = [...rows].filter((row) => {
    const kind = nodes.kind[row] ?? -1
    if (toldByCalls.has(row) && isOnlyAboutCalls(nodes, row)) return false
    if (!shown.tools && (kind === toolCall || kind === toolResult)) return false
    return shown.reasoning || kind !== reasoning
  })
  const items: ReaderItem[] = []
  for (const [index, row] of kept.entries()) {
    const turn = turns.get(row)
    if (turn !== undefined) items.push(turn)
    const box = nodes.kind[row] === toolCall ? boxOf(nodes, kept, index, turns) : null
    items.push({ kind: 'entry', row, box, callsShown: toldByCalls.has(row) })
  }
  return items
}

function isOnlyAboutCalls(nodes: NodeColumns, row: number): boolean {
  const kind = nodes.kind[row]
  return kind === toolResult || (kind === assistant && nodes.lines[row] === 0)
}

/** Where a call stands among the calls in a row with it; a turn's label ends a box. */
function boxOf(
  nodes: NodeColumns,
  kept: readonly number[],
  index: number,
  turns: ReadonlyMap<number, TurnItem>
): EntryItem['box'] {
  const isCall = (at: number): boolean => nodes.kind[kept[at] ?? -1] === toolCall
  const startsTurn = (at: number): boolean => turns.has(kept[at] ?? -1)
  return {
    first: startsTurn(index) || !isCall(index - 1),
    last: startsTurn(index + 1) || !isCall(index + 1)
  }
}

/** The rows of all turns that hold at least one call as a node. */
function rowsToldByCalls(nodes: NodeColumns, rows: Uint32Array): Set<number> {
  const told = new Set<number>()
  let turn: number[] = []
  let hasCall = false
  const close = (): void => {
    if (hasCall) for (const row of turn) told.add(row)
    turn = []
    hasCall = false
  }
  for (const row of rows) {
    if ((nodes.flags[row] ?? 0) & NodeFlag.turnStart) close()
    turn.push(row)
    if (nodes.kind[row] === toolCall) hasCall = true
  }
  close()
  return told
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
