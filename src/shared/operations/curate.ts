import type { Fresh } from '@shared/domain/graph/fresh'
import { graphOf, messageOf, toolCallOf } from '@shared/domain/graph/node'
import { replaceActiveReadState } from '@shared/domain/graph/replace'
import { WorkingGraph } from '@shared/domain/graph/working-graph'
import { encodeNode } from '@shared/domain/model/decode'
import type { Message, SessionNode, ToolCallRecord } from '@shared/domain/model/node'
import { ok } from '@shared/result'
import { type Decided, FREES_NOTHING, nothingToDo, refusal } from './decision'
import type { GraphFacts, GraphView } from './facts'
import { type HeadFacts, headStep } from './head-step'
import type { PlanWarning, Step } from './plan'
import { counted } from './words'

/**
 * Lets the model see exactly the chosen messages and calls next, by replacing the active read state (store-format.md
 * §9.6): what matches the start of the path is kept, the rest is appended anew, the old path stays as a branch.
 * @param chosen node ids of conversation and tool nodes, in order, on or off the path
 */
export function planCurate(
  graph: GraphFacts<SessionNode>,
  view: GraphView<SessionNode>,
  facts: HeadFacts,
  chosen: readonly string[],
  fresh: Fresh
): Decided {
  const picked = pick(view, chosen)
  if (!picked.ok) return picked
  const { messages, calls } = picked.value
  if (messages.length === 0) {
    return refusal(
      'no-messages',
      'No message is chosen; without messages the runtime drops all calls and the path ends before the first message.',
      'Choose at least one message.'
    )
  }
  const working = new WorkingGraph(graphOf(view.nodes, facts.head.leaf_node_id))
  replaceActiveReadState(working, messages, calls, fresh)
  const rows = working.nodesFrom(view.nodes.length)
  if (rows.length === 0 && working.leaf === facts.head.leaf_node_id)
    return ok(nothingToDo('The model sees exactly these already.'))
  const stored = new Set(graph.rows.map((row) => row.id))
  const taken = rows.find((node) => stored.has(node.node_id))
  if (taken !== undefined) {
    return refusal(
      'id-taken',
      `The new node ${taken.node_id} cannot be stored: a tombstoned or unreadable row has that id.`,
      'Vacuum tombstoned rows first, or leave that message out.'
    )
  }
  const what = `${counted(messages.length, 'message')} and ${counted(calls.length, 'call')}`
  const anew = counted(rows.length, 'node')
  return ok({
    steps: stepsOf(facts, rows, working.leaf),
    sentence: `The model will see ${what}. ${anew} ${rows.length === 1 ? 'is' : 'are'} made anew; the path of today stays as a branch.`,
    done: `Set the context to ${what}. ${anew} ${rows.length === 1 ? 'was' : 'were'} made anew; the former path stayed as a branch.`,
    frees: FREES_NOTHING,
    warnings: unpaired(messages, calls)
  })
}

function stepsOf(facts: HeadFacts, rows: readonly SessionNode[], leaf: string | undefined): Step[] {
  const head = headStep(facts, { leaf, addedRows: rows.length })
  if (rows.length === 0) return [head]
  const added = rows.map((node) => ({ node_id: node.node_id, node_json: encodeNode(node) }))
  return [{ op: 'add-rows', rows: added }, head]
}

function pick(view: GraphView<SessionNode>, chosen: readonly string[]) {
  const byId = new Map(view.nodes.map((node) => [node.node_id, node]))
  const messages: Message[] = []
  const calls: ToolCallRecord[] = []
  for (const id of chosen) {
    const node = byId.get(id)
    const message = node && messageOf(node)
    const call = node && toolCallOf(node)
    if (message !== undefined) messages.push(message)
    else if (call !== undefined) calls.push(call.record)
    else {
      return refusal(
        'not-readable-state',
        `Node ${id} is no live message or tool call, so the model cannot be shown it.`,
        'Choose messages and calls only.'
      )
    }
  }
  return ok({ messages, calls })
}

/** Providers refuse a call without a result and a result without a call. */
function unpaired(messages: readonly Message[], calls: readonly ToolCallRecord[]): PlanWarning[] {
  const asked = new Set<string>()
  const answered = new Set<string>()
  for (const { parts } of messages) {
    for (const { kind, tool_call_id: id } of parts) {
      if (id === undefined) continue
      if (kind === 'ToolCall') asked.add(id)
      else if (kind === 'ToolResult') answered.add(id)
    }
  }
  const unanswered = [...asked].filter((id) => !answered.has(id))
  const unasked = [...answered].filter((id) => !asked.has(id))
  const found: PlanWarning[] = []
  if (unanswered.length + unasked.length > 0) {
    found.push({
      code: 'unpaired-calls',
      message: `${counted(unanswered.length, 'call')} without a result and ${counted(unasked.length, 'result')} without a call; providers refuse such a conversation.`
    })
  }
  const anchored = calls.filter(({ call_id: id }) => id !== undefined && (asked.has(id) || answered.has(id)))
  if (anchored.length < calls.length) {
    found.push({
      code: 'unanchored-calls',
      message: `${counted(calls.length - anchored.length, 'call')} belong to no chosen message and go behind the last one.`
    })
  }
  return found
}
