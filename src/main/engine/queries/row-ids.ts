import type { GraphIndex } from '@shared/domain/columns/graph-index'
import type { Connection } from '../../store/connection'
import { columnIdsInOrder } from '../../store/rows'

/** The `node_id` columns of rows, which may be very many. A row that is gone has "". */
export const columnIds = (
  db: Connection,
  { seq }: Pick<GraphIndex, 'seq'>,
  rows: readonly number[]
): string[] =>
  columnIdsInOrder(
    db,
    rows.map((row) => seq[row] ?? -1)
  )

/** The ids of the nodes in these rows: those in their JSON, which the index knows where they are others. */
export function nodeIds(
  db: Connection,
  index: Pick<GraphIndex, 'seq' | 'renamed'>,
  rows: readonly number[]
): string[] {
  const { renamed } = index
  return columnIds(db, index, rows).map((id, at) => renamed.get(rows[at] ?? -1) ?? id)
}
