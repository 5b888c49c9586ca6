import { timeOfText } from '@shared/domain/columns/timestamp'
import { healOrphanedLeaf } from '@shared/domain/graph/leaf'
import { graphOf, messageOf, toolCallOf } from '@shared/domain/graph/node'
import type { SessionNode } from '@shared/domain/model/node'
import { isQuestion } from '@shared/domain/orphans/words'
import type { GraphView } from './facts'
import { pathDepths } from './path-depths'
import { counted } from './words'

/** What ranking asks of a graph, in whatever form the graph is held; nodes are told by their positions in load order. */
export interface LeafGround {
  /** By position: that of the parent that the runtime would find, or a negative number. */
  readonly parents: Int32Array
  /** Whether a load gives what stands at a position. */
  readonly isLive: (position: number) => boolean
  readonly isConversation: (position: number) => boolean
  /** As `isQuestion`. */
  readonly isQuestion: (position: number) => boolean
  /** Milliseconds since 1970; NaN where the timestamp cannot be read. */
  readonly timeOf: (position: number) => number
  /** Whether the node has the id that healing chooses. */
  readonly isChosen: (position: number) => boolean
  /** Calls that messages ask for on the path to a node, and how many have neither a result part nor a tool node there. */
  readonly callsTo: (position: number) => Calls
}

export interface Calls {
  readonly calls: number
  readonly open: number
}

/** The ground of a graph whose nodes are in memory. @param leaf the head's leaf */
export function leafGroundOfView(view: GraphView<SessionNode>, leaf: string | undefined): LeafGround {
  const { nodes, parents } = view
  const chosen = healOrphanedLeaf(graphOf(nodes, leaf)).graph.leaf_node_id
  const holds = (position: number, what: (node: SessionNode) => boolean) => {
    const node = nodes[position]
    return node !== undefined && what(node)
  }
  return {
    parents,
    isLive: () => true,
    isConversation: (position) => holds(position, (node) => messageOf(node) !== undefined),
    isQuestion: (position) => holds(position, isQuestion),
    timeOf: (position) => timeOfText(nodes[position]?.timestamp ?? ''),
    isChosen: (position) => holds(position, (node) => node.node_id === chosen),
    callsTo: (position) => callsOnPath(view, position)
  }
}

/** A node that the head could point at. */
export interface RankedLeaf {
  readonly position: number
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
 * @param turns the turn index of the checkpoint, if there is one
 */
export function rankLeaves(ground: LeafGround, turns: bigint | undefined): RankedLeaf[] {
  const depths = pathDepths(ground.parents)
  const questions = pathDepths(ground.parents, (at) => (ground.isQuestion(at) ? 1 : 0))
  const found = [...endsOfConversations(ground)].filter((at) => (depths[at] ?? -1) > 0)
  const candidates = found.map((position) => ({
    position,
    pathLength: depths[position] ?? 0,
    time: ground.timeOf(position),
    asRuntime: ground.isChosen(position),
    turnMet: turns !== undefined && BigInt(questions[position] ?? 0) === turns
  }))
  const rough = candidates.sort(
    (a, b) => Number(b.turnMet) - Number(a.turnMet) || newer(a.time, b.time) || b.pathLength - a.pathLength
  )
  const close = rough.filter((candidate, at) => at < SHOWN || candidate.asRuntime)
  return close
    .map((candidate) => ({ ...candidate, open: ground.callsTo(candidate.position) }))
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

/** The nearest conversation node at or above every node without children, and the last one of all. */
function endsOfConversations({ parents, isLive, isConversation }: LeafGround): Set<number> {
  const hasChild = new Uint8Array(parents.length)
  for (const parent of parents) if (parent >= 0) hasChild[parent] = 1
  const ends = new Set<number>()
  const walked = new Uint8Array(parents.length)
  const isEnd = (at: number) => isLive(at) && isConversation(at)
  for (let tip = 0; tip < parents.length; tip++) {
    if (hasChild[tip] === 1 || !isLive(tip)) continue
    let at = tip
    while (at >= 0 && walked[at] === 0 && !isConversation(at)) {
      walked[at] = 1
      at = parents[at] ?? -1
    }
    if (at >= 0 && isEnd(at)) ends.add(at)
  }
  let last = parents.length - 1
  while (last >= 0 && !isEnd(last)) last--
  return last < 0 ? ends : ends.add(last)
}

function callsOnPath({ nodes, parents }: GraphView<SessionNode>, leaf: number): Calls {
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
