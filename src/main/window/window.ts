import { join } from 'node:path'
import { BrowserWindow, nativeTheme, type Session, session } from 'electron'
import { pageOrigin } from './scheme'
import { keepWindowState, readWindowState } from './window-state'

/** Transcripts are hostile text: the page may ask for nothing, open nothing and go nowhere. */
function lockDown(target: Session): void {
  target.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  target.setPermissionCheckHandler(() => false)
  target.setDevicePermissionHandler(() => false)
  target.on('will-download', (event) => event.preventDefault())
}

/**
 * Opens the one window. `stateFile` remembers its size and place; `developmentPage` is the address of the development
 * server, when there is one.
 */
export function openWindow(stateFile: string, developmentPage: string | undefined): BrowserWindow {
  lockDown(session.defaultSession)
  const window = new BrowserWindow({
    ...readWindowState(stateFile),
    minWidth: 800,
    minHeight: 560,
    show: false,
    title: 'Lash Inspector',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#161311' : '#faf8f5',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false
    }
  })
  keepWindowState(window, stateFile)
  window.once('ready-to-show', () => window.show())
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  window.webContents.on('will-navigate', (event) => event.preventDefault())
  window.webContents.on('will-attach-webview', (event) => event.preventDefault())
  void window.loadURL(developmentPage ?? `${pageOrigin}/index.html`)
  return window
}
