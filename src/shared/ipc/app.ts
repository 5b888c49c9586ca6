import { z } from 'zod'
import { request } from './request'
import { userPricesSchema } from './usage'

const themeSchema = z.enum(['system', 'dark', 'light', 'contrast'])
export type Theme = z.infer<typeof themeSchema>

/** What the window remembers of one store: lens, distance, zoom, selection. */
const storeViewSchema = z.object({
  lens: z.enum(['browse', 'prune', 'cost']),
  distance: z.enum(['read', 'runs', 'map']),
  zoom: z.number(),
  selected: z.string().nullable(),
  showCopies: z.boolean()
})
export type StoreView = z.infer<typeof storeViewSchema>

/** What the window remembers of the sidebar; folders by path. */
const sidebarSchema = z.object({
  /** In the order in which they stand there. */
  folders: z.array(z.string()),
  folded: z.array(z.string()),
  /** Folders that the app would list by itself and the user has taken out. */
  takenOut: z.array(z.string())
})

export const settingsSchema = z.object({
  theme: themeSchema,
  sidebarWidth: z.number(),
  inspectorWidth: z.number(),
  ledgerHeight: z.number(),
  ledgerOpen: z.boolean(),
  sidebarOpen: z.boolean(),
  sidebar: sidebarSchema,
  seenWelcome: z.boolean(),
  /** A text index may be built while nothing else is done. */
  indexWhenIdle: z.boolean(),
  views: z.record(z.string(), storeViewSchema),
  userPrices: userPricesSchema
})
export type Settings = z.infer<typeof settingsSchema>

export interface RecentStore {
  readonly path: string
  readonly title: string
  readonly openedAt: number
}

export interface AppInfo {
  readonly version: string
  readonly platform: string
  /** The copy of the bundled sample session that may be opened and changed freely. */
  readonly samplePath: string
  /** Folders where sessions of this user were found (store-format.md §1.2). */
  readonly sessionFolders: readonly string[]
  /** Paths given on the command line. */
  readonly startPaths: readonly string[]
  readonly dataFolder: string
}

/** Requests that the process owning the windows answers. */
export const appRequests = {
  'app/info': request<AppInfo>()(z.null()),
  'settings/read': request<Settings>()(z.null()),
  'settings/write': request<Settings>()(settingsSchema.partial()),
  'recent/list': request<readonly RecentStore[]>()(z.null()),
  'recent/add': request<null>()(z.object({ path: z.string(), title: z.string() })),
  /** Forgets that a store was opened. */
  'recent/remove': request<null>()(z.object({ path: z.string() })),
  'dialog/open': request<readonly string[]>()(z.object({ what: z.enum(['store', 'folder']) })),
  'dialog/save': request<string | null>()(z.object({ name: z.string(), text: z.string() })),
  'shell/reveal': request<null>()(z.object({ path: z.string() })),
  'clipboard/write': request<null>()(z.object({ text: z.string() }))
}

/** A menu command or a path handed over by the system, by name. */
export interface AppPushes {
  readonly 'app/open-path': { readonly path: string }
  readonly 'app/command': { readonly command: string }
}
