import { messageOf } from '@shared/domain/graph/node'
import type { SessionNode } from '@shared/domain/model/node'
import type { Branch, OrphanContext } from './context'
import { LOST, ROOT } from './parents'
import { partingOf } from './parting'
import { isQuestion, nameOf, quote, SUMMARY_ID } from './words'

/** Why a branch is off the path (orphans.md, "Why it is orphaned"). */
export type ReasonCode =
  | 'cycle'
  | 'cut-off'
  | 'runtime-copy'
  | 'rlm-history'
  | 'compacted'
  | 'retried-question'
  | 'other-answer'
  | 'left-behind'
  | 'plugin-state'
  | 'unknown'

export interface Reason {
  readonly code: ReasonCode
  /** One sentence that names the nodes by which anyone can check it. */
  readonly evidence: string
}

/** Gives the evidence where the reason fits. */
type Rule = (branch: Branch, context: OrphanContext) => string | undefined

/** The first reason that fits, in the order of orphans.md. */
export function reasonOf(branch: Branch, context: OrphanContext): Reason {
  for (const [code, rule] of RULES) {
    const evidence = rule(branch, context)
    if (evidence !== undefined) return { code, evidence }
  }
  return { code: 'unknown', evidence: unknown(branch, context) }
}

const cycle: Rule = (branch, { nodes, parents, path }) => {
  if (branch.loops) {
    const ids = loopFrom(branch.top, parents).map((position) => nodes[position]?.node_id)
    return `Its chain of parents runs in a loop: ${listed(ids)}.`
  }
  const hangsOnPath = (parents[branch.top] ?? LOST) >= 0
  if (!hangsOnPath || path.end.kind !== 'cycle') return undefined
  return `It hangs on the active path, which runs in a loop: ${listed(path.end.members)}.`
}

/** The members of the loop that the chain of parents from `start` runs into. */
function loopFrom(start: number, parents: Int32Array): number[] {
  const seen = new Map<number, number>()
  const walked: number[] = []
  for (let at = start; at >= 0 && !seen.has(at); at = parents[at] ?? LOST) {
    seen.set(at, walked.length)
    walked.push(at)
  }
  const back = parents[walked.at(-1) ?? -1] ?? LOST
  return walked.slice(seen.get(back) ?? 0)
}

const LISTED = 4

function listed(ids: readonly (string | undefined)[]): string {
  const rest = ids.length - LISTED
  return (
    ids
      .slice(0, LISTED)
      .map((id) => id ?? 'nothing')
      .join(' → ') + (rest > 0 ? ` → ${rest} more` : '')
  )
}

const cutOff: Rule = ({ top }, { nodes, parents, lost }) => {
  const parent = nodes[top]?.parent_node_id
  if (parents[top] !== LOST || parent === undefined) return undefined
  const state = lost.get(parent)
  return state === undefined
    ? `Its chain of parents ends at ${parent}, which is not stored.`
    : `Its chain of parents ends at ${parent}, which is ${state}.`
}

const runtimeCopy: Rule = (branch, { nodes, path, pathStepOf, likenesses }) => {
  if (branch.class !== 'copy') return undefined
  const step = pathStepOf.get(likenesses.identity[branch.top] ?? -1) ?? -1
  const onPath = nodes[path.positions[step] ?? -1]
  return `The path holds everything in it: the runtime re-made ${branch.topId} there as ${onPath?.node_id ?? 'nothing'}.`
}

const rlmHistory: Rule = ({ members }, { nodes, isModeStep }) => {
  const steps = members.filter(isModeStep).flatMap((position) => {
    const node = nodes[position]
    return node?.kind === 'event' && node.event.kind === 'Mode' && node.event.mode_id === 'rlm' ? node : []
  })
  const [first] = steps
  if (!first) return undefined
  const noun = steps.length === 1 ? 'step' : 'steps'
  return `It holds ${steps.length} rlm ${noun} of earlier turns, the first is ${first.node_id}. The path never holds them.`
}

/** The runtime's own summary has an id that says no more than what it is. */
const summaryName = ({ node_id }: SessionNode): string =>
  node_id.endsWith(SUMMARY_ID) ? 'the compaction summary' : `the compaction summary ${node_id}`

