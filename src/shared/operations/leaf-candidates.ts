import { healOrphanedLeaf } from '@shared/domain/graph/leaf'
import { graphOf, messageOf, toolCallOf } from '@shared/domain/graph/node'
import type { SessionNode } from '@shared/domain/model/node'
import { isQuestion } from '@shared/domain/orphans/words'
import type { GraphView } from './facts'
import { pathDepths } from './path-depths'
import { counted } from './words'

/** A node that the head could point at. */
export interface RankedLeaf {
  readonly position: number
  readonly id: string
  readonly pathLength: number
  /** Milliseconds since 1970; NaN where the timestamp cannot be read. */
  readonly time: number
  /** The runtime would choose it. */
  readonly asRuntime: boolean
  readonly evidence: readonly string[]
}

/** So many are looked at closely and told. */
const SHOWN = 20

/**
 * Live nodes that the head could point at, the best first: the last conversation node of every branch, and what the
 * runtime would choose. Ranked by evidence: the path has as many questions as the checkpoint counts turns, every call
 * on it is answered, it is the newest, it is the longest. Nodes whose parents run in a loop are left out.
 * @param leaf the head's leaf
 * @param turns the turn index of the checkpoint, if there is one
 */
export function rankLeaves(
  view: GraphView<SessionNode>,
  leaf: string | undefined,
  turns: bigint | undefined
): RankedLeaf[] {
  const { nodes, parents } = view
  const depths = pathDepths(parents)
  const questions = pathDepths(parents, (at) => (isQuestionAt(nodes, at) ? 1 : 0))
  const chosen = healOrphanedLeaf(graphOf(nodes, leaf)).graph.leaf_node_id
  const found = [...endsOfConversations(view)].filter((at) => (depths[at] ?? -1) > 0)
  const candidates = found.map((position) => {
    const node = nodes[position]
    return {
      position,
      id: node?.node_id ?? '',
      pathLength: depths[position] ?? 0,
      time: Date.parse(node?.timestamp ?? ''),
      asRuntime: node?.node_id === chosen,
      turnMet: turns !== undefined && BigInt(questions[position] ?? 0) === turns
    }
  })
  const rough = candidates.sort(
    (a, b) => Number(b.turnMet) - Number(a.turnMet) || newer(a.time, b.time) || b.pathLength - a.pathLength
  )
  const close = rough.filter((candidate, at) => at < SHOWN || candidate.asRuntime)
  return close
    .map((candidate) => ({ ...candidate, open: openCalls(view, candidate.position) }))
    .sort(
      (a, b) => Number(b.turnMet) - Number(a.turnMet) || Number(a.open.open > 0) - Number(b.open.open > 0)
    )
    .map(({ turnMet, open, ...candidate }) => ({
      ...candidate,
      evidence: evidenceOf(candidate, turnMet ? turns : undefined, open)
    }))
}

function evidenceOf(
  { pathLength, asRuntime }: Pick<RankedLeaf, 'pathLength' | 'asRuntime'>,
  turn: bigint | undefined,
  { calls, open }: Calls
): string[] {
  return [
    ...(turn === undefined ? [] : [`matches the checkpoint’s turn ${turn}`]),
    ...(calls === 0
      ? []
      : [
          open === 0 ? `all ${counted(calls, 'call')} answered` : `${counted(open, 'call')} without an answer`
        ]),
    `path of ${counted(pathLength, 'node')}, no loop`,
    ...(asRuntime ? ['what the runtime would choose: the last conversation node in row order'] : [])
  ]
}

const newer = (a: number, b: number): number => {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
  return b - a
}

const isQuestionAt = (nodes: readonly SessionNode[], at: number): boolean => {
  const node = nodes[at]
  return node !== undefined && isQuestion(node)
}

/** The nearest conversation node at or above every node without children, and the last one of all. */
function endsOfConversations({ nodes, parents }: GraphView<SessionNode>): Set<number> {
  const hasChild = new Uint8Array(nodes.length)
  for (const parent of parents) if (parent >= 0) hasChild[parent] = 1
  const ends = new Set<number>()
  const walked = new Uint8Array(nodes.length)
  for (const tip of nodes.keys()) {
    if (hasChild[tip] === 1) continue
    let at = tip
    while (at >= 0 && walked[at] === 0 && !isConversation(nodes[at])) {
      walked[at] = 1
      at = parents[at] ?? -1
    }
    if (at >= 0 && isConversation(nodes[at])) ends.add(at)
  }
  const last = nodes.findLastIndex(isConversation)
  return last < 0 ? ends : ends.add(last)
}

const isConversation = (node: SessionNode | undefined): boolean =>
  node !== undefined && messageOf(node) !== undefined

interface Calls {
  readonly calls: number
  readonly open: number
}

/** Calls that messages of the path ask for, and how many of them have neither a result part nor a tool node there. */
function openCalls({ nodes, parents }: GraphView<SessionNode>, leaf: number): Calls {
  const asked = new Set<string>()
  const answered = new Set<string>()
  for (let at = leaf; at >= 0; at = parents[at] ?? -1) {
    const node = nodes[at]
    if (node === undefined) break
    const call = toolCallOf(node)?.record.call_id
    if (call !== undefined) answered.add(call)
    for (const { kind, tool_call_id: id } of messageOf(node)?.parts ?? []) {
      if (id !== undefined) (kind === 'ToolCall' ? asked : answered).add(id)
    }
  }
  return { calls: asked.size, open: [...asked].filter((id) => !answered.has(id)).length }
}
