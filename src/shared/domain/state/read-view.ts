import { type ReadModel, readModel } from '@shared/domain/graph/read-model'
import type { TurnState } from '@shared/domain/model/head'
import type { SessionStateEnvelope } from '@shared/domain/model/state'
import { defined } from './defined'
import { turnState } from './transfer'

/** What a host shows of a session without holding its graph. */
export interface ReadView extends ReadModel {
  readonly session_id: string
  readonly leaf_node_id?: string
  readonly turn_state: TurnState
}

/** The read view of either form of a state: the read model of its active path, its leaf and its turn state. */
export function readView(state: SessionStateEnvelope): ReadView {
  return defined({
    ...readModel(state.session_graph),
    session_id: state.session_id,
    leaf_node_id: state.session_graph.leaf_node_id,
    turn_state: turnState(state)
  })
}
