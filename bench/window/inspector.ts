import { linkSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright'

/** Content of the window, px; the same for what it is compared with. */
export const windowSize = { width: 1440, height: 900 }

/** Where the benches were built to (`scripts/bench.mjs`). */
export const benchBuild = join(process.cwd(), '.cache', 'bench-build')

/** Chromium will not start its sandbox as root. */
export const rootFlags = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []

export function cleanEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  return { ...(env as Record<string, string>), ...extra }
}

/** The real, built app with the stores to be measured in its sidebar, driven as a user drives it. */
export class Inspector {
  readonly app: ElectronApplication
  readonly page: Page
  readonly #data: string
  readonly #folder: string

  private constructor(app: ElectronApplication, page: Page, data: string, folder: string) {
    this.app = app
    this.page = page
    this.#data = data
    this.#folder = folder
  }

  /** @param stores files that are listed in the sidebar, under their own names, in a folder of their own */
  static async launch(stores: readonly string[]): Promise<Inspector> {
    const data = mkdtempSync(join(tmpdir(), 'lash-bench-'))
    // links, so that stores of hundreds of MB are not copied; beside them, as links do not cross file systems
    mkdirSync(join(process.cwd(), '.cache', 'bench'), { recursive: true })
    const folder = mkdtempSync(join(process.cwd(), '.cache', 'bench', 'listed-'))
    for (const store of stores) linkSync(store, join(folder, basename(store)))
    const app = await _electron.launch({
      args: [...rootFlags, process.cwd(), folder],
      env: cleanEnvironment({ LASH_INSPECTOR_DATA: data, LASH_HOME: data })
    })
    const page = await app.firstWindow()
    await app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      windowSize
    )
    const inspector = new Inspector(app, page, data, folder)
    await inspector.page.waitForSelector(`[role=treeitem][title$=".db"]`)
    await inspector.page.getByRole('button', { name: 'Open the sample session' }).click()
    await inspector.verified()
    return inspector
  }

  /** The path under which a store is listed. */
  listed(store: string): string {
    return join(this.#folder, basename(store))
  }

  /** Opens a store by its line in the sidebar and waits until it has been verified. */
  async open(store: string): Promise<void> {
    await this.page.locator(`[role=treeitem][title="${this.listed(store)}"]`).click()
    await this.page.locator('.title-store', { hasText: /\S/ }).waitFor()
    await this.verified()
  }

  /** Goes back to the sample, so that nothing of the store before is under way. */
  async rest(): Promise<void> {
    await this.page.locator('[role=treeitem][title$="sample.db"]').first().click()
    await this.verified()
    await this.page.waitForTimeout(500)
  }

  /** Waits until the graph has come whole and its copies are told apart. */
  async verified(): Promise<void> {
    await this.page.waitForFunction(
      () =>
        document.querySelector('.loading-bar') === null &&
        /(\d|no) cop(y|ies)/.test(document.querySelector('.status-bar')?.textContent ?? ''),
      undefined,
      { timeout: 120_000, polling: 100 }
    )
  }

  /**
   * Waits until the text index of a store that has just been opened is built: until the app no longer says that it
   * builds one, and does not begin again, as it does 5 s after it has made way for something else.
   */
  async indexed(): Promise<void> {
    const line = this.page.locator('.status-bar', { hasText: /indexing/ })
    await line.waitFor({ timeout: 60_000 })
    do {
      await line.waitFor({ state: 'detached', timeout: 240_000 })
      await this.page.waitForTimeout(8000)
    } while ((await line.count()) > 0)
  }

  /** Forgets the kept indexes: the next opening reads everything. */
  forget(): void {
    rmSync(join(this.#data, 'index'), { recursive: true, force: true })
  }

  async close(): Promise<void> {
    await this.app.close()
    rmSync(this.#data, { recursive: true, force: true })
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