const compacted: Rule = (branch, context) => {
  const { nodes, parents, path, stepAt, pathStepOf, likenesses, summaryStep: step } = context
  const summary = path.positions[step]
  const node = nodes[summary ?? -1]
  if (summary === undefined || !node) return undefined
  const leftAt = stepAt.get(parents[branch.top] ?? LOST) ?? -1
  if (leftAt === step - 1 && branch.top < summary) {
    return `The path goes on with ${summaryName(node)}; this is history from before it.`
  }
  // A later compaction keeps the older summary node, so its history hangs below that one; the path repeats what was kept.
  const repeated = branch.members.find((at) => (pathStepOf.get(likenesses.identity[at] ?? -1) ?? -1) > step)
  const kept = nodes[repeated ?? -1]
  if (leftAt !== step || !kept) return undefined
  return `It went on below ${summaryName(node)}; a later compaction kept ${nameOf(kept)} and left the rest.`
}

const retriedQuestion: Rule = (branch, context) => {
  const parting = partingOf(branch, context)
  const [before, after] = [parting?.branch, parting?.path]
  if (!parting || !before || !after || !isQuestion(before) || !isQuestion(after)) return undefined
  if (parting.at === undefined && !startAtRoots(branch, context)) return undefined
  const where = parting.at ? `After ${parting.at.node_id} the` : 'The first'
  return `${where} question ${said(before)} (${before.node_id}) became ${said(after)} (${after.node_id}).`
}

/** Whether both the branch and the path begin at a root, not at a place where a parent was lost. */
const startAtRoots = ({ top }: Branch, { parents, path }: OrphanContext): boolean =>
  parents[top] === ROOT && path.end.kind === 'root'

const said = (node: SessionNode): string => {
  const message = messageOf(node)
  return message ? quote(message) : node.node_id
}

const otherAnswer: Rule = (branch, context) => {
  const parting = partingOf(branch, context)
  if (!parting?.at || !parting.path || messageOf(parting.at)?.role !== 'User') return undefined
  if (!answers(parting.branch) || !answers(parting.path)) return undefined
  return `Below ${nameOf(parting.at)} it goes on with ${nameOf(parting.branch)}, the path with ${nameOf(parting.path)}.`
}

const answers = (node: SessionNode): boolean => {
  const message = messageOf(node)
  return message === undefined || message.role === 'Assistant'
}

const leftBehind: Rule = ({ top }, { nodes, parents, path }) => {
  const leaf = path.positions.at(-1)
  if (leaf === undefined || parents[top] !== leaf) return undefined
  return `It continues the chain below today's leaf ${nodes[leaf]?.node_id ?? 'nothing'}: the head was moved back.`
}

const pluginState: Rule = ({ members }, { nodes }) => {
  if (!members.every((position) => nodes[position]?.kind === 'plugin')) return undefined
  const types = new Set(
    members.flatMap((position) => {
      const node = nodes[position]
      return node?.kind === 'plugin' ? node.plugin_type : []
    })
  )
  return `Only plugin nodes: ${[...types].join(', ')}.`
}

const RULES: readonly (readonly [ReasonCode, Rule])[] = [
  ['cycle', cycle],
  ['cut-off', cutOff],
  ['runtime-copy', runtimeCopy],
  ['rlm-history', rlmHistory],
  ['compacted', compacted],
  ['retried-question', retriedQuestion],
  ['other-answer', otherAnswer],
  ['left-behind', leftBehind],
  ['plugin-state', pluginState]
]

function unknown(branch: Branch, context: OrphanContext): string {
  const { path, parents, lost } = context
  if (path.positions.length === 0) return 'There is no active path to compare it with: heal first.'
  if (parents[branch.top] === ROOT && path.end.kind === 'missing') {
    const { id } = path.end
    const state = lost.get(id) ?? 'not stored'
    return `It may be how the path began: the path is cut off at ${id}, which is ${state}.`
  }
  const parting = partingOf(branch, context)
  if (!parting) return `It begins at ${branch.topId}; nothing in the store tells why.`
  const where = parting.at ? `After ${nameOf(parting.at)} it` : 'It'
  const onward = parting.path ? `the path with ${nameOf(parting.path)}` : 'where the path ends'
  return `${where} goes on with ${nameOf(parting.branch)}, ${onward}; nothing in the store tells why.`
}
