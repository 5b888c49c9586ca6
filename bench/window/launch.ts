import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright'
import { compare, type Measured } from '../result'
import type { WindowBench } from './bench'
import { cleanEnvironment, rootFlags } from './inspector'

/** `launch`: start until the window is painted with its controls; and until the sample's cards are in it. */
export const launch: WindowBench = {
  names: ['launch'],
  async run({ few }) {
    const data = mkdtempSync(join(tmpdir(), 'lash-bench-'))
    const start = () => timeStart([process.cwd()], { LASH_INSPECTOR_DATA: data, LASH_HOME: data })
    // what is made at the very first start only, the app's folder and the code cache, is no part of starting
    for (let i = 0; i < 2; i++) await start()
    const usable: number[] = []
    const cards: number[] = []
    const floor: number[] = []
    for (let i = 0; i < few; i++) {
      floor.push((await timeStart([join(process.cwd(), 'bench', 'floor', 'main.mjs')], {})).painted)
      const started = await start()
      usable.push(started.painted)
      cards.push(started.cards)
    }
    rmSync(data, { recursive: true, force: true })
    const withCards = compare(
      { name: 'launch cards', ours: cards, floor },
      'ms',
      Number.POSITIVE_INFINITY,
      'reported: until the sample is drawn'
    )
    return [
      compare({ name: 'launch', ours: usable, floor }, 'ms', 1.3, '≤ 1.3 × a bare window'),
      { ...withCards, result: { ...withCards.result, met: null } }
    ] satisfies Measured[]
  }
}

interface Started {
  /** ms from the start of the process until the window's first contents were painted. */
  readonly painted: number
  /** ms until cards with words stood in it; NaN in a bare window. */
  readonly cards: number
}

/** Starts an app without any driver in its way and asks it afterwards when it painted. */
async function timeStart(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Started> {
  const start = Date.now()
  const child = spawn(process.execPath, [...rootFlags, '--remote-debugging-port=0', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: cleanEnvironment(env)
  })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('exit', () => reject(new Error(`the app ended: ${said}`)))
  })
  const browser = await chromium.connectOverCDP(address)
  const page = await firstPage(browser)
  const times = await page.evaluate(paintTimes)
  await browser.close()
  child.kill()
  await gone
  return { painted: times.painted - start, cards: times.cards - start }
}

async function firstPage(browser: Browser): Promise<Page> {
  for (;;) {
    const page = browser.contexts()[0]?.pages()[0]
    if (page !== undefined) return page
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** In the page: when its first contents and, in the inspector, its first cards were painted; ms since the epoch. */
async function paintTimes(): Promise<{ painted: number; cards: number }> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const first = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime
  while (first() === undefined) await frame()
  const painted = performance.timeOrigin + (first() ?? Number.NaN)
  if (document.title === 'bare') return { painted, cards: Number.NaN }
  const worded = () => [...document.querySelectorAll('.card-text')].some((text) => text.textContent !== '')
  while (!worded()) await frame()
  await frame()
  return { painted, cards: performance.timeOrigin + performance.now() }
}
