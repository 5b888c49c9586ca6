import { appendColumns } from '@shared/domain/columns/append'
import { NodeFlag } from '@shared/domain/columns/columns'
import { SegmentKind } from '@shared/domain/layout/chains'
import { growLayout } from '@shared/domain/layout/grow'
import type { NodeCard } from '@shared/ipc/store'
import type { Graph } from './graph'
import { tailColumns } from './tail'

/**
 * The cards of a leaf end that hang below the leaf of a graph and are not in it yet, root side first; none where the
 * leaf end does not go on from there, as after a heal, or when rows were rewritten.
 * @param tail cards of the path's end as an overview has them: `row` = −`seq`
 */
export function newCards({ columns, read, leafLost, tail: unread }: Graph, tail: readonly NodeCard[]) {
  const leaf = read.rowAt[(read.first[1] ?? 0) - 1]
  if (unread !== null || leafLost || leaf === undefined || read.kind[0] !== SegmentKind.spine) return []
  if (((columns.flags[leaf] ?? 0) & NodeFlag.leaf) === 0) return []
  const last = columns.seq[columns.count - 1] ?? 0
  const at = tail.findIndex(({ row }) => -row === columns.seq[leaf])
  const news = at === -1 ? [] : tail.slice(at + 1)
  return news.every(({ row }) => -row > last) ? news : []
}

/** Columns and layout of a graph with cards appended below its leaf, until the engine has read them as rows. */
export function growGraph(graph: Graph, news: readonly NodeCard[]): Pick<Graph, 'columns' | 'read' | 'runs'> {
  const { columns, read } = graph
  const leaf = read.rowAt[(read.first[1] ?? 0) - 1] ?? 0
  const added = tailColumns(news)
  const seq = Float64Array.from(news, ({ row }) => -row)
  const grown = appendColumns(columns, leaf, { ...added, seq })
  const rows = news.map((_, at) => columns.count + at)
  return { columns: grown, ...growLayout(graph, grown, rows) }
}
