import { appendColumns } from '@shared/domain/columns/append'
import { type NodeColumns, NodeFlag } from '@shared/domain/columns/columns'
import { roomyCopy } from '@shared/domain/columns/room'
import { SegmentKind } from '@shared/domain/layout/chains'
import { type GrowingLayout, growLayout } from '@shared/domain/layout/grow'
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

/**
 * Columns and layout of a graph with cards appended below its leaf, until the engine has read them as rows.
 * @param layout the layout of the graph; it must not be used afterwards
 */
export function growGraph(
  { columns, read }: Graph,
  layout: GrowingLayout,
  news: readonly NodeCard[]
): { readonly columns: NodeColumns; readonly layout: GrowingLayout } {
  const leaf = read.rowAt[(read.first[1] ?? 0) - 1] ?? 0
  const added = tailColumns(news)
  const seq = Float64Array.from(news, ({ row }) => -row)
  const own = { ...columns, flags: roomyCopy(columns.flags) }
  const grown = appendColumns(own, leaf, { ...added, seq })
  const rows = news.map((_, at) => columns.count + at)
  return { columns: grown, layout: growLayout(layout, grown, rows) }
}
