import { join } from 'node:path'
import { type RecentStore, type Settings, settingsSchema } from '@shared/ipc/app'
import { z } from 'zod'
import { readJsonFile, writeJsonFile } from './json-file'

const { shape } = settingsSchema
/** The file of settings. What is missing or cannot be read takes its default, and takes nothing else with it. */
const fileSchema = z.object({
  theme: shape.theme.catch('system'),
  sidebarWidth: shape.sidebarWidth.catch(264),
  inspectorWidth: shape.inspectorWidth.catch(380),
  ledgerHeight: shape.ledgerHeight.catch(232),
  ledgerOpen: shape.ledgerOpen.catch(false),
  sidebarOpen: shape.sidebarOpen.catch(true),
  sidebar: shape.sidebar.catch({ folders: [], folded: [], takenOut: [] }),
  seenWelcome: shape.seenWelcome.catch(false),
  indexWhenIdle: shape.indexWhenIdle.catch(true),
  views: shape.views.catch({}),
  userPrices: shape.userPrices.catch({ prices: {}, aliases: {} })
})

const recentSchema = z.array(z.object({ path: z.string(), title: z.string(), openedAt: z.number() }))
const recentLimit = 30
const viewLimit = 200

/** What the window remembers between runs, in the app's data folder. */
export class SettingsFile {
  readonly #file: string
  readonly #recentFile: string

  constructor(folder: string) {
    this.#file = join(folder, 'settings.json')
    this.#recentFile = join(folder, 'recent.json')
  }

  read(): Settings {
    return readJsonFile(this.#file, fileSchema, fileSchema.parse({}))
  }

  write(change: Partial<Settings>): Settings {
    const next = { ...this.read(), ...change }
    const views = Object.fromEntries(Object.entries(next.views).slice(-viewLimit))
    writeJsonFile(this.#file, { ...next, views })
    return { ...next, views }
  }

  recent(): readonly RecentStore[] {
    return readJsonFile(this.#recentFile, recentSchema, [])
  }

  /** Puts a store first in the recent list. */
  addRecent(path: string, title: string): void {
    const first = { path, title, openedAt: Date.now() }
    writeJsonFile(this.#recentFile, [first, ...this.#recentBut(path)].slice(0, recentLimit))
  }

  /** Takes a store out of the recent list. */
  removeRecent(path: string): void {
    writeJsonFile(this.#recentFile, this.#recentBut(path))
  }

  #recentBut(path: string): readonly RecentStore[] {
    return this.recent().filter((store) => store.path !== path)
  }
}
