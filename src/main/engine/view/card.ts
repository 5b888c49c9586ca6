import { firstText, kindOf } from '@shared/domain/columns/kind'
import { timeOfText } from '@shared/domain/columns/timestamp'
import type { Message, SessionEvent, SessionNode, ToolCallRecord } from '@shared/domain/model/node'
import type { NodeCard } from '@shared/ipc/store'
import { writeJson } from '@shared/json/write'
import { decodeRow } from '../../store/decode-row'
import type { StoreEra } from '../../store/layout'
import type { NodeRow } from '../../store/rows'
import { linkIn } from '../../store/sqlite-json'
import { argumentsLine, cardText, messageText, outcomeLine } from './one-line'

/** A stored row, decoded, or why it does not decode. */
export interface ReadRow {
  readonly stored: NodeRow
  readonly node: SessionNode | undefined
  readonly undecodable: string | null
}

/** Decodes a row as the releases of its era do. */
export function readRow(stored: NodeRow, era: StoreEra): ReadRow {
  const decoded = decodeRow(stored.json, era)
  return decoded.ok
    ? { stored, node: decoded.value, undecodable: null }
    : { stored, node: undefined, undecodable: decoded.error }
}

/** What a card shows of a row; `row` is its place in the index. */
export function cardOf({ stored, node, undecodable }: ReadRow, row: number): NodeCard {
  if (node === undefined) {
    return {
      row,
      id: stored.columnId,
      kind: linkIn(stored.json).kind === 'unreadable' ? 'unreadable' : 'unknown',
      label: 'Not readable',
      text: cardText(undecodable ?? ''),
      note: '',
      state: null,
      bytes: stored.bytes,
      time: null
    }
  }
  const time = timeOfText(node.timestamp)
  return {
    row,
    id: node.node_id,
    kind: kindOf(node),
    ...faceOf(node),
    bytes: stored.bytes,
    time: Number.isNaN(time) ? null : time
  }
}

type Face = Pick<NodeCard, 'label' | 'text' | 'note' | 'state'>

function faceOf(node: SessionNode): Face {
  if (node.kind === 'plugin') {
    return { label: node.plugin_type, text: cardText(writeJson(node.body)), note: '', state: null }
  }
  return faceOfEvent(node.event)
}

function faceOfEvent(event: SessionEvent): Face {
  switch (event.kind) {
    case 'Conversation':
      return faceOfMessage(event.message)
    case 'Tool':
      return faceOfCall(event.record)
    case 'Mode':
      return {
        label: stepOf(event.payload) ?? event.mode_id,
        text: cardText(writeJson(event.payload)),
        note: event.mode_id,
        state: null
      }
    default:
      return { label: 'State snapshot', text: cardText(event.data), note: '', state: null }
  }
}

/** The name of a mode step: the single key of its payload (store-format.md §6.3). */
export function stepOf(payload: unknown): string | undefined {
  if (!(payload instanceof Map) || payload.size !== 1) return undefined
  const [key] = payload.keys()
  return typeof key === 'string' ? key : undefined
}

function faceOfMessage(message: Message): Face {
  const calls = message.parts.filter(({ kind }) => kind === 'ToolCall').length
  const results = message.parts.filter(({ kind }) => kind === 'ToolResult')
  const text = messageText(firstText(message))
  if (message.role === 'User' && results.length > 0) {
    return {
      label: counted(results.length, 'result'),
      text: cardText(results[0]?.content ?? ''),
      note: '',
      state: null
    }
  }
  const reasoning = message.parts.length > 0 && message.parts.every(({ kind }) => kind === 'Reasoning')
  return {
    label: reasoning ? 'Reasoning' : message.role,
    text,
    note: calls === 0 ? '' : counted(calls, 'call'),
    state: null
  }
}

/** A number with its word: "1 call", "3 calls". */
export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`

const STATES = { success: 'done', failure: 'failed', cancelled: 'cancelled' } as const

function faceOfCall({ tool, args, output }: ToolCallRecord): Face {
  return {
    label: tool,
    text: argumentsLine(args),
    note: outcomeLine(output.outcome),
    state: STATES[output.outcome.status]
  }
}
