import { NodeFlag } from '@shared/domain/columns/columns'
import { classOfRow } from '../../state/choice'
import { startCurating } from '../../state/curate'
import { selectedId } from '../../state/detail'
import { needsHealing } from '../../state/needs-healing'
import { openStoreState, shownStore } from '../../state/open-store'
import { showOverlay } from '../../state/overlay'
import { makePlan, type PlanAsk } from '../../state/plan'
import {
  chooseBranches,
  chooseNothing,
  orphanBranches,
  pruneState,
  restoreAll,
  toggleRow
} from '../../state/prune'
import { branchesResource } from '../../state/resources'
import { currentSelection, rowOfSelection } from '../../state/selection'
import { showSide } from '../../state/side'
import { showLens, viewState } from '../../state/view'
import type { Command } from './command'

const isOpen = (): boolean => shownStore()?.index != null

/** The flags of the selected node, or null where none is selected. */
function selectedFlags(): number | null {
  const row = rowOfSelection(currentSelection())
  const flags = shownStore()?.index?.nodes.flags
  return row === null || flags === undefined ? null : (flags[row] ?? 0)
}

const isLiveSelected = (): boolean => {
  const flags = selectedFlags()
  return (
    flags !== null && (flags & (NodeFlag.tombstoned | NodeFlag.undecodable)) === 0 && selectedId() !== null
  )
}

function isChoosable(): boolean {
  const row = rowOfSelection(currentSelection())
  const flags = shownStore()?.index?.nodes.flags
  return row !== null && flags !== undefined && classOfRow(flags, row) !== 'fixed'
}

/** Asks for a plan and shows it. Everything that changes a store goes through here. */
function plan(ask: PlanAsk): void {
  showSide('plan')
  void makePlan(ask)
}

/** Plans to move the head to the selected node, or to before it. */
export function moveHead(before: boolean): void {
  const leaf = selectedId()
  if (leaf !== null) plan({ kind: 'branch', leaf, before, keepCheckpoint: false })
}

/** Chooses the selected node with everything below it, in the prune lens. */
export function chooseSelected(): void {
  const row = rowOfSelection(currentSelection())
  if (row === null) return
  showLens('prune')
  branchesResource.load()
  toggleRow(row)
}

const onBranches: readonly Command[] = [
  {
    id: 'choose-branch',
    title: 'Prune: choose the selected node and all below it, or leave it',
    group: 'Change',
    keys: ' ',
    enabled: () => isChoosable() && viewState.getState().lens === 'prune',
    run: chooseSelected
  },
  {
    id: 'choose-copies',
    title: 'Prune: choose all branches that are only copies',
    group: 'Change',
    enabled: isOpen,
    run: () => {
      showLens('prune')
      chooseBranches(orphanBranches().filter((branch) => branch.class === 'copy'))
    }
  },
  {
    id: 'choose-all',
    title: 'Prune: choose everything off the path',
    group: 'Change',
    enabled: isOpen,
    run: () => {
      showLens('prune')
      chooseBranches(orphanBranches())
    }
  },
  {
    id: 'choose-nothing',
    title: 'Prune: choose nothing',
    group: 'Change',
    enabled: () => pruneState.getState().chosen !== null,
    run: chooseNothing
  },
  {
    id: 'restore-all',
    title: 'Restore the tombstoned rows…',
    group: 'Change',
    enabled: isOpen,
    run: () => {
      showLens('prune')
      restoreAll()
    }
  }
]

const onHead: readonly Command[] = [
  {
    id: 'move-head',
    title: 'Move the head to the selected node…',
    group: 'Change',
    enabled: isLiveSelected,
    run: () => moveHead(false)
  },
  {
    id: 'move-head-before',
    title: 'Move the head to before the selected node…',
    group: 'Change',
    enabled: isLiveSelected,
    run: () => moveHead(true)
  },
  {
    id: 'heal',
    title: 'Heal the head…',
    group: 'Change',
    enabled: () => needsHealing(openStoreState.getState()),
    run: () => showSide('heal')
  },
  {
    id: 'append',
    title: 'Append a message, an event or a plugin node…',
    group: 'Change',
    enabled: isOpen,
    run: () => showOverlay('append')
  },
  {
    id: 'curate',
    title: 'Choose what the model shall see next…',
    group: 'Change',
    enabled: isOpen,
    run: startCurating
  }
]

const onFile: readonly Command[] = [
  {
    id: 'vacuum',
    title: 'Vacuum the tombstoned rows…',
    group: 'Change',
    enabled: isOpen,
    run: () => plan({ kind: 'vacuum' })
  },
  {
    id: 'collect-blobs',
    title: 'Collect blobs that nothing reaches…',
    group: 'Change',
    enabled: isOpen,
    run: () => plan({ kind: 'gc' })
  },
  {
    id: 'compact-file',
    title: 'Compact the file…',
    group: 'Change',
    enabled: isOpen,
    run: () => plan({ kind: 'compact' })
  },
  {
    id: 'history',
    title: 'History: receipts and undo',
    group: 'Change',
    enabled: isOpen,
    run: () => showSide('history')
  },
  {
    id: 'export-state',
    title: 'Export the session state…',
    group: 'Change',
    enabled: isOpen,
    run: () => showOverlay('export')
  }
]

/** Everything that changes a store. Each only plans: nothing is written before the plan has been seen and applied. */
export const changeCommands: readonly Command[] = [...onBranches, ...onHead, ...onFile]
