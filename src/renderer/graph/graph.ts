import { type NodeColumns, NodeFlag } from '@shared/domain/columns/columns'
import { SegmentKind } from '@shared/domain/layout/chains'
import { type CanvasLayout, layoutGraph } from '@shared/domain/layout/layout'
import { branchesAt, layoutBounds, positionsOfRows, segmentOf } from '@shared/domain/layout/query'
import type { NodeCard, StoreId } from '@shared/ipc/store'
import { openStoreState, type ShownStore } from '../state/open-store'
import { toCanvasLayout } from './layout-sets'
import { tailColumns } from './tail'

/** What the canvas draws: the columns of the shown store, both layouts, and the lookups between them. */
export interface Graph extends CanvasLayout {
  readonly store: StoreId
  /** Grows with every newer graph of one store; 0 = the leaf end only. */
  readonly generation: number
  readonly columns: NodeColumns
  /** Position of each row in `read.rowAt`; -1 where it is folded into a chip. */
  readonly positions: Int32Array
  /** Highest and lowest y and number of lanes, of the cards and of the runs. */
  readonly bounds: Bounds
  readonly runBounds: Bounds
  /** Positions of the spine at which turns begin. */
  readonly turns: Uint32Array
  /**
   * First position of the spine that is on the active path, or would be after a heal of a lost leaf; the spine's
   * length where none is.
   */
  readonly pathFrom: number
  /** The head names a leaf that is not stored; the spine ends at the one a heal would name (store-format.md §9.7). */
  readonly leafLost: boolean
  /** Cards of the leaf end, while the graph has not come; rows are then places in this list. */
  readonly tail: readonly NodeCard[] | null
}

export type Bounds = ReturnType<typeof layoutBounds>

let source: ShownStore['index'] | ShownStore['overview'] | null = null
let latest: Graph | null = null

/** @returns the graph of a shown store; the same object until its columns are replaced */
export function graphOf(shown: ShownStore): Graph | null {
  const from = shown.index ?? shown.overview
  if (from !== source) {
    source = from
    latest = shown.index === null ? fromTail(shown) : (fromIndex(shown) ?? fromTail(shown))
  }
  return latest
}

/** The graph of whatever store is shown now. */
export function currentGraph(): Graph | null {
  const state = openStoreState.getState()
  return state.kind === 'open' ? graphOf(state) : null
}

function fromIndex({ index, overview }: ShownStore): Graph | null {
  const layout = index === null ? null : toCanvasLayout(index.sets)
  if (index === null || layout === null) return null
  const leafLost = index.summary.path.kind === 'leaf-missing'
  return buildGraph(overview.store, index.generation, index.nodes, layout, leafLost, null)
}

function fromTail({ overview }: ShownStore): Graph | null {
  if (overview.tail.length === 0) return null
  const columns = tailColumns(overview.tail)
  const layout = layoutGraph(columns, { leaf: columns.count - 1, showCopies: true })
  return buildGraph(overview.store, 0, columns, layout, false, overview.tail)
}

/** Puts a graph together from its parts. `tail`: cards of the leaf end, where that is all there is. */
export function buildGraph(
  store: StoreId,
  generation: number,
  columns: NodeColumns,
  layout: CanvasLayout,
  leafLost: boolean,
  tail: readonly NodeCard[] | null
): Graph {
  const positions = positionsOfRows(layout.read, columns.count)
  return {
    ...layout,
    store,
    generation,
    columns,
    positions,
    bounds: layoutBounds(layout.read),
    runBounds: layoutBounds(layout.runs),
    ...scanSpine(columns, layout, leafLost),
    leafLost,
    tail
  }
}

/** What cuts a chain of parents below a row. */
const cuts = NodeFlag.cut | NodeFlag.lostParent

function scanSpine(
  { flags }: NodeColumns,
  { read }: CanvasLayout,
  leafLost: boolean
): Pick<Graph, 'turns' | 'pathFrom'> {
  const end = read.kind[0] === SegmentKind.spine ? (read.first[1] ?? 0) : 0
  const turns: number[] = []
  let pathFrom = end
  for (let position = end - 1; position >= 0; position--) {
    const flag = flags[read.rowAt[position] ?? 0] ?? 0
    const below = flags[read.rowAt[position + 1] ?? 0] ?? 0
    const goesOn = position === end - 1 || (below & cuts) === 0
    const onPath = leafLost ? goesOn : (flag & NodeFlag.onPath) !== 0
    if (onPath && pathFrom === position + 1) pathFrom = position
    if ((flag & NodeFlag.turnStart) !== 0) turns.push(position)
  }
  return { turns: Uint32Array.from(turns.reverse()), pathFrom }
}

/** Whether a row is on the active path, or would be after a heal of a lost leaf. */
export function isOnPath({ columns, leafLost, positions, read, pathFrom }: Graph, row: number): boolean {
  if (((columns.flags[row] ?? 0) & NodeFlag.onPath) !== 0) return true
  const position = positions[row] ?? -1
  return leafLost && position >= pathFrom && position < (read.first[1] ?? 0)
}

/** The chip that a folded row is counted in; null where the row is drawn itself. */
export function chipOf(graph: Graph, row: number): number | null {
  const { columns, positions, read } = graph
  let at = row
  for (let steps = 0; steps < columns.count && at >= 0 && positions[at] === -1; steps++)
    at = columns.parent[at] ?? -1
  const position = positions[at] ?? -1
  if (at === row && position !== -1) return null
  const { from, to } =
    position === -1
      ? { from: 0, to: read.children[0] ?? 0 }
      : branchesAt(read, segmentOf(read, position), position)
  for (let segment = from; segment < to; segment++)
    if (read.kind[segment] === SegmentKind.copies) return segment
  return null
}
