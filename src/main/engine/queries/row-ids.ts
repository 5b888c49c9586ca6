import type { GraphIndex } from '@shared/domain/columns/graph-index'
import { asNumber, asText, type Connection } from '../../store/connection'

const BATCH = 2000
const IDS = `SELECT seq, node_id FROM graph_nodes
  WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq`

/** The `node_id` columns of rows, which may be very many; their texts are not read. A row that is gone has "". */
export function columnIds(
  db: Connection,
  { seq }: Pick<GraphIndex, 'seq'>,
  rows: readonly number[]
): string[] {
  const ids: string[] = []
  for (let from = 0; from < rows.length; from += BATCH) {
    const seqs = rows.slice(from, from + BATCH).map((row) => seq[row] ?? -1)
    const found = new Map<number, string>()
    for (const [at, id] of db.each(IDS, JSON.stringify(seqs)))
      found.set(asNumber(at), asText(id) ?? String(id))
    for (const at of seqs) ids.push(found.get(at) ?? '')
  }
  return ids
}

/** The ids of the nodes in these rows: those in their JSON, which the index knows where they are others. */
export function nodeIds(
  db: Connection,
  index: Pick<GraphIndex, 'seq' | 'renamed'>,
  rows: readonly number[]
): string[] {
  const { renamed } = index
  return columnIds(db, index, rows).map((id, at) => renamed.get(rows[at] ?? -1) ?? id)
}
