import { NO_USER_PRICES } from '@shared/domain/usage/user-prices'
import type { Settings, Theme } from '@shared/ipc/app'
import { createStore } from 'zustand/vanilla'
import { requestMain } from '../bridge/main'
import { openStoreState, shownStore } from './open-store'
import { paneState } from './panes'
import { selectionState } from './selection'
import { sessionsState } from './sessions'
import { viewState } from './view'

interface SettingsState {
  readonly theme: Theme
  readonly seenWelcome: boolean
  /** A text index may be built while nothing else is done. */
  readonly indexWhenIdle: boolean
  readonly views: Settings['views']
  /** Prices and names of models that the user has set. */
  readonly userPrices: Settings['userPrices']
}

export const settingsState = createStore<SettingsState>()(() => ({
  theme: 'system',
  seenWelcome: true,
  indexWhenIdle: true,
  views: {},
  userPrices: NO_USER_PRICES
}))

const writeAfterMs = 400
let waiting: ReturnType<typeof setTimeout> | undefined
let pending: Partial<Settings> = {}

/** Gathers changes and writes them together, so that a drag does not write a file per pixel. */
function persist(change: Partial<Settings>): void {
  pending = { ...pending, ...change }
  clearTimeout(waiting)
  waiting = setTimeout(flushSettings, writeAfterMs)
}

/** Writes at once what is still waiting to be written. */
function flushSettings(): void {
  clearTimeout(waiting)
  const change = pending
  pending = {}
  if (Object.keys(change).length > 0) void requestMain('settings/write', change)
}

/** Draws the window in a theme and keeps it. */
export function chooseTheme(theme: Theme): void {
  settingsState.setState({ theme })
  persist({ theme })
}

/** Keeps the user's own prices, in place of those kept before. */
export function keepUserPrices(userPrices: Settings['userPrices']): void {
  settingsState.setState({ userPrices })
  persist({ userPrices })
}

/** Allows or forbids building text indexes unasked. */
export function allowIndexing(indexWhenIdle: boolean): void {
  settingsState.setState({ indexWhenIdle })
  persist({ indexWhenIdle })
}

/** Keeps that the welcome has been seen. */
export function dismissWelcome(): void {
  settingsState.setState({ seenWelcome: true })
  persist({ seenWelcome: true })
}

/** Keeps how the shown store is looked at; `selected` = the id of the selected node. */
function rememberView(selected: string | null): void {
  const shown = shownStore()
  if (shown === null) return
  const { lens, distance, zoom, showCopies } = viewState.getState()
  const { [shown.path]: _, ...others } = settingsState.getState().views
  const views = { ...others, [shown.path]: { lens, distance, zoom, selected, showCopies } }
  settingsState.setState({ views })
  persist({ views })
}

/** Takes over what was kept and from then on keeps the panes as the user leaves them. */
export function takeSettings(kept: Settings): void {
  const { theme, seenWelcome, indexWhenIdle, views, userPrices, sidebar, ...panes } = kept
  settingsState.setState({ theme, seenWelcome, indexWhenIdle, views, userPrices })
  sessionsState.setState({ folded: new Set(sidebar.folded) })
  paneState.setState(panes)
  paneState.subscribe(({ sidebarOpen, ledgerOpen, sidebarWidth, inspectorWidth, ledgerHeight }, before) => {
    const panes = { sidebarOpen, ledgerOpen, sidebarWidth, inspectorWidth, ledgerHeight }
    const changed = Object.entries(panes).some(([key, value]) => before[key as keyof typeof panes] !== value)
    if (changed) persist(panes)
  })
  window.addEventListener('pagehide', flushSettings)
}

/**
 * Remembers the folders of the sidebar as the user leaves them. @param found folders that the app lists by itself
 * @param takenOut those that were taken out before
 */
export function keepSidebar(found: readonly string[], takenOut: readonly string[]): void {
  const own = new Set([...found, ...takenOut])
  sessionsState.subscribe(({ folders, folded }, before) => {
    const paths = [...folders.keys()]
    const isSame = paths.length === before.folders.size && paths.every((path) => before.folders.has(path))
    if (isSame && folded === before.folded) return
    const out = [...own].filter((path) => !folders.has(path))
    persist({ sidebar: { folders: paths, folded: [...folded], takenOut: out } })
  })
}

/** Remembers the view whenever lens, distance, zoom or selection change; `selectedId` names the selected node. */
export function keepViews(selectedId: () => string | null): void {
  const remember = (): void => {
    if (openStoreState.getState().kind === 'open') rememberView(selectedId())
  }
  viewState.subscribe(remember)
  selectionState.subscribe(remember)
}
