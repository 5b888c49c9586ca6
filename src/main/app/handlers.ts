import { writeFile } from 'node:fs/promises'
import type { MainRequests } from '@shared/ipc/contract'
import type { Handlers } from '@shared/ipc/request'
import { err, ok } from '@shared/result'
import { app, type BrowserWindow, clipboard, dialog, shell } from 'electron'
import { setSystemTheme } from '../window/theme'
import { provideSample } from './sample'
import { findSessionFolders } from './session-folders'
import { SettingsFile } from './settings'

export interface AppContext {
  readonly window: BrowserWindow
  /** Holds the bundled sample session. */
  readonly resources: string
  readonly dataFolder: string
  readonly startPaths: readonly string[]
}

const openOptions = {
  store: {
    title: 'Open a session store',
    properties: ['openFile' as const],
    filters: [
      { name: 'Session stores', extensions: ['db', 'sqlite', 'sqlite3'] },
      { name: 'All files', extensions: ['*'] }
    ]
  },
  folder: { title: 'Open a folder of session stores', properties: ['openDirectory' as const] }
}

/** The few requests that need Electron itself; store work is the engine's. */
export function appHandlers(context: AppContext): Handlers<MainRequests> {
  const { window, resources, dataFolder, startPaths } = context
  const settings = new SettingsFile(dataFolder)
  return {
    'app/info': () =>
      ok({
        version: app.getVersion(),
        platform: process.platform,
        samplePath: provideSample(resources, dataFolder),
        sessionFolders: findSessionFolders(),
        startPaths,
        dataFolder
      }),
    'settings/read': () => ok(settings.read()),
    'settings/write': (change) => {
      const next = settings.write(definedOnly(change))
      setSystemTheme(next.theme)
      return ok(next)
    },
    'recent/list': () => ok(settings.recent()),
    'recent/add': ({ path, title }) => {
      settings.addRecent(path, title)
      return ok(null)
    },
    'recent/remove': ({ path }) => {
      settings.removeRecent(path)
      return ok(null)
    },
    'dialog/open': async ({ what }) => {
      const answer = await dialog.showOpenDialog(window, openOptions[what])
      return ok(answer.filePaths)
    },
    'dialog/save': async ({ name, text }) => {
      const { filePath } = await dialog.showSaveDialog(window, { defaultPath: name })
      if (!filePath) return ok(null)
      try {
        await writeFile(filePath, text)
        return ok(filePath)
      } catch (cause) {
        return err({
          code: 'not-saved',
          message: 'The file could not be written.',
          path: filePath,
          advice: 'Choose another folder, or free some space.',
          detail: String(cause)
        })
      }
    },
    'shell/reveal': ({ path }) => {
      shell.showItemInFolder(path)
      return ok(null)
    },
    'clipboard/write': ({ text }) => {
      clipboard.writeText(text)
      return ok(null)
    }
  }
}

/** A partial update without the keys whose value is undefined, which would erase what is kept. */
function definedOnly<T extends object>(change: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]: Exclude<T[Key], undefined>
  }
}
