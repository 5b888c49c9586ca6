import type { Message, Part, SessionGraph } from '@shared/domain/model/node'
import { messageOf } from './node'

/**
 * Conversation nodes with role User in the whole graph, as the original's session list counts them: tool-result
 * messages, transient ones and abandoned branches included (store-format.md §9.10). Not a count of questions.
 */
export function userMessageCount(graph: SessionGraph): number {
  return userMessages(graph).length
}

/** Text of the first User message in node order, for session lists; empty if it has no text (§9.10). */
export function firstUserMessage(graph: SessionGraph): string {
  const first = userMessages(graph)[0]
  if (first === undefined) return ''
  return trimWhiteSpace(first.parts.flatMap(listedText).join('\n\n'))
}

function userMessages(graph: SessionGraph): Message[] {
  return graph.nodes.flatMap((node) => {
    const message = messageOf(node)
    return message?.role === 'User' ? message : []
  })
}

function listedText(part: Part): string[] {
  if (part.kind === 'ToolCall' || part.kind === 'ToolResult') return []
  if (part.kind === 'Image') return ['[Image attached]']
  return trimWhiteSpace(part.content) === '' ? [] : [part.content]
}

/** Cuts Unicode White_Space, which is not the set that `String.trim` cuts (U+0085 in, U+FEFF out). */
function trimWhiteSpace(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isWhiteSpace(text.charAt(start))) start += 1
  while (end > start && isWhiteSpace(text.charAt(end - 1))) end -= 1
  return text.slice(start, end)
}

function isWhiteSpace(character: string): boolean {
  return /\p{White_Space}/u.test(character)
}
