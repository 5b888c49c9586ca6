import { type NodeColumns, NodeFlag } from '@shared/domain/columns/columns'
import type { BranchRow } from '@shared/ipc/store'
import { createStore } from 'zustand/vanilla'
import { type EntryFilter, noEntryFilter, type PruneView, tombstoneBranches } from './branch-entries'
import {
  branchTop,
  type ChildLists,
  type CopyBranches,
  carryChoice,
  chooseBelow,
  classOfRow,
  copyBranches,
  leaveRow,
  listChildren,
  type Tally,
  tallyOf,
  topsOf
} from './choice'
import { onGraphReplaced, openStoreState, type ShownStore, shownStore } from './open-store'
import { dropPlan, makePlan, onPlanApplied, planState } from './plan'
import { branchesResource } from './resources'
import { selectionState } from './selection'
import { showSide, sideState } from './side'

/** The choice of the prune lens, one for list, canvas and map. */
interface Prune {
  readonly view: PruneView
  /** 1 = chosen, by row of the graph; null until there is one. */
  readonly chosen: Uint8Array | null
  /** What is chosen of each list. */
  readonly tallies: Readonly<Record<PruneView, Tally>>
  readonly filter: EntryFilter
  /** Tops of branches of rlm history that the user has unlocked. */
  readonly unlocked: ReadonlySet<number>
  /** The branch whose lock the user has been asked about, by its top. */
  readonly asking: number | null
  /** Tops of the branches that have been looked at. */
  readonly looked: ReadonlySet<number>
  /** The user goes on without having looked at every branch that exists only here. */
  readonly unseen: boolean
  readonly vacuum: boolean
  /** The explicit yes to pruning where no path resolves. */
  readonly noPath: boolean
}

const noTally: Tally = { nodes: 0, bytes: 0 }
const empty: Prune = {
  view: 'orphans',
  chosen: null,
  tallies: { orphans: noTally, tombstones: noTally },
  filter: noEntryFilter,
  unlocked: new Set(),
  asking: null,
  looked: new Set(),
  unseen: false,
  vacuum: false,
  noPath: false
}

export const pruneState = createStore<Prune>()(() => empty)

const noBranches: readonly BranchRow[] = []
const children = new WeakMap<NodeColumns, ChildLists>()
const tombstones = new WeakMap<NodeColumns, readonly BranchRow[]>()
let marked: NodeColumns | null = null

function graphNow(): { readonly nodes: NodeColumns; readonly lists: ChildLists } | null {
  const nodes = shownStore()?.index?.nodes
  if (nodes === undefined) return null
  const lists = children.get(nodes) ?? listChildren(nodes)
  children.set(nodes, lists)
  return { nodes, lists }
}

/** The branches of one list: orphans as the engine tells them, tombstones by their rows. */
export function branchesOf(
  view: PruneView,
  orphans: readonly BranchRow[],
  nodes: NodeColumns | undefined
): readonly BranchRow[] {
  if (nodes === undefined) return noBranches
  if (view === 'orphans') return orphans
  const known = tombstones.get(nodes) ?? tombstoneBranches(nodes)
  tombstones.set(nodes, known)
  return known
}

/** The orphan branches as far as they have been read. */
export function orphanBranches(): readonly BranchRow[] {
  const state = branchesResource.state.getState()
  return state.kind === 'ready' ? state.value : noBranches
}

/** @returns the orphan branch with this top */
const orphanBranch = (top: number): BranchRow | undefined =>
  orphanBranches().find(({ topRow }) => topRow === top)

/** rlm history is kept unless the user asks for it twice: its lock, then its box. */
export const isLocked = ({ rlm, topRow }: BranchRow, unlocked: ReadonlySet<number>): boolean =>
  rlm && !unlocked.has(topRow)

function put(chosen: Uint8Array, nodes: NodeColumns): void {
  marked = nodes
  const tallies = {
    orphans: tallyOf(chosen, nodes, 'orphan'),
    tombstones: tallyOf(chosen, nodes, 'tombstone')
  }
  pruneState.setState({ chosen, tallies, unseen: false })
  planChoice()
}

