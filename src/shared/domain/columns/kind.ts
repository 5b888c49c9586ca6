import type { Message, SessionNode } from '@shared/domain/model/node'
import type { NodeKind } from './columns'

/** The message id that automatic compaction gives to its summary (store-format.md §14.14). */
const COMPACTION_ID = 'compaction-summary'
/** The plugin that makes such summaries. */
const SUMMARISER_ID = 'rolling_history'

/** The kind under which a decoded node is drawn; the scanner (`assembly/node.ts`) finds the same without decoding. */
export function kindOf(node: SessionNode): NodeKind {
  if (node.kind === 'plugin') return 'plugin'
  switch (node.event.kind) {
    case 'Conversation':
      return kindOfMessage(node.event.message)
    case 'Tool':
      return 'toolCall'
    case 'Mode':
      return 'modeStep'
    default:
      return 'snapshot'
  }
}

function kindOfMessage({ id, role, parts, origin }: Message): NodeKind {
  if (id === COMPACTION_ID || origin?.plugin_id === SUMMARISER_ID) return 'compaction'
  if (role === 'System') return 'system'
  if (role === 'Assistant') {
    return parts.length > 0 && parts.every(({ kind }) => kind === 'Reasoning') ? 'reasoning' : 'assistant'
  }
  return parts.some(({ kind }) => kind === 'ToolResult') ? 'toolResult' : 'user'
}

/**
 * The text of a message that its card shows: the first prose that is not empty; reasoning only where there is no
 * prose. Calls and results have rows of their own.
 */
export function firstText({ parts }: Message): string {
  const texts = parts.filter(
    ({ kind, content }) => content !== '' && kind !== 'ToolCall' && kind !== 'ToolResult' && kind !== 'Image'
  )
  return (texts.find(({ kind }) => kind !== 'Reasoning') ?? texts[0])?.content ?? ''
}
