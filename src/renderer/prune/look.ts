import type { BranchRow } from '@shared/ipc/store'
import { noteLook } from '../state/prune'
import { select, selectNode } from '../state/selection'
import { revealRow } from '../state/view'

/**
 * Selects a branch of the list and shows it on the canvas; a tombstoned one by its highest row. That is a look at it,
 * also where it is selected already and looks were taken back since: its rows had changed.
 */
export function selectBranch({ topRow, reason }: Pick<BranchRow, 'topRow' | 'reason'>): void {
  if (reason === 'tombstoned') selectNode(topRow)
  else select({ kind: 'branch', top: topRow })
  noteLook(topRow)
  revealRow(topRow)
}
