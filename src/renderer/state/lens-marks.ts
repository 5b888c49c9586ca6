import { type NodeColumns, NodeFlag } from '@shared/domain/columns/columns'
import { setMarks } from '../canvas/marks'
import { sideOf } from '../prune/hazard'
import { healState } from './heal'
import { openStoreState, shownStore } from './open-store'
import { planState } from './plan'
import { pruneState } from './prune'
import { residencyState } from './residency'
import { residencyResource } from './resources'
import { sideState } from './side'
import { shownMoment, vanishingRows, vanishState } from './vanish'
import { viewState } from './view'

/** Plans that take rows away from what a load shows. */
const removing: ReadonlySet<string> = new Set(['prune', 'vacuum'])

function maskOf(rows: Uint32Array, nodes: NodeColumns): Uint8Array {
  const mask = new Uint8Array(nodes.count)
  for (const row of rows) if (row < mask.length) mask[row] = 1
  return mask
}

/** The chosen rows that a prune would hide; tombstoned ones are drawn as such already. */
function chosenGhosts(nodes: NodeColumns): Uint8Array | null {
  const { chosen, tallies } = pruneState.getState()
  if (chosen === null || chosen.length !== nodes.count || tallies.orphans.nodes === 0) return null
  return tallies.tombstones.nodes === 0
    ? chosen
    : chosen.map((on, row) => (on === 1 && ((nodes.flags[row] ?? 0) & NodeFlag.tombstoned) === 0 ? 1 : 0))
}

/** What would go: by the plan in sight, by the choice it is being made from, else by the runtime's next commit. */
function ghostsOf(nodes: NodeColumns, pruning: boolean): Uint8Array | null {
  const { view, applied, making } = planState.getState()
  if (view !== null && applied === null && !making && removing.has(view.kind)) return maskOf(view.rows, nodes)
  if (!pruning) return null
  return chosenGhosts(nodes) ?? vanishing(nodes)
}

function vanishing(nodes: NodeColumns): Uint8Array | null {
  const { shown } = vanishState.getState()
  const report = residencyResource.state.getState()
  const summary = shownStore()?.index?.summary
  if (report.kind !== 'ready' || summary === undefined) return null
  const side = sideOf(residencyState.getState().residency, report.value)
  const moment = shownMoment(shown, side.vanishOnPark, side.vanishOnTurn)
  return moment === null ? null : vanishingRows(nodes, side, summary.leafRow, moment)
}

/** In a runtime that keeps the active path only, everything else is not in memory. */
function absentRows(nodes: NodeColumns, pruning: boolean): Uint8Array | null {
  const proposed = proposedPath(nodes)
  if (proposed !== null) return proposed
  if (!pruning || residencyState.getState().residency === 'everything') return null
  return Uint8Array.from(nodes.flags, (flag) => ((flag & NodeFlag.onPath) === 0 ? 1 : 0))
}

/** While a leaf is proposed, what its path would not hold steps back, so that the path is seen before the cure. */
function proposedPath(nodes: NodeColumns): Uint8Array | null {
  const { chosen } = healState.getState()
  if (chosen === null || sideState.getState().side !== 'heal') return null
  const mask = new Uint8Array(nodes.count).fill(1)
  for (let row = chosen.row; row >= 0 && mask[row] === 1; row = nodes.parent[row] ?? -1) mask[row] = 0
  return mask
}

function drawMarks(): void {
  const nodes = shownStore()?.index?.nodes
  const pruning = viewState.getState().lens === 'prune'
  if (nodes === undefined) setMarks({ ghosts: null, absent: null })
  else setMarks({ ghosts: ghostsOf(nodes, pruning), absent: absentRows(nodes, pruning) })
}

/** Draws on the canvas what is chosen, planned, proposed or in danger; called once when the page starts. */
export function connectLensMarks(): void {
  for (const state of [
    pruneState,
    planState,
    residencyState,
    residencyResource.state,
    vanishState,
    healState,
    sideState,
    openStoreState
  ])
    state.subscribe(drawMarks)
  viewState.subscribe(({ lens }, before) => {
    if (lens !== before.lens) drawMarks()
  })
}
