import { NO_PARENT } from '@shared/domain/columns/columns'
import { rowOfSeq } from '@shared/domain/columns/graph-index'
import { isLive } from '@shared/domain/columns/link'
import { above, healedRow } from '@shared/domain/columns/path'
import { type HeadGround, loopAbove, notLive } from '@shared/operations/head-step'
import { err, ok } from '@shared/result'
import { asNumber, type Connection } from '../store/connection'
import { parentIdAt } from '../store/graph-model'
import { type GraphColumns, type NamedColumns, nodeIdAt } from './columns'

/** The ground of a head in a verified graph; of the store itself the row of the target is read, and no other. */
export function columnGround(db: Connection, columns: NamedColumns): HeadGround {
  const { index } = columns
  return {
    nodes: index.flags.reduce((sum, _, row) => sum + (isLive(index.flags, row) ? 1 : 0), 0),
    healed: () => {
      const changed = index.path.end.kind === 'leaf-missing'
      const row = changed ? healedRow(index) : index.leafRow
      return { changed, leaf: row < 0 ? undefined : nodeIdAt(columns, row) }
    },
    pathTo: (leaf) => {
      const row = liveRowOf(columns, leaf)
      if (row < 0) return err(notLive(leaf))
      const { rows, loop } = walkUp(columns, row)
      if (loop !== undefined)
        return err(
          loopAbove(
            leaf,
            loop.map((each) => nodeIdAt(columns, each))
          )
        )
      return ok({ length: rows.length, parent: parentIdAt(db, index.seq[row]) })
    }
  }
}

/** The live row of a node id, or -1; of a repeated id the last one (store-format.md §9.1). */
export function liveRowOf(columns: NamedColumns, id: string): number {
  const { flags, count } = columns.index
  for (let row = count - 1; row >= 0; row--) {
    if (isLive(flags, row) && nodeIdAt(columns, row) === id) return row
  }
  return -1
}

/** The rows from `start` up, and the loop that they end in, if they do: each member's parent is the next one. */
export function walkUp(
  { index: { parent, flags, count } }: Pick<NamedColumns, 'index'>,
  start: number
): { readonly rows: readonly number[]; readonly loop: readonly number[] | undefined } {
  const seen = new Uint8Array(count)
  const rows: number[] = []
  for (let row = start; row >= 0; row = above(parent, flags, row)) {
    if (seen[row] === 1) return { rows, loop: rows.slice(rows.indexOf(row)) }
    seen[row] = 1
    rows.push(row)
  }
  return { rows, loop: undefined }
}

/**
 * Whether the columns have seen the parents of a node end at a root. Rows are never given other parents, so they still
 * do, or end sooner; the store's own walk over a long path takes many seconds.
 */
export function reachesRoot(db: Connection, { index }: GraphColumns, id: string): boolean {
  const [seq] = db.first('SELECT seq FROM graph_nodes WHERE node_id = ?', id) ?? []
  const start = seq === undefined || index.renamed.size > 0 ? -1 : rowOfSeq(index, asNumber(seq))
  if (start < 0) return false
  const { rows, loop } = walkUp({ index }, start)
  const top = rows.at(-1)
  return (
    loop === undefined && top !== undefined && isLive(index.flags, top) && index.parent[top] === NO_PARENT
  )
}
