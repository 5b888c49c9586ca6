import type { BranchRow } from '@shared/ipc/store'
import { requestEngine } from '../bridge/engine'
import { goToId } from './detail'
import { notify } from './notice'
import { isShown, ofShown, shownStore } from './open-store'
import { currentSelection, select } from './selection'
import { lookAt } from './side'
import { revealRow } from './view'

/** Selects the orphan branch after the selected one, real branches before the copies of the runtime. */
export async function goToNextOrphan(): Promise<void> {
  const answer = await ofShown((store) => requestEngine('branches/read', { store }))
  if (answer === null) return
  if (!answer.ok) return notify(answer.error.message)
  const ordered = [...answer.value].sort(byWorkThenPlace)
  if (ordered.length === 0) return notify('Every node is on the path')
  const selection = currentSelection()
  const at = ordered.findIndex(({ topRow }) => selection.kind === 'branch' && selection.top === topRow)
  const next = ordered[(at + 1) % ordered.length]
  if (next === undefined) return
  select({ kind: 'branch', top: next.topRow })
  revealRow(next.topRow)
}

function byWorkThenPlace(a: BranchRow, b: BranchRow): number {
  return Number(a.class === 'copy') - Number(b.class === 'copy') || a.topRow - b.topRow
}

/** Selects the finding after the selected one and shows the node it concerns, where it concerns one. */
export async function goToNextFinding(): Promise<void> {
  const answer = await ofShown((store) => requestEngine('findings/read', { store }))
  if (answer === null) return
  if (!answer.ok) return notify(answer.error.message)
  if (answer.value.length === 0) return notify('No findings')
  const selection = currentSelection()
  const at = selection.kind === 'findings' ? (selection.finding ?? -1) : -1
  const next = (at + 1) % answer.value.length
  lookAt({ kind: 'findings', finding: next })
  await revealIds(answer.value[next]?.ids ?? [])
}

/** Brings the first of these ids that is a stored node into view; the selection stays. */
export async function revealIds(ids: readonly string[]): Promise<void> {
  const shown = shownStore()
  if (shown === null) return
  const { store } = shown.overview
  for (const id of ids) {
    const answer = await requestEngine('node/find', { store, id })
    if (!isShown(store)) return
    if (answer.ok && answer.value !== null) return revealRow(answer.value)
  }
}

/** Follows a link to a node by its id; says so where it is not stored. */
export async function followLink(id: string): Promise<void> {
  if (!(await goToId(id))) notify('This node is not stored here')
}
