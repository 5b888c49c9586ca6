import { type NodeColumns, NodeFlag } from '@shared/domain/columns/columns'
import type { PlanView } from '@shared/ipc/operations'
import type { ResidencySide } from '@shared/ipc/store'
import { healState } from './heal'
import { marksState, setMarks } from './marks'
import { openStoreState, shownStore } from './open-store'
import { planState } from './plan'
import { pruneState } from './prune'
import { residencyState, sideOf } from './residency'
import { residencyResource } from './resources'
import { sideState } from './side'
import { shownMoment, vanishingRows, vanishState } from './vanish'
import { viewState } from './view'

/** Remembers what was made last and gives it again for the same parts: a mask costs a walk over all rows. */
function remembered<From extends readonly unknown[]>(
  make: (...from: From) => Uint8Array | null
): (...from: From) => Uint8Array | null {
  let made: Uint8Array | null = null
  let madeFrom: From | null = null
  return (...from) => {
    const before = madeFrom
    const same = before?.length === from.length && from.every((part, at) => part === before[at])
    if (!same) made = make(...from)
    madeFrom = from
    return made
  }
}

/** Plans that take rows away from what a load shows. */
const removing: ReadonlySet<string> = new Set(['prune', 'vacuum'])

const plannedRows = remembered(({ rows }: PlanView, nodes: NodeColumns) => {
  const mask = new Uint8Array(nodes.count)
  for (const row of rows) if (row < mask.length) mask[row] = 1
  return mask
})

/** The chosen rows that a prune would hide; tombstoned ones are drawn as such already. */
const chosenRows = remembered((chosen: Uint8Array | null, nodes: NodeColumns) => {
  if (chosen === null || chosen.length !== nodes.count) return null
  const mask = chosen.map((on, row) =>
    on === 1 && ((nodes.flags[row] ?? 0) & NodeFlag.tombstoned) === 0 ? 1 : 0
  )
  return mask.includes(1) ? mask : null
})

const rowsVanishing = remembered(
  (nodes: NodeColumns, side: ResidencySide, leafRow: number | null, moment: 'park' | 'turn') =>
    vanishingRows(nodes, side, leafRow, moment)
)

/** In a runtime that keeps the active path only, everything else is not in memory. */
const rowsOffPath = remembered((nodes: NodeColumns) =>
  Uint8Array.from(nodes.flags, (flag) => ((flag & NodeFlag.onPath) === 0 ? 1 : 0))
)

/** What the path to a proposed leaf would not hold. */
const rowsOffProposal = remembered((nodes: NodeColumns, leaf: number) => {
  const mask = new Uint8Array(nodes.count).fill(1)
  for (let row = leaf; row >= 0 && mask[row] === 1; row = nodes.parent[row] ?? -1) mask[row] = 0
  return mask
})

/** What would go: by the plan in sight, by the choice it is being made from, else by the runtime's next commit. */
function ghostsOf(nodes: NodeColumns, pruning: boolean): Uint8Array | null {
  const { view, applied, making } = planState.getState()
  const inSight = pruning || sideState.getState().side === 'plan'
  if (inSight && view !== null && applied === null && !making && removing.has(view.kind))
    return plannedRows(view, nodes)
  if (!pruning) return null
  return chosenRows(pruneState.getState().chosen, nodes) ?? vanishing(nodes)
}

function vanishing(nodes: NodeColumns): Uint8Array | null {
  const report = residencyResource.state.getState()
  const summary = shownStore()?.index?.summary
  if (report.kind !== 'ready' || summary === undefined) return null
  const side = sideOf(residencyState.getState().residency, report.value)
  const moment = shownMoment(vanishState.getState().shown, side.vanishOnPark, side.vanishOnTurn)
  return moment === null ? null : rowsVanishing(nodes, side, summary.leafRow, moment)
}

/** What steps back: beside a proposed leaf all but its path, else what the runtime would not hold in memory. */
function absentRows(nodes: NodeColumns, pruning: boolean): Uint8Array | null {
  const { chosen } = healState.getState()
  if (chosen !== null && sideState.getState().side === 'heal') return rowsOffProposal(nodes, chosen.row)
  return pruning && residencyState.getState().residency === 'active-path' ? rowsOffPath(nodes) : null
}

function drawMarks(): void {
  const nodes = shownStore()?.index?.nodes
  const pruning = viewState.getState().lens === 'prune'
  const ghosts = nodes === undefined ? null : ghostsOf(nodes, pruning)
  const absent = nodes === undefined ? null : absentRows(nodes, pruning)
  const drawn = marksState.getState()
  if (drawn.ghosts !== ghosts || drawn.absent !== absent) setMarks({ ghosts, absent })
}

/** Draws on the canvas what is chosen, planned, proposed or in danger; called once when the page starts. */
export function connectLensMarks(): void {
  const states = [pruneState, planState, residencyState, residencyResource.state, vanishState, healState]
  for (const state of [...states, sideState, openStoreState]) state.subscribe(drawMarks)
  viewState.subscribe(({ lens }, before) => {
    if (lens !== before.lens) drawMarks()
  })
}
