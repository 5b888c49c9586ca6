import type { Settings } from '@shared/ipc/app'
import { firstAnswers } from '../bridge/first-answers'
import { onMainPush } from '../bridge/main'
import { connectAgents } from './agents'
import { connectBranchCompare } from './branch-compare'
import { connectCompare } from './compare'
import { connectCost } from './cost'
import { connectCurate } from './curate'
import { connectDetail, restoreSelection, selectedId } from './detail'
import { connectHeal } from './heal'
import { connectHistory } from './history'
import { connectLensMarks } from './lens-marks'
import { connectOpenStore, layOutCopies, onStoreOpened, openStore, openStoreState } from './open-store'
import { openInspector, paneState } from './panes'
import { connectPlan } from './plan'
import { connectPrune } from './prune'
import { closeReader, readerState, readRow } from './reader'
import { clearSearch, connectSearch } from './search'
import { resetSelection, selectionState } from './selection'
import { connectSessions, loadRecent, lookedAt, openFolder, openPath, sessionsState } from './sessions'
import { keepSidebar, keepViews, settingsState, takeSettings } from './settings'
import { connectSide } from './side'
import { connectStoreCosts } from './store-costs'
import { connectTextIndex } from './text-index'
import { connectTranscript } from './transcript'
import { connectVanish } from './vanish'
import { restoreView, viewState } from './view'

const NO_SIDEBAR: Settings['sidebar'] = { folders: [], folded: [], takenOut: [] }

/** In a small window the inspector comes forward when something is selected. */
function connectInspector(): void {
  selectionState.subscribe(({ selection }) => {
    if (paneState.getState().small && selection.kind !== 'none') openInspector(true)
  })
}

/** While the reader is open, selecting a node goes to it there too. */
function connectReader(): void {
  selectionState.subscribe(({ selection }) => {
    if (readerState.getState().through !== null && selection.kind === 'node') readRow(selection.row)
  })
}

/** What belongs to one store is forgotten with it, and put back as it was left when the store is opened again. */
function connectStoreMemory(): void {
  openStoreState.subscribe((store, before) => {
    if (store.kind === 'open') return
    const isOther = store.kind === 'opening' && before.kind === 'opening' && store.path !== before.path
    if (store.kind === before.kind && !isOther) return
    resetSelection()
    clearSearch()
    closeReader()
    // before it is open, so that a lens chosen meanwhile is kept
    if (store.kind === 'opening') restoreView(settingsState.getState().views[store.path])
  })
  onStoreOpened(({ path }) => {
    if (viewState.getState().showCopies) void layOutCopies(true)
    const view = settingsState.getState().views[path]
    if (view?.selected != null) void restoreSelection(view.selected)
    void loadRecent()
  })
}

/** Lists the folders that were in the sidebar, and those of the user that are found, unless they were taken out. */
function listFolders(found: readonly string[], { folders, takenOut }: Settings['sidebar']): void {
  const wanted = new Set([...folders, ...found].filter((path) => !takenOut.includes(path)))
  for (const path of wanted) void openFolder(path)
  keepSidebar(found, takenOut)
}

async function openFirst(startPaths: readonly string[], sample: string) {
  for (const path of startPaths) await openPath(path)
  const sessions = sessionsState.getState()
  const isAskedFor =
    openStoreState.getState().kind !== 'closed' || sessions.chosen !== null || lookedAt(sessions) !== null
  if (!isAskedFor) await openStore(sample)
}

/**
 * Starts the window's memory: settings first, then what was asked for on the command line, else the sample. Settled as
 * soon as it is known what the window starts with; the store is then being opened.
 */
export async function startState(): Promise<void> {
  connectOpenStore()
  connectSearch()
  connectTextIndex()
  connectDetail()
  connectStoreMemory()
  connectSide()
  connectPlan()
  connectSessions()
  connectHistory()
  connectPrune()
  connectHeal()
  connectCurate()
  connectVanish()
  connectLensMarks()
  connectInspector()
  connectReader()
  connectTranscript()
  connectCost()
  connectCompare()
  connectBranchCompare()
  connectStoreCosts()
  connectAgents()
  onMainPush('app/open-path', ({ path }) => void openPath(path))
  const [settings, info, recent] = await Promise.all([
    firstAnswers.settings,
    firstAnswers.info,
    firstAnswers.recent
  ])
  if (settings.ok) takeSettings(settings.value)
  keepViews(selectedId)
  if (recent.ok) sessionsState.setState({ recent: recent.value })
  if (!info.ok) return
  sessionsState.setState({ info: info.value })
  listFolders(info.value.sessionFolders, settings.ok ? settings.value.sidebar : NO_SIDEBAR)
  void openFirst(info.value.startPaths, info.value.samplePath)
}
