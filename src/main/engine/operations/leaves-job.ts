import { messageOf } from '@shared/domain/graph/node'
import { quote } from '@shared/domain/orphans/words'
import type { LeafCandidate } from '@shared/ipc/operations'
import { viewGraph } from '@shared/operations/facts'
import { rankLeaves } from '@shared/operations/leaf-candidates'
import { readFullFacts } from '../../operations/read-facts'
import { hydrateCheckpoint } from '../../store/checkpoint'
import { Connection } from '../../store/connection'
import { readHead } from '../../store/head'
import { detectLayout } from '../../store/layout'
import type { RowRange } from '../scan-job'

/** Ranks the nodes that the head could point at. */
export interface LeavesJob extends Pick<RowRange, 'path' | 'as'> {
  readonly job: 'leaves'
}

/** A candidate without its place in the columns, which only the engine's own thread knows. */
export type FoundLeaf = Omit<LeafCandidate, 'row'> & { readonly seq: number }

export function findLeaves({ path, as }: LeavesJob): FoundLeaf[] {
  const db = new Connection(path, as)
  try {
    const layout = detectLayout(db, path)
    if (!layout.ok) return []
    const facts = readFullFacts(db, layout.value)
    const view = viewGraph(facts)
    const head = readHead(db, layout.value)?.head
    const { checkpoint } = hydrateCheckpoint(db, layout.value, head?.checkpoint_ref)
    const rows = facts.rows.filter((row) => !row.tombstoned && row.node !== undefined)
    return rankLeaves(view, head?.leaf_node_id, checkpoint?.turn_state.turn_index).map((leaf, at) => {
      const node = view.nodes[leaf.position]
      const message = node === undefined ? undefined : messageOf(node)
      return {
        id: leaf.id,
        seq: Number(rows[leaf.position]?.seq ?? 0n),
        words: message === undefined ? '' : quote(message),
        pathLength: leaf.pathLength,
        time: Number.isNaN(leaf.time) ? null : leaf.time,
        asRuntime: leaf.asRuntime,
        evidence: leaf.evidence,
        rank: at + 1
      }
    })
  } finally {
    db.close()
  }
}
