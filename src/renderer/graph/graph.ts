import { type NodeColumns, NodeFlag } from '@shared/domain/columns/columns'
import { SegmentKind } from '@shared/domain/layout/chains'
import { endsAs, type GrowingLayout, growLayout, startGrowing } from '@shared/domain/layout/grow'
import { type CanvasLayout, layoutGraph } from '@shared/domain/layout/layout'
import { branchesAt, layoutBounds, segmentOf } from '@shared/domain/layout/query'
import type { NodeCard, StoreId } from '@shared/ipc/store'
import { openStoreState, type ShownStore } from '../state/open-store'
import { addCards, turnTo } from './cards'
import { growGraph, newCards } from './grow'
import { tailColumns } from './tail'

/** What the canvas draws: the columns of the shown store, both layouts, and the lookups between them. */
export interface Graph extends CanvasLayout {
  readonly store: StoreId
  /** Grows with every newer graph of one store; 0 = the leaf end only. */
  readonly generation: number
  readonly columns: NodeColumns
  /** Highest and lowest y and number of lanes, of the cards and of the runs. */
  readonly bounds: Bounds
  readonly runBounds: Bounds
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

let source: ShownStore | null = null
let latest: Graph | null = null
/** The layout of `latest`, once rows have been appended to what the engine laid out. */
let growing: GrowingLayout | null = null

/** @returns the graph of a shown store; the same object until its columns are replaced or its leaf end grows */
export function graphOf(shown: ShownStore): Graph | null {
  const before = source
  source = shown
  const { index, overview } = shown
  const isSame = before !== null && before.index === index && (index !== null || before.overview === overview)
  if (!isSame) latest = isAppended(before, shown) ? takeRows(latest, shown) : madeAnew(shown)
  if (!isSame || before.overview !== overview) latest = withTail(latest, shown)
  if (latest !== null) turnTo(latest)
  return latest
}

/** Whether the only news are rows below the leaf: the layout that the engine made stands. */
function isAppended(before: ShownStore | null, { index, overview }: ShownStore): boolean {
  return (
    index?.layout != null &&
    before?.overview.store === overview.store &&
    before.index?.layout === index.layout &&
    before.index.nodes.count <= index.nodes.count
  )
}

function madeAnew(shown: ShownStore): Graph | null {
  growing = null
  const { index } = shown
  if (index?.layout == null) return fromTail(shown)
  const { layout, nodes } = index
  const laidOut = layout.read.positionOf.length
  if (nodes.count === laidOut) return put(shown, nodes, layout)
  growing = growLayout(startGrowing(layout), nodes, rowsBetween(laidOut, nodes.count))
  return put(shown, nodes, growing)
}

/** Takes in rows that the engine has read; mostly they have been drawn as cards of the leaf end already. */
function takeRows(graph: Graph | null, shown: ShownStore): Graph | null {
  const { index } = shown
  const laidOut = index?.layout?.read.positionOf.length
  if (index === null || graph === null || growing === null || laidOut === undefined) return madeAnew(shown)
  const { nodes } = index
  const { count } = graph.columns
  if (count > nodes.count || !endsAs(growing, nodes, rowsBetween(laidOut, count))) return madeAnew(shown)
  const rest = rowsBetween(count, nodes.count)
  if (rest.length > 0) growing = growLayout(growing, nodes, rest)
  return put(shown, nodes, growing)
}

const rowsBetween = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, at) => from + at)

function put({ index, overview }: ShownStore, columns: NodeColumns, layout: CanvasLayout): Graph {
  const leafLost = index?.summary.path.kind === 'leaf-missing'
  return buildGraph(overview.store, index?.generation ?? 0, columns, layout, leafLost, null)
}

