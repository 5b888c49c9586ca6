import { indexNodes, pathTo } from '@shared/domain/graph/active-path'
import { loopInWords } from '@shared/domain/graph/cycles'
import { healOrphanedLeaf } from '@shared/domain/graph/leaf'
import { graphOf } from '@shared/domain/graph/node'
import { encodeHead } from '@shared/domain/model/decode'
import type { SessionHead } from '@shared/domain/model/head'
import type { SessionNode } from '@shared/domain/model/node'
import type { AppError } from '@shared/ipc/request'
import { err, ok, type Result } from '@shared/result'
import type { GraphView } from './facts'
import type { PlanWarning, Step } from './plan'
import { counted } from './words'

/** The head as lash decodes it, with the column's revision, and how many rows are live now. */
export interface HeadFacts {
  readonly head: SessionHead
  readonly liveRows: number
}

/** The step that writes the head as the runtime's commit would: revision + 1, live rows counted anew (store-format.md §10.2). */
export function headStep(
  { head, liveRows }: HeadFacts,
  change: { readonly leaf: string | undefined; readonly checkpointRef?: string; readonly addedRows?: number }
): Step {
  const { leaf_node_id: _leaf, ...rest } = head
  const next: SessionHead = {
    ...rest,
    ...(change.leaf === undefined ? {} : { leaf_node_id: change.leaf }),
    ...(change.checkpointRef === undefined ? {} : { checkpoint_ref: change.checkpointRef }),
    head_revision: head.head_revision + 1n,
    graph_node_count: BigInt(liveRows + (change.addedRows ?? 0)),
    token_ledger: []
  }
  return {
    op: 'write-head',
    session: head.session_id,
    leaf: change.leaf ?? null,
    head_json: encodeHead(next),
    revision: String(head.head_revision)
  }
}

/** The path that a head at some node would have. */
export interface LeafPath {
  /** Nodes on it. */
  readonly length: number
  /** The parent that the node itself names. */
  readonly parent: string | undefined
}

/** What moving a head asks of a graph, in whatever form the graph is held. */
export interface HeadGround {
  /** Nodes that a full load gives. */
  readonly nodes: number
  /** What healing makes of the leaf that the head names (`healOrphanedLeaf`). */
  readonly healed: () => { readonly changed: boolean; readonly leaf: string | undefined }
  /** Errors: the node is not live, or its parents run in a loop, in which the runtime would hang. */
  readonly pathTo: (leaf: string) => Result<LeafPath, AppError>
}

/** The ground of a graph whose nodes are in memory. @param leaf the head's leaf */
export function groundOfView(view: GraphView<SessionNode>, leaf: string | undefined): HeadGround {
  const { nodes } = view
  return {
    nodes: nodes.length,
    healed: () => {
      const { changed, graph } = healOrphanedLeaf(graphOf(nodes, leaf))
      return { changed, leaf: graph.leaf_node_id }
    },
    pathTo: (target) => {
      const { positions, end } = pathTo(nodes, indexNodes(nodes), target)
      if (positions.length === 0) return err(notLive(target))
      if (end.kind === 'cycle') return err(loopAbove(target, end.members))
      return ok({ length: positions.length, parent: nodes[positions.at(-1) ?? -1]?.parent_node_id })
    }
  }
}

/** The refusal of a leaf that no load of lash would find. */
export const notLive = (leaf: string): AppError => ({
  code: 'no-such-node',
  id: leaf,
  message: `There is no live node ${leaf}, so the head cannot point at it.`,
  advice: 'Choose a node that is live and readable.'
})

/** @param members ids of the loop, as `pathTo` gives them */
export const loopAbove = (leaf: string, members: readonly string[]): AppError => ({
  code: 'cycle',
  id: leaf,
  message: `The parents of ${leaf} run in a loop (${loopInWords(members)}): the runtime would hang on it.`,
  advice: 'Choose a node outside the loop.'
})

/** The hazard of every move: what is off the path then is gone after a turn of a runtime that keeps the path only. */
export function vanishWarning({ nodes }: HeadGround, pathLength: number): PlanWarning[] {
  const off = nodes - pathLength
  if (off === 0) return []
  return [
    {
      code: 'orphans-vanish',
      message: `${counted(off, 'node')} will be off the path. A runtime that resumes with the active path only deletes them from disk with its next turn.`
    }
  ]
}

export const noHead: AppError = {
  code: 'no-head',
  message: 'lash finds no head in this store, so there is none to move.',
  advice:
    'The store has no session yet, or its head does not decode; only a commit of the runtime writes a new one.'
}
