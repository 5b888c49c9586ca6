import { type NodeColumns, type NodeKind, nodeKinds } from '@shared/domain/columns/columns'
import { isLive } from '@shared/domain/columns/link'
import { createStore } from 'zustand/vanilla'
import { notify } from './notice'
import { openStoreState, shownStore } from './open-store'
import { makePlan } from './plan'
import { currentSelection, rowOfSelection } from './selection'
import { showSide } from './side'

/** One line of the context that is being put together. */
export interface CuratedRow {
  readonly row: number
  readonly on: boolean
}

/** The messages and calls that the model shall see next, in order. */
export const curateState = createStore<{ readonly rows: readonly CuratedRow[] }>()(() => ({ rows: [] }))

const seen: ReadonlySet<NodeKind> = new Set<NodeKind>([
  'user',
  'assistant',
  'reasoning',
  'toolCall',
  'toolResult',
  'compaction',
  'system'
])

/** Only messages and calls reach the model. */
const reachesModel = (nodes: NodeColumns, row: number): boolean => {
  const kind = nodeKinds[nodes.kind[row] ?? -1]
  return kind !== undefined && seen.has(kind) && isLive(nodes.flags, row)
}

/** Starts from the path as it is: everything on it that reaches the model is chosen. */
export function startCurating(): void {
  const index = shownStore()?.index
  if (index == null || index.summary.leafRow === null) {
    notify('There is no path to start from')
    return
  }
  const { nodes } = index
  const rows: CuratedRow[] = []
  const walked = new Uint8Array(nodes.count)
  for (let row = index.summary.leafRow; row >= 0 && walked[row] === 0; row = nodes.parent[row] ?? -1) {
    walked[row] = 1
    if (reachesModel(nodes, row)) rows.push({ row, on: true })
  }
  curateState.setState({ rows: rows.reverse() })
  showSide('curate')
}

/** Takes a line into the context, or out of it; `at` = its place in the list. */
export const toggleCurated = (at: number): void =>
  change((rows) => rows.map((line, index) => (index === at ? { ...line, on: !line.on } : line)))

/** Takes all lines into the context, or out of it; they stand where they stood. */
export const setAllCurated = (on: boolean): void => change((rows) => rows.map(({ row }) => ({ row, on })))

/** Moves a line up (-1) or down (1). @returns where it stands now */
export function moveCurated(at: number, by: -1 | 1): number {
  const to = at + by
  const { rows } = curateState.getState()
  const [moved, other] = [rows[at], rows[to]]
  if (moved === undefined || other === undefined) return at
  change((list) => list.with(at, other).with(to, moved))
  return to
}

/** Adds the selected node at the end, from wherever in the store it is. */
export function addSelected(): void {
  const row = rowOfSelection(currentSelection())
  const nodes = shownStore()?.index?.nodes
  const { rows } = curateState.getState()
  if (row === null || nodes === undefined) notify('Select a message or a call first')
  else if (!reachesModel(nodes, row)) notify('Only messages and calls reach the model')
  else if (rows.some((line) => line.row === row)) notify('It is in the list already')
  else change((list) => [...list, { row, on: true }])
}

/** Plans the context as it is ticked. */
export function planCurated(): void {
  const rows = curateState.getState().rows.flatMap(({ row, on }) => (on ? [row] : []))
  void makePlan({ kind: 'curate', rows })
  showSide('plan')
}

function change(edit: (rows: readonly CuratedRow[]) => readonly CuratedRow[]): void {
  curateState.setState(({ rows }) => ({ rows: edit(rows) }))
}

/** Rows mean nothing in another graph: what was being put together is forgotten with it. */
export function connectCurate(): void {
  openStoreState.subscribe((store, before) => {
    const graph = store.kind === 'open' ? store.index?.nodes : undefined
    const former = before.kind === 'open' ? before.index?.nodes : undefined
    if (graph !== former && curateState.getState().rows.length > 0) curateState.setState({ rows: [] })
  })
}
