import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { app, type BrowserWindow, Menu, nativeTheme } from 'electron'
import { appHandlers } from './app/handlers'
import { provideSample } from './app/sample'
import { SettingsFile } from './app/settings'
import { EngineHost } from './engine-host'
import { openMainDoor, pushToPage } from './ipc/main-door'
import { appMenu } from './window/menu'
import { registerScheme, servePage } from './window/scheme'
import { openWindow } from './window/window'

/** Store and folder paths among the arguments: what is not an option and exists. */
function pathsIn(args: readonly string[], workingFolder: string): string[] {
  const own = app.isPackaged ? 1 : 2
  return args
    .slice(own)
    .filter((argument) => !argument.startsWith('-'))
    .map((argument) => resolve(workingFolder, argument))
    .filter((path) => path !== app.getAppPath() && existsSync(path))
}

async function start(): Promise<void> {
  const dataFolder = app.getPath('userData')
  mkdirSync(dataFolder, { recursive: true })
  await app.whenReady()
  const settings = new SettingsFile(dataFolder)
  const { theme } = settings.read()
  nativeTheme.themeSource = theme === 'contrast' ? 'dark' : theme
  servePage(join(import.meta.dirname, '../renderer'), process.env.ELECTRON_RENDERER_URL)

  let window: BrowserWindow | undefined
  const engine = new EngineHost(dataFolder, join(import.meta.dirname, 'writer.js'))
  const current = (): BrowserWindow => {
    if (window === undefined) throw new Error('no window is open')
    return window
  }
  openMainDoor(
    (id) => window?.webContents.id === id,
    appHandlers({
      window: current,
      settings,
      samplePath: provideSample(join(app.getAppPath(), 'resources'), dataFolder),
      dataFolder,
      startPaths: pathsIn(process.argv, process.cwd())
    })
  )
  Menu.setApplicationMenu(appMenu((command) => pushToPage(current(), 'app/command', { command })))
  app.on('second-instance', (_event, args, workingFolder) => {
    for (const path of pathsIn(args, workingFolder)) pushToPage(current(), 'app/open-path', { path })
    current().focus()
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    pushToPage(current(), 'app/open-path', { path })
  })
  window = openWindow(join(dataFolder, 'window.json'), process.env.ELECTRON_RENDERER_URL)
  const opened = window
  opened.webContents.on('did-finish-load', () => engine.connect(opened))
  app.on('window-all-closed', () => {
    engine.stop()
    app.quit()
  })
}

registerScheme()
const override = process.env.LASH_INSPECTOR_DATA
if (override) app.setPath('userData', resolve(override))
if (app.requestSingleInstanceLock()) {
  // Electron becomes ready only after this module has been evaluated, so it must not be awaited here.
  start().catch((cause: unknown) => {
    console.error(cause)
    app.exit(1)
  })
} else {
  app.quit()
}