/** Chooses a row with everything below it, or takes it back with everything above it that hangs on it. */
export function toggleRow(row: number): void {
  const graph = graphNow()
  if (graph === null || classOfRow(graph.nodes.flags, row) === 'fixed') return
  const { nodes, lists } = graph
  const isOrphan = classOfRow(nodes.flags, row) === 'orphan'
  const chosen = currentMask(nodes).slice()
  if (chosen[row] === 1) leaveRow(chosen, nodes, lists, row)
  else {
    const top = branchTop(nodes, row)
    const branch = isOrphan ? orphanBranch(top) : undefined
    if (branch !== undefined && isLocked(branch, pruneState.getState().unlocked)) {
      pruneState.setState({ asking: branch.topRow })
      return
    }
    chooseBelow(chosen, nodes, lists, row)
  }
  pruneState.setState({ view: isOrphan ? 'orphans' : 'tombstones' })
  put(chosen, nodes)
  showSide('plan')
}

const copies = new WeakMap<NodeColumns, CopyBranches>()

/** The branches that hold copies only, told from the graph itself: a list of branches may be cut. */
export function copiesIn(nodes: NodeColumns): CopyBranches {
  const known = copies.get(nodes) ?? copyBranches(nodes)
  copies.set(nodes, known)
  return known
}

/** Chooses exactly these branches, those that are locked left out; what is chosen of the other list stays. */
export function chooseBranches(branches: readonly BranchRow[]): void {
  const { unlocked } = pruneState.getState()
  chooseTops(branches.filter((branch) => !isLocked(branch, unlocked)).map(({ topRow }) => topRow))
}

/** The same by the tops of branches, whether they are listed or not. */
export function chooseTops(tops: readonly number[]): void {
  const graph = graphNow()
  if (graph === null) return
  const { nodes, lists } = graph
  const { view } = pruneState.getState()
  const kept = view === 'orphans' ? 'tombstone' : 'orphan'
  const chosen = currentMask(nodes).map((on, row) =>
    on === 1 && classOfRow(nodes.flags, row) === kept ? 1 : 0
  )
  for (const top of tops) chooseBelow(chosen, nodes, lists, top)
  put(chosen, nodes)
  showSide('plan')
}

/** Chooses these branches beside what is chosen, or leaves them. */
export function setBranches(branches: readonly BranchRow[], on: boolean): void {
  const graph = graphNow()
  if (graph === null) return
  const { nodes, lists } = graph
  const chosen = currentMask(nodes).slice()
  const { unlocked } = pruneState.getState()
  for (const branch of branches) {
    if (!on) leaveRow(chosen, nodes, lists, branch.topRow)
    else if (!isLocked(branch, unlocked)) chooseBelow(chosen, nodes, lists, branch.topRow)
  }
  put(chosen, nodes)
  showSide('plan')
}

/** Leaves all that is chosen in the list in sight. */
export const chooseNothing = (): void => chooseBranches([])

function currentMask(nodes: NodeColumns): Uint8Array {
  const { chosen } = pruneState.getState()
  return chosen !== null && marked === nodes ? chosen : new Uint8Array(nodes.count)
}

/** @returns whether a row is chosen */
export const isChosen = (row: number): boolean => pruneState.getState().chosen?.[row] === 1

/** Chooses every tombstoned row, so that they can be restored. */
export function restoreAll(): void {
  pruneState.setState({ view: 'tombstones' })
  chooseBranches(branchesOf('tombstones', noBranches, shownStore()?.index?.nodes))
}

/** The user has answered for a lock: unlocks this branch, or every one of them; the box is then theirs to tick. */
export function unlock(tops: readonly number[]): void {
  pruneState.setState(({ unlocked }) => ({ unlocked: new Set([...unlocked, ...tops]), asking: null }))
}

/** Asks the user whether to unlock a branch of rlm history; `top` = the row of its top. */
export const askForLock = (top: number): void => pruneState.setState({ asking: top })

/** The user has answered that the branch stays locked. */
export const keepLocked = (): void => pruneState.setState({ asking: null })

/** Changes the filter of the list; what is not named stays. */
export const filterEntries = (change: Partial<EntryFilter>): void =>
  pruneState.setState(({ filter }) => ({ filter: { ...filter, ...change } }))

/** The explicit yes to pruning branches that exist only here and were not looked at, or takes it back. */
export const goOnUnseen = (unseen: boolean): void => pruneState.setState({ unseen })

/** Shows the orphans or the tombstones, unfiltered, and plans what is chosen of them. */
export function showList(view: PruneView): void {
  pruneState.setState({ view, filter: noEntryFilter })
  planChoice()
}

