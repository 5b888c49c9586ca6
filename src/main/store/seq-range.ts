import { asNumber, type Connection } from './connection'
import type { StoreLayout } from './layout'

// two questions, since SQLite answers `min` and `max` asked together by walking over all rows
const ENDS = 'SELECT (SELECT min(seq) FROM graph_nodes), (SELECT max(seq) FROM graph_nodes)'

/** The first and the last `seq` that is stored; undefined where there are no rows. */
export function seqRange(
  db: Connection,
  layout: StoreLayout
): { readonly first: number; readonly last: number } | undefined {
  if (!layout.tables.has('graph_nodes')) return undefined
  const [first, last] = db.first(ENDS) ?? []
  return typeof last === 'bigint' ? { first: asNumber(first), last: Number(last) } : undefined
}

const UNIQUE_IDS = `
  SELECT count(*) FROM pragma_index_list('graph_nodes') AS list
  WHERE list."unique" AND NOT list.partial
    AND (SELECT group_concat(name) FROM pragma_index_info(list.name)) = 'node_id'`

/** Whether the store itself sees to it that no two rows have the same id in their column (store-versions.md §2). */
export const hasUniqueIds = (db: Connection, layout: StoreLayout): boolean =>
  layout.tables.has('graph_nodes') && asNumber(db.first(UNIQUE_IDS)?.[0]) > 0
