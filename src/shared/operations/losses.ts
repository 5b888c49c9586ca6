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
  const gone = losses.filter(({ kind }) => kind === 'identity')
  const reworded = losses.length - gone.length
  if (losses.length === 0) return undefined
  const kinds = { messages: 0, calls: 0, others: 0 }
  for (const { positions } of gone) kinds[kindOf(nodes[positions[0] ?? -1])] += 1
  const named = [
    kinds.messages > 0 ? counted(kinds.messages, 'message') : '',
    kinds.calls > 0 ? counted(kinds.calls, 'tool call') : '',
    kinds.others > 0 ? counted(kinds.others, 'other node') : '',
    reworded > 0 ? counted(reworded, 'other wording') : ''
  ].filter((text) => text !== '')
  return {
    code: 'unique-content',
    message: `${joined(named)} ${losses.length === 1 ? 'exists' : 'exist'} nowhere else in this store and ${losses.length === 1 ? 'goes' : 'go'} with this selection.`
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
