import { type ChildProcess, spawn } from 'node:child_process'
import { constants, copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { type Measured, share } from '../result'
import { MILLION, type ShapeName } from '../stores'
import type { WindowBench, WindowContext } from './bench'
import { benchBuild, Inspector } from './inspector'

const COMMITS = 40
const RATIO = 1.3
const BOUND = 150

/** `follow`: from the commit of an append, made by another process, until its card is painted; the slowest of 20. */
export const follow: WindowBench = {
  names: ['follow'],
  async run(context) {
    const measured: Measured[] = []
    for (const shape of context.shapes) measured.push(await followBoth(context, shape))
    return measured
  }
}

async function followBoth({ store }: WindowContext, shape: ShapeName): Promise<Measured> {
  const large = await Followed.open(await store(shape, MILLION))
  const small = await Followed.open(await store(shape, MILLION / 100))
  const ours: number[] = []
  const floor: number[] = []
  for (let commit = 0; commit < COMMITS; commit++) {
    floor.push(await small.commitToPixel())
    ours.push(await large.commitToPixel())
  }
  await small.close()
  await large.close()
  const name = `follow ${shape}`
  const p95 = share(ours, 0.95)
  const ratio = p95 / share(floor, 0.95)
  return {
    samples: { name, ours, floor },
    result: {
      name,
      unit: 'ms, p95',
      ours: p95,
      floor: share(floor, 0.95),
      ratio,
      goal: `≤ ${RATIO} × the same at 10⁴, and ≤ ${BOUND} ms`,
      met: ratio <= RATIO && p95 <= BOUND
    }
  }
}

/** A copy of a store, the window that follows it, and the process that writes to it. */
class Followed {
  readonly #inspector: Inspector
  readonly #copy: string
  readonly #writer: ChildProcess
  readonly #commits: Interface

  private constructor(inspector: Inspector, copy: string, writer: ChildProcess, commits: Interface) {
    this.#inspector = inspector
    this.#copy = copy
    this.#writer = writer
    this.#commits = commits
  }

  static async open(store: string): Promise<Followed> {
    const copy = store.replace(/\.db$/, '.followed.db')
    copyFileSync(store, copy, constants.COPYFILE_FICLONE)
    const inspector = await Inspector.launch([copy])
    const listed = inspector.listed(copy)
    const writer = spawn(process.execPath, [join(benchBuild, 'main', 'bench-appender.js'), listed], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
    })
    if (writer.stdout === null) throw new Error('the writing process has no output')
    const followed = new Followed(inspector, copy, writer, createInterface({ input: writer.stdout }))
    // The first commit makes the log that the window then finds held by a living process.
    await followed.#commit('The first of the appended messages')
    await inspector.open(copy)
    await inspector.page.getByRole('button', { name: 'Follow', exact: true }).click()
    await inspector.page.waitForTimeout(1000)
    return followed
  }

  /** Appends one message at a moment that no clock of ours knows. @returns ms */
  async commitToPixel(): Promise<number> {
    await this.#inspector.page.waitForTimeout(400 + Math.random() * 400)
    const text = `Appended ${Math.random().toString(36).slice(2)}`
    const seen = this.#inspector.page.evaluate(whenSeen, text)
    const committed = await this.#commit(text)
    return (await seen) - committed
  }

  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.#writer.once('exit', resolve))
    await this.#inspector.close()
    this.#writer.kill()
    await gone
    for (const suffix of ['', '-wal', '-shm']) rmSync(this.#copy + suffix, { force: true })
  }

  /** @returns when the writer's commit had ended, ms since the epoch */
  #commit(text: string): Promise<number> {
    return new Promise((resolve) => {
      this.#commits.once('line', (line) => resolve(Number(line)))
      this.#writer.stdin?.write(`${text}\n`)
    })
  }
}

/** In the page: when a card with this text has been painted, ms since the epoch. */
function whenSeen(text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      observer.disconnect()
      reject(new Error(`no card says ${text}`))
    }, 30_000)
    const observer = new MutationObserver(() => {
      const found = [...document.querySelectorAll('.card-text')].some((card) => card.textContent === text)
      if (!found) return
      observer.disconnect()
      clearTimeout(late)
      requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())))
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  })
}
