import { idsAt } from '@shared/domain/graph/active-path'
import type { Fresh } from '@shared/domain/graph/fresh'
import { graphOf } from '@shared/domain/graph/node'
import { encodeNode } from '@shared/domain/model/decode'
import type { SessionNode } from '@shared/domain/model/node'
import type { AppendRequest } from '@shared/domain/model/state'
import { defaultState } from '@shared/domain/state/load-state'
import { appendSessionNodesToState } from '@shared/domain/state/state-graph'
import { fromState } from '@shared/domain/state/transfer'
import { ok } from '@shared/result'
import { type Decided, FREES_NOTHING, nothingToDo, refusal } from './decision'
import type { GraphView } from './facts'
import { type HeadFacts, headStep } from './head-step'
import { counted } from './words'

/**
 * Appends nodes below the leaf as `append_session_nodes_to_state` does (store-format.md §11.4), with ids and times
 * settled now. Refuses where the required ancestor is not on the active path, and below a leaf that is not live: the
 * runtime would hang the node on the missing one (§14.15).
 */
export function planAppend(
  view: GraphView<SessionNode>,
  facts: HeadFacts,
  { nodes, requires_ancestor_node_id: ancestor }: AppendRequest,
  fresh: Fresh
): Decided {
  const { head } = facts
  if (ancestor !== null && !idsAt(view.nodes, view.path.positions).includes(ancestor)) {
    return refusal(
      'stale-branch',
      `The required ancestor ${ancestor} is not on the active path, which ends at ${head.leaf_node_id ?? 'no leaf'}.`,
      'Move the head to its branch, or append without the condition.'
    )
  }
  if (nodes.length === 0) return ok(nothingToDo('The request holds no node, so there is nothing to append.'))
  if (head.leaf_node_id !== undefined && view.path.positions.length === 0) {
    return refusal(
      'leaf-missing',
      `The head’s leaf ${head.leaf_node_id} is not live, so a new node would hang on nothing.`,
      'Heal the head first.'
    )
  }
  const graph = graphOf(view.nodes, head.leaf_node_id)
  const state = fromState({ ...defaultState(head.session_id), session_graph: graph })
  const added = appendSessionNodesToState(state, nodes, fresh).state.session_graph
  const rows = added.nodes.slice(view.nodes.length)
  const what = `${counted(rows.length, 'node')} below ${head.leaf_node_id ?? 'no node, as a new root'}`
  return ok({
    steps: [
      { op: 'add-rows', rows: rows.map((node) => ({ node_id: node.node_id, node_json: encodeNode(node) })) },
      headStep(facts, { leaf: added.leaf_node_id, addedRows: rows.length })
    ],
    sentence: `Appends ${what} and moves the head to the last one.`,
    done: `Appended ${what} and moved the head to the last one.`,
    frees: FREES_NOTHING,
    warnings: []
  })
}