/** Has the plan delete the rows at once instead of only hiding them, or not; plans again. */
export function setVacuum(vacuum: boolean): void {
  pruneState.setState({ vacuum })
  planChoice()
}

/** The explicit yes to pruning where no path resolves, or takes it back; plans again. */
export function allowNoPath(noPath: boolean): void {
  pruneState.setState({ noPath })
  planChoice()
}

const planAfterMs = 120
let planning: ReturnType<typeof setTimeout> | undefined

/** Plans what is chosen in the list in sight; a choice that is still being made is waited for. */
function planChoice(): void {
  clearTimeout(planning)
  planning = setTimeout(planNow, planAfterMs)
}

function planNow(): void {
  const graph = graphNow()
  if (graph === null) return
  const { chosen, tallies, view, vacuum, noPath, unlocked } = pruneState.getState()
  const { ask, applied } = planState.getState()
  const asked = applied === null ? ask?.kind : undefined
  if (chosen === null || tallies[view].nodes === 0) {
    if (asked === 'prune' || asked === 'restore') dropPlan()
    return
  }
  const rows = topsOf(chosen, graph.nodes, view === 'orphans' ? 'orphan' : 'tombstone')
  // opening the lock of a branch was the second asking
  const rlm = unlocked.size > 0
  void makePlan(view === 'orphans' ? { kind: 'prune', rows, vacuum, noPath, rlm } : { kind: 'restore', rows })
}

/** The graph that was looked at, so that one which says the same takes back no look. */
let lookedIn: NodeColumns | null = null

/** What the verification tells of rows that were there before it. */
const TOLD_LATER = NodeFlag.copy | NodeFlag.variant | NodeFlag.unique | NodeFlag.finding

const isAlike = (a: Int32Array | Uint16Array, b: Int32Array | Uint16Array, but = 0): boolean =>
  a === b || (a.length === b.length && a.every((value, row) => (value & ~but) === ((b[row] ?? 0) & ~but)))

const isSameGraph = (a: NodeColumns, b: NodeColumns): boolean =>
  a.seq[0] === b.seq[0] && isAlike(a.parent, b.parent) && isAlike(a.flags, b.flags, TOLD_LATER)

/** Rows have moved in the newer graph: the choice goes with them. Its plan is made again, as it names other rows. */
function followGraph({ index }: ShownStore): void {
  const { chosen, looked, unlocked, asking } = pruneState.getState()
  // a large graph is compared only where there is something to take back
  const holds = looked.size > 0 || unlocked.size > 0 || asking !== null
  if (holds && (lookedIn === null || index === null || !isSameGraph(lookedIn, index.nodes)))
    pruneState.setState({ unlocked: new Set(), looked: new Set(), asking: null })
  lookedIn = index?.nodes ?? null
  if (index === null || chosen === null || marked === null || marked === index.nodes) return
  put(carryChoice(chosen, marked, index.nodes), index.nodes)
}

function forgetChoice(): void {
  clearTimeout(planning)
  marked = null
  const { view, filter } = pruneState.getState()
  pruneState.setState({ ...empty, view, filter }, true)
}

/** The branch that begins with a row has been looked at. */
export function noteLook(top: number): void {
  if (!pruneState.getState().looked.has(top))
    pruneState.setState(({ looked }) => ({ looked: new Set(looked).add(top) }))
}

/** With nothing chosen the plan has nothing to say, and what is selected is shown in its place. */
function showSelected(): void {
  const { side } = sideState.getState()
  if (side === 'plan' && planState.getState().ask === null) showSide('details')
}

/** Ties the choice to graph, selection and plans; called once when the page starts. */
export function connectPrune(): void {
  onGraphReplaced(followGraph)
  onPlanApplied(({ kind }, stands) => {
    if (stands && (kind === 'prune' || kind === 'restore')) forgetChoice()
  })
  selectionState.subscribe(({ selection }, before) => {
    if (selection === before.selection || selection.kind === 'none') return
    // one that is selected, in the list or on the canvas
    if (selection.kind === 'branch') noteLook(selection.top)
    showSelected()
  })
  openStoreState.subscribe((store) => {
    if (store.kind === 'open') return
    marked = null
    lookedIn = null
    pruneState.setState(empty, true)
  })
}
