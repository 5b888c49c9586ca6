import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test'

export interface Inspector {
  readonly app: ElectronApplication
  readonly page: Page
  /** The app's data folder, fresh for each test. */
  readonly data: string
}

export interface LaunchOptions {
  readonly paths?: readonly string[]
  readonly width?: number
  readonly height?: number
  readonly data?: string
}

/** Launches the real app on a fresh data folder; closes what was launched and takes the folder away afterwards. */
export const test = base.extend<{ launch: (options?: LaunchOptions) => Promise<Inspector> }>({
  // biome-ignore lint/correctness/noEmptyPattern: the test runner reads the fixture's needs from this pattern
  launch: async ({}, use) => {
    const running: Inspector[] = []
    await use(async ({ paths = [], width = 1440, height = 900, data } = {}) => {
      const folder = data ?? (await mkdtemp(join(tmpdir(), 'inspector-e2e-')))
      const app = await _electron.launch({
        args: ['.', ...paths],
        env: { ...process.env, LASH_INSPECTOR_DATA: folder }
      })
      const page = await app.firstWindow()
      await app.evaluate(
        ({ BrowserWindow }, size) =>
          BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
        { width, height }
      )
      const inspector = { app, page, data: folder }
      running.push(inspector)
      return inspector
    })
    for (const { app, data } of running) {
      await app.close()
      await rm(data, { recursive: true, force: true })
    }
  }
})

export { expect } from '@playwright/test'
