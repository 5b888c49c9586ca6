import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, type Page } from '@playwright/test'

const electron = String(createRequire(import.meta.url)('electron'))

/** Waits until the rows of the shown store are verified: its copies are counted only then. */
export const verified = (page: Page): Promise<void> =>
  expect(page.getByRole('contentinfo')).toContainText(/(\d|no) cop(y|ies)/)

/** Opens the prune lens and waits until the graph has been read and its branches are told apart. */
export async function openPruneLens(page: Page): Promise<void> {
  await expect(page.getByRole('contentinfo')).toContainText('era')
  await page.getByRole('button', { name: 'Prune', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Off the path' })).toBeVisible()
  await verified(page)
}

/** Runs a command by its name, through the palette. */
export async function runCommand(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Search and commands|^Search/ }).click()
  await page.getByRole('combobox').fill(name)
  await page.getByRole('option', { name }).first().click()
}

/** Applies the plan that is shown, by its button, and waits for the receipt. */
export async function apply(page: Page, button: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: button }).click()
  await expect(page.getByRole('heading', { name: 'Done' })).toBeVisible({ timeout: 30_000 })
}

/**
 * Runs a script on a store in another real process, with `db` open on it. It says "ready" when the script has run and
 * then lives on, holding the store, until it is killed.
 */
export async function holdStore(path: string, script: string): Promise<ChildProcess> {
  const code = `
    const { DatabaseSync } = require('node:sqlite')
    const db = new DatabaseSync(${JSON.stringify(path)})
    ${script}
    process.stdout.write('ready')
    setInterval(() => db.isOpen, 1000)`
  const child = spawn(electron, ['-e', code], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve())
    child.once('exit', (code) => reject(new Error(`the other process ended with ${code}`)))
  })
  return child
}

/** Changes a store from another real process, which is gone afterwards. */
export async function changeStore(path: string, script: string): Promise<void> {
  const child = await holdStore(path, `${script}; db.close()`)
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await gone
}

/** Writes a store of a given shape and size by the app's own generator; the same every time. */
export async function generateStore(out: string, shape: 'long' | 'dust', nodes: number): Promise<void> {
  const args = [resolve('out/main/cli.js'), 'generate', shape, '--size', String(nodes), '--out', out]
  await promisify(execFile)(electron, args, { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } })
}
