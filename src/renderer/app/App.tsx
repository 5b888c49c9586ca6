import { useEffect } from 'react'
import { useStore } from 'zustand'
import { onMainPush } from '../bridge/main'
import { listenToWalkKeys } from '../canvas/walk-keys'
import { fitPanes } from '../state/panes'
import { settingsState } from '../state/settings'
import { applyTheme, onSystemTheme } from '../theme/theme'
import { runCommand, runKey } from './commands'
import { Frame } from './Frame'

const redrawTheme = (): void => applyTheme(settingsState.getState().theme)

/** Ties the page to its window: size, theme, keys and the application menu. Called once. */
export function connectWindow(): void {
  const fold = (): void => fitPanes(window.innerWidth)
  fold()
  window.addEventListener('resize', fold)
  window.addEventListener('keydown', runKey)
  listenToWalkKeys()
  onMainPush('app/command', ({ command }) => runCommand(command))
  onSystemTheme(redrawTheme)
  redrawTheme()
}

export function App() {
  const theme = useStore(settingsState, (settings) => settings.theme)
  useEffect(() => applyTheme(theme), [theme])
  return <Frame />
}
