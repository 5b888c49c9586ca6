import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test'
import { copyFixture, fixture } from '../src/main/testing/fixtures'

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
  /** The folder for temporary files. */
  readonly temp?: string
}

interface Fixtures {
  /** Launches the real app on a fresh data folder; closes it and takes the folder away afterwards. */
  readonly launch: (options?: LaunchOptions) => Promise<Inspector>
  /** @returns the path of a copy of a fixture's store, such as `a1/leaf-missing`, which is deleted afterwards */
  readonly store: (name: string) => string
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: the test runner reads the fixture's needs from this pattern
  store: async ({}, use) => {
    const copies: Disposable[] = []
    await use((name) => {
      const copy = copyFixture(fixture(name))
      copies.push(copy)
      return join(copy.folder, 'store.db')
    })
    for (const copy of copies) copy[Symbol.dispose]()
  },
  // biome-ignore lint/correctness/noEmptyPattern: the test runner reads the fixture's needs from this pattern
  launch: async ({}, use) => {
    const running: Inspector[] = []
    await use(async ({ paths = [], width = 1440, height = 900, data, temp = tmpdir() } = {}) => {
      const folder = data ?? (await mkdtemp(join(tmpdir(), 'inspector-e2e-')))
      const app = await _electron.launch({
        args: ['.', ...paths],
        env: { ...process.env, LASH_INSPECTOR_DATA: folder, TMPDIR: temp }
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
      // Chromium may still be writing its caches
      await rm(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    }
  }
})

/** Fails with every accessibility violation of the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(
    violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' ')}`
    )
  ).toEqual([])
}

export { expect } from '@playwright/test'