/** The graph with the cards that were written below its leaf since the engine read it. */
function withTail(graph: Graph | null, shown: ShownStore): Graph | null {
  const { index, overview } = shown
  if (graph === null || index === null) return graph
  const news = newCards(graph, overview.tail)
  if (news.length > 0) {
    const grown = growGraph(graph, growing ?? startGrowing(graph), news)
    growing = grown.layout
    const next = put(shown, grown.columns, growing)
    addCards(
      next,
      news.map((card, at) => [graph.columns.count + at, { ...card, row: graph.columns.count + at }])
    )
    return next
  }
  const leaf = graph.columns.seq[graph.columns.count - 1] ?? 0
  const goesOn = graph.columns.count === index.nodes.count || overview.tail.some(({ row }) => -row === leaf)
  return goesOn ? graph : madeAnew(shown)
}

/** The graph of whatever store is shown now. */
export function currentGraph(): Graph | null {
  const state = openStoreState.getState()
  return state.kind === 'open' ? graphOf(state) : null
}

function fromTail({ overview }: ShownStore): Graph | null {
  if (overview.tail.length === 0) return null
  const columns = tailColumns(overview.tail)
  const layout = layoutGraph(columns, { leaf: columns.count - 1, showCopies: true })
  const graph = buildGraph(overview.store, 0, columns, layout, false, overview.tail)
  addCards(graph, overview.tail.entries())
  return graph
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
  return {
    ...layout,
    store,
    generation,
    columns,
    bounds: layoutBounds(layout.read),
    runBounds: layoutBounds(layout.runs),
    pathFrom: leafLost ? healedFrom(columns, layout) : pathFromOf(columns, layout),
    leafLost,
    tail
  }
}

const spineLength = ({ read }: CanvasLayout): number =>
  read.kind[0] === SegmentKind.spine ? (read.first[1] ?? 0) : 0

/** The path is the lower end of the spine, so where it begins is found by halving. */
function pathFromOf({ flags }: NodeColumns, layout: CanvasLayout): number {
  let low = 0
  let high = spineLength(layout)
  while (low < high) {
    const middle = (low + high) >> 1
    if (((flags[layout.read.rowAt[middle] ?? 0] ?? 0) & NodeFlag.onPath) !== 0) high = middle
    else low = middle + 1
  }
  return low
}

/** Where the path of a healed head would begin: below what cuts the chain of parents. */
function healedFrom({ flags }: NodeColumns, layout: CanvasLayout): number {
  const cuts = NodeFlag.cut | NodeFlag.lostParent
  for (let position = spineLength(layout) - 1; position >= 0; position--) {
    if (((flags[layout.read.rowAt[position] ?? 0] ?? 0) & cuts) !== 0) return position
  }
  return 0
}

const noColumns = tailColumns([])

/** What is drawn while no store is shown. */
export const noGraph: Graph = buildGraph(
  -1,
  0,
  noColumns,
  layoutGraph(noColumns, { leaf: null, showCopies: true }),
  false,
  []
)

/** Whether a row is on the active path, or would be after a heal of a lost leaf. */
export function isOnPath({ columns, leafLost, read, pathFrom }: Graph, row: number): boolean {
  if (((columns.flags[row] ?? 0) & NodeFlag.onPath) !== 0) return true
  const position = read.positionOf[row] ?? -1
  return leafLost && position >= pathFrom && position < (read.first[1] ?? 0)
}

/** The chip that a folded row is counted in; null where the row is drawn itself. */
export function chipOf(graph: Graph, row: number): number | null {
  const { columns, read } = graph
  let at = row
  for (let steps = 0; steps < columns.count && at >= 0 && read.positionOf[at] === -1; steps++)
    at = columns.parent[at] ?? -1
  const position = read.positionOf[at] ?? -1
  if (at === row && position !== -1) return null
  const { from, to } =
    position === -1
      ? { from: 0, to: read.children[0] ?? 0 }
      : branchesAt(read, segmentOf(read, position), position)
  for (let segment = from; segment < to; segment++)
    if (read.kind[segment] === SegmentKind.copies) return segment
  return null
}
