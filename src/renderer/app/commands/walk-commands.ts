import { compareBranch, selectedOrphan } from '../../state/branch-compare'
import { notify } from '../../state/notice'
import { shownStore } from '../../state/open-store'
import { showOverlay } from '../../state/overlay'
import { openReader } from '../../state/reader'
import { clearSearch, stepHit } from '../../state/search'
import { currentSelection, rowOfSelection, selectBack, selectForward } from '../../state/selection'
import { openFindings, openHead } from '../../state/side'
import { goToNextFinding, goToNextOrphan } from '../../state/walk'
import type { Command } from './command'

const isOpen = (): boolean => shownStore() !== null

/** Moving the selection by what is sought, not by the shape of the graph (that is the canvas's). */
export const walkCommands: readonly Command[] = [
  {
    id: 'goto',
    title: 'Node by its id…',
    group: 'Go to',
    keys: 'g',
    enabled: isOpen,
    run: () => showOverlay('goto')
  },
  {
    id: 'search',
    title: 'Search in the store…',
    group: 'Go to',
    keys: '/',
    enabled: isOpen,
    run: () => showOverlay('search')
  },
  {
    id: 'text-index',
    title: 'Text index of the store…',
    group: 'Store',
    enabled: isOpen,
    run: () => showOverlay('text-index')
  },
  {
    id: 'compare-branch',
    title: 'Compare the branch with the path…',
    group: 'Go to',
    enabled: () => selectedOrphan() !== null,
    run: () => {
      const row = selectedOrphan()
      if (row !== null) void compareBranch(row)
    }
  },
  { id: 'next-hit', title: 'Next hit', group: 'Go to', keys: 'n', run: () => stepHit(1) },
  { id: 'previous-hit', title: 'Previous hit', group: 'Go to', keys: 'p', run: () => stepHit(-1) },
  { id: 'clear-search', title: 'Forget the search', group: 'Go to', run: clearSearch },
  {
    id: 'next-orphan',
    title: 'Next orphan branch',
    group: 'Go to',
    keys: 'o',
    enabled: isOpen,
    run: () => void goToNextOrphan()
  },
  {
    id: 'next-finding',
    title: 'Next finding',
    group: 'Go to',
    keys: 'f',
    enabled: isOpen,
    run: () => void goToNextFinding()
  },
  { id: 'back', title: 'Back to the last selection', group: 'Go to', keys: '[', run: selectBack },
  { id: 'forward', title: 'Forward again', group: 'Go to', keys: ']', run: selectForward },
  {
    id: 'head',
    title: 'Head, checkpoint and session meta',
    group: 'Go to',
    keys: 'h',
    enabled: isOpen,
    run: openHead
  },
  {
    id: 'findings',
    title: 'Findings',
    group: 'Go to',
    enabled: isOpen,
    run: openFindings
  },
  {
    id: 'read',
    title: 'Read the branch that ends here',
    group: 'Go to',
    keys: 'Enter',
    enabled: isOpen,
    run: () => {
      const row = rowOfSelection(currentSelection()) ?? shownStore()?.index?.summary.leafRow ?? null
      if (row !== null && row >= 0) openReader(row)
      else if (shownStore()?.index === null) notify('The branch can be read when the graph has come')
    }
  }
]
