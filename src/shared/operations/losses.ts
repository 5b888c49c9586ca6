import { messageOf, toolCallOf } from '@shared/domain/graph/node'
import type { SessionNode } from '@shared/domain/model/node'
import type { Likenesses } from '@shared/domain/orphans/identity'
import { lostBy } from '@shared/domain/orphans/selection'
import type { PlanWarning } from './plan'
import { counted } from './words'

/**
 * What is lost with a selection as a whole (orphans.md): things that no node outside it holds, and other wordings of
 * things that stay. Undefined when everything in it exists elsewhere, too.
 */
export function lossWarning(
  selected: ReadonlySet<number>,
  nodes: readonly SessionNode[],
  likenesses: Likenesses
): PlanWarning | undefined {
  const losses = lostBy(selected, likenesses)
  const lost = { messages: 0, calls: 0, others: 0, reworded: 0 }
  for (const { kind, positions } of losses)
    lost[kind === 'content' ? 'reworded' : kindOf(nodes[positions[0] ?? -1])] += 1
  return lossWords(lost)
}

/** How many things are lost with a selection: by kind, or only in another wording. */
export interface Losses {
  readonly messages: number
  readonly calls: number
  readonly others: number
  readonly reworded: number
}

/** The warning that says what is lost; undefined when nothing is. */
export function lossWords({ messages, calls, others, reworded }: Losses): PlanWarning | undefined {
  const total = messages + calls + others + reworded
  if (total === 0) return undefined
  const named = [
    messages > 0 ? counted(messages, 'message') : '',
    calls > 0 ? counted(calls, 'tool call') : '',
    others > 0 ? counted(others, 'other node') : '',
    reworded > 0 ? counted(reworded, 'other wording') : ''
  ].filter((text) => text !== '')
  return {
    code: 'unique-content',
    message: `${joined(named)} ${total === 1 ? 'exists' : 'exist'} nowhere else in this store and ${total === 1 ? 'goes' : 'go'} with this selection.`
  }
}

function kindOf(node: SessionNode | undefined): 'messages' | 'calls' | 'others' {
  if (node === undefined) return 'others'
  if (messageOf(node) !== undefined) return 'messages'
  return toolCallOf(node) === undefined ? 'others' : 'calls'
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
