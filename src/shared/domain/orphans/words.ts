import { messageOf, toolCallOf } from '@shared/domain/graph/node'
import type { Message, SessionNode } from '@shared/domain/model/node'
import { joinLines, plainWords } from '@shared/text/plain-text'

const QUOTED = 60
/** So much of a message is read for its first words: marks and links take their part of it. */
const READ = 1000

/** How a node is called in evidence: what it is, its first words, and its id. */
export function nameOf(node: SessionNode): string {
  const message = messageOf(node)
  if (message) return `${message.role} message ${quote(message)} (${node.node_id})`
  const call = toolCallOf(node)
  if (call) return `call of ${call.record.tool} (${node.node_id})`
  return node.kind === 'plugin' ? `plugin node ${node.plugin_type} (${node.node_id})` : `node ${node.node_id}`
}

/** The first words of a message without their Markdown, in quotation marks. */
export function quote(message: Message): string {
  const spoken = message.parts.find(({ kind, content }) => kind !== 'Reasoning' && content.trim() !== '')
  const characters = [...plainWords(joinLines((spoken?.content ?? '').slice(0, READ))).trim()]
  const text = characters.slice(0, QUOTED).join('')
  return characters.length > QUOTED ? `“${text}…”` : `“${text}”`
}

/** Whether a node is part of the conversation: a message or a call, not a mode step, snapshot or plugin node. */
export function isSpoken(node: SessionNode | undefined): node is SessionNode {
  return node !== undefined && (messageOf(node) !== undefined || toolCallOf(node) !== undefined)
}

/** A message that the user wrote; results of tools have the role User as well (README-runtime.md §2). */
export function isQuestion(node: SessionNode): boolean {
  const message = messageOf(node)
  if (message?.role !== 'User') return false
  return message.parts.every(({ kind, tool_call_id }) => kind !== 'ToolResult' && tool_call_id === undefined)
}

/** The message id of the summary that the runtime makes itself. */
export const SUMMARY_ID = 'compaction-summary'
const SUMMARISER = 'rolling_history'

/**
 * Whether a node is the summary that context compaction puts in place of older history: the runtime's own has a fixed
 * message id and comes from its plugin; others are a System message at a root that calls itself a summary.
 */
export function isCompactionSummary(node: SessionNode): boolean {
  const message = messageOf(node)
  if (!message) return false
  if (message.id === SUMMARY_ID || message.origin?.plugin_id === SUMMARISER) return true
  const [first] = message.parts
  const atRoot = node.parent_node_id === undefined && message.role === 'System'
  return atRoot && /^\s*summary\b/i.test(first?.content ?? '')
}
