import type { BranchRow } from '@shared/ipc/store'
import { select, selectNode } from '../state/selection'
import { revealRow } from '../state/view'

/** Selects a branch of the list and shows it on the canvas; a tombstoned one by its highest row. */
export function selectBranch({ topRow, reason }: BranchRow): void {
  if (reason === 'tombstoned') selectNode(topRow)
  else select({ kind: 'branch', top: topRow })
  revealRow(topRow)
}
