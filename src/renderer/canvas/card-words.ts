import { NodeFlag, type NodeKind } from '@shared/domain/columns/columns'
import { kindAt } from '@shared/domain/layout/layout'
import type { NodeCard } from '@shared/ipc/store'
import { type Graph, isOnPath } from '../graph/graph'
import { kindNames } from '../theme/kinds'
import { formatCount } from '../ui/format'

/** What stands on a card, before and after its text has come. */
export interface CardWords {
  readonly kind: NodeKind
  readonly label: string
  /** Beside the label, lighter: "3 calls", the name of a step. */
  readonly note: string
  readonly text: string
  /** The result of a tool call. */
  readonly result: string
  readonly state: 'done' | 'failed' | 'cancelled' | null
}

const namedByKind: ReadonlySet<NodeKind> = new Set(['modeStep', 'snapshot', 'plugin'])

/** The words of a card: from its columns until the card has come. */
export function cardWords(graph: Graph, row: number, card: NodeCard | undefined): CardWords {
  const kind = kindAt(graph.columns, row)
  const flags = graph.columns.flags[row] ?? 0
  const name = kindNames[kind][0]
  const state = kind === 'toolCall' ? stateOf(flags) : null
  if ((flags & NodeFlag.undecodable) !== 0) {
    return { kind, label: 'Unreadable node', note: '', text: card?.text ?? '', result: '', state: null }
  }
  if (card === undefined) return { kind, label: name, note: '', text: '', result: '', state }
  if (kind === 'toolCall')
    return { kind, label: card.label, note: '', text: card.text, result: card.note, state }
  if (namedByKind.has(kind)) {
    const step = card.label === name ? card.text : card.label
    return { kind, label: name, note: step, text: card.text, result: '', state }
  }
  const label = kind === 'compaction' ? name : card.label || name
  return { kind, label, note: card.note, text: card.text, result: '', state }
}

function stateOf(flags: number): CardWords['state'] {
  if ((flags & NodeFlag.failed) !== 0) return 'failed'
  return (flags & NodeFlag.cancelled) !== 0 ? 'cancelled' : 'done'
}

/** Where a node stands and what it is, in the words that its card tells by form alone. */
export function cardPlace(graph: Graph, row: number, { kind, label }: CardWords): string {
  const flags = graph.columns.flags[row] ?? 0
  const parts = [isOnPath(graph, row) ? 'On the path' : 'Off the path']
  if ((flags & NodeFlag.inCycle) !== 0) parts.push('in a loop')
  if ((flags & NodeFlag.copy) !== 0) parts.push('a copy')
  const name = kindNames[kind][0]
  return name === label ? `${parts.join(', ')}:` : `${parts.join(', ')}: ${name}`
}

/** The node as a sentence, for screen readers: place, kind, first words, state. */
export function cardSentence(graph: Graph, row: number, card: NodeCard | undefined): string {
  const words = cardWords(graph, row, card)
  const { label, note, text, result, state } = words
  const parts = [`${cardPlace(graph, row, words)} ${label}`, note, text, result && `result: ${result}`]
  if (state !== null && state !== 'done') parts.push(state)
  if (((graph.columns.flags[row] ?? 0) & NodeFlag.tombstoned) !== 0) parts.push('tombstoned')
  parts.push(`${formatCount(graph.columns.bytes[row] ?? 0)} bytes`)
  return parts.filter((part) => part !== '').join(', ')
}
