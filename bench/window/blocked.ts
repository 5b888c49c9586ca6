import { Worker } from 'node:worker_threads'
import { type Measured, median } from '../result'
import { MILLION } from '../stores'
import type { WindowBench } from './bench'
import { Inspector } from './inspector'

/** ms that nothing may keep the window from answering. */
const BOUND = 50

/**
 * `blocked`: the longest time that the window could answer nothing, from the click until the graph is verified. Its
 * floor, for as long and in turn: the same window with the sample, in which nothing happens, beside two threads that
 * are as busy as those that read. What that one is kept waiting for, the machine takes, not the inspector.
 */
export const blocked: WindowBench = {
  names: ['blocked'],
  async run({ shapes, store, repeats, few }) {
    const measured: Measured[] = []
    for (const shape of shapes) {
      const path = await store(shape, MILLION)
      const inspector = await Inspector.launch([path])
      const ours: number[] = []
      const floor: number[] = []
      for (let i = 0; i < repeats; i++) {
        await inspector.rest()
        inspector.forget()
        await inspector.page.evaluate(startTicking)
        const start = performance.now()
        await inspector.open(path)
        await inspector.page.waitForTimeout(1000)
        ours.push(await inspector.page.evaluate(stopTicking))
        const ms = performance.now() - start
        if (i < few) floor.push(await whileBusy(inspector, ms))
      }
      await inspector.close()
      const name = `blocked ${shape}`
      const longest = median(ours)
      measured.push({
        samples: { name, ours, floor },
        result: {
          name,
          unit: 'ms',
          ours: longest,
          floor: median(floor),
          ratio: longest / median(floor),
          goal: `≤ ${BOUND} ms`,
          met: longest <= BOUND
        }
      })
    }
    return measured
  }
}

/** The longest time, in ms, that the resting window could answer nothing within `ms` beside two busy threads. */
async function whileBusy(inspector: Inspector, ms: number): Promise<number> {
  await inspector.rest()
  const busy = [1, 2].map(() => new Worker('for (;;);', { eval: true }))
  await inspector.page.evaluate(startTicking)
  await inspector.page.waitForTimeout(ms)
  const longest = await inspector.page.evaluate(stopTicking)
  await Promise.all(busy.map((thread) => thread.terminate()))
  return longest
}

interface Ticking {
  ticking?: { longest: number; on: boolean }
}

/** In the page: a message to itself every 4 ms, and the longest time by which one came late. */
function startTicking(): void {
  const ticking = { longest: 0, on: true }
  const page = window as Ticking
  page.ticking = ticking
  const every = 4
  const { port1, port2 } = new MessageChannel()
  let due = 0
  const next = (): void => {
    due = performance.now() + every
    setTimeout(() => port2.postMessage(null), every)
  }
  port1.onmessage = () => {
    ticking.longest = Math.max(ticking.longest, performance.now() - due)
    if (ticking.on) next()
  }
  next()
}

function stopTicking(): number {
  const { ticking } = window as Ticking
  if (ticking === undefined) throw new Error('nothing was ticking')
  ticking.on = false
  return ticking.longest
}
