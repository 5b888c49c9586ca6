import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { app, Menu } from 'electron'
import { EngineHost } from './engine-host'
import { openMainDoor, pushToPage } from './ipc/main-door'
import { appMenu } from './window/menu'
import { registerScheme, servePage } from './window/scheme'
import { keptTheme, setSystemTheme } from './window/theme'
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

/**
 * Opens the window before anything else. What answers its page is loaded while the page itself starts: the parsers of
 * the contract alone would keep the window back for 30 ms.
 */
async function start(): Promise<void> {
  const dataFolder = app.getPath('userData')
  mkdirSync(dataFolder, { recursive: true })
  await app.whenReady()
  servePage(join(import.meta.dirname, '../renderer'))
  setSystemTheme(keptTheme(dataFolder))
  // before the window, whose page would otherwise move when the menu bar comes
  Menu.setApplicationMenu(appMenu((command) => pushToPage(window, 'app/command', { command })))
  const window = openWindow(join(dataFolder, 'window.json'), process.env.ELECTRON_RENDERER_URL)
  openMainDoor(
    window,
    import('./app/answers').then(({ appAnswers }) =>
      appAnswers({
        window,
        resources: join(app.getAppPath(), 'resources'),
        dataFolder,
        startPaths: pathsIn(process.argv, process.cwd())
      })
    )
  )
  const engine = new EngineHost(dataFolder, join(import.meta.dirname, 'writer.js'))
  window.webContents.on('did-finish-load', () => engine.connect(window))
  app.on('second-instance', (_event, args, workingFolder) => {
    for (const path of pathsIn(args, workingFolder)) pushToPage(window, 'app/open-path', { path })
    window.focus()
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    pushToPage(window, 'app/open-path', { path })
  })
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
