import { showOverlay } from '../../state/overlay'
import { openLedger, openSidebar, paneState } from '../../state/panes'
import { chooseTheme } from '../../state/settings'
import { requestCanvas, showCopies, showDistance, showLens, viewState } from '../../state/view'
import type { Command } from './command'

const lenses: readonly Command[] = [
  {
    id: 'lens-browse',
    title: 'Browse',
    group: 'View',
    keys: 'Mod+1',
    run: () => showLens('browse')
  },
  {
    id: 'lens-prune',
    title: 'Prune',
    group: 'View',
    keys: 'Mod+2',
    run: () => showLens('prune')
  },
  {
    id: 'lens-cost',
    title: 'Cost',
    group: 'View',
    keys: 'Mod+3',
    run: () => showLens('cost')
  }
]

const distances: readonly Command[] = [
  { id: 'distance-read', title: 'Cards to read', group: 'View', run: () => showDistance('read') },
  { id: 'distance-runs', title: 'Runs folded into cards', group: 'View', run: () => showDistance('runs') },
  { id: 'distance-map', title: 'Map of the whole store', group: 'View', run: () => showDistance('map') },
  { id: 'zoom-in', title: 'Zoom in', group: 'View', keys: '+', run: () => requestCanvas('zoom-in') },
  { id: 'zoom-out', title: 'Zoom out', group: 'View', keys: '-', run: () => requestCanvas('zoom-out') },
  { id: 'fit', title: 'Fit the whole store', group: 'View', keys: '0', run: () => requestCanvas('fit') },
  {
    id: 'read-zoom',
    title: 'Zoom to reading size',
    group: 'View',
    keys: '1',
    run: () => requestCanvas('read-zoom')
  },
  {
    id: 'copies',
    title: 'Show every row, or fold the copies',
    group: 'View',
    keys: 'c',
    run: () => showCopies(!viewState.getState().showCopies)
  }
]

const windowCommands: readonly Command[] = [
  {
    id: 'sidebar',
    title: 'Show or hide the sessions',
    group: 'Window',
    run: () => openSidebar(!paneState.getState().sidebarOpen)
  },
  {
    id: 'ledger',
    title: 'Unfold or fold the ledger',
    group: 'Window',
    keys: 'l',
    run: () => openLedger(!paneState.getState().ledgerOpen)
  },
  {
    id: 'theme-system',
    title: 'Theme: follow the system',
    group: 'Window',
    run: () => chooseTheme('system')
  },
  { id: 'theme-dark', title: 'Theme: dark', group: 'Window', run: () => chooseTheme('dark') },
  { id: 'theme-light', title: 'Theme: light', group: 'Window', run: () => chooseTheme('light') },
  {
    id: 'theme-contrast',
    title: 'Theme: high contrast',
    group: 'Window',
    run: () => chooseTheme('contrast')
  },
  {
    id: 'palette',
    title: 'Search and commands',
    group: 'Window',
    keys: 'Mod+K',
    run: () => showOverlay('commands')
  },
  { id: 'keys', title: 'All keys', group: 'Window', keys: '?', run: () => showOverlay('keys') },
  { id: 'help', title: 'What is seen here', group: 'Window', run: () => showOverlay('help') }
]

/** Lenses, distances, panes and themes. */
export const viewCommands: readonly Command[] = [...lenses, ...distances, ...windowCommands]
