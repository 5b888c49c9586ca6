import { readFileSync } from 'node:fs'
import type { Measured } from '../result'
import { MILLION } from '../stores'
import type { WindowBench } from './bench'
import { Inspector } from './inspector'

const BOUND = 160
/** A thread without work is let go after 3 s for a fresh one (`WorkerPool`), and what it held is given back then. */
const THREADS_END_MS = 6000

/**
 * `memory`: what all processes of the app hold for an open, verified store whose text index has been built, above the
 * app that shows its sample.
 */
export const memory: WindowBench = {
  names: ['memory'],
  async run({ shapes, store }) {
    const measured: Measured[] = []
    for (const shape of shapes) {
      const path = await store(shape, MILLION)
      const inspector = await Inspector.launch([path])
      const before = await held(inspector)
      await inspector.open(path)
      await inspector.indexed()
      const after = await held(inspector)
      await inspector.close()
      const name = `memory ${shape}`
      const perNode = (after - before) / MILLION
      measured.push({
        samples: { name, ours: [after], floor: [before] },
        result: {
          name,
          unit: 'bytes a node',
          ours: perNode,
          floor: null,
          ratio: null,
          goal: `≤ ${BOUND}`,
          met: perNode <= BOUND
        }
      })
    }
    return measured
  }
}

/** Bytes of memory that no other process shares, of all processes of the app, when nothing is left to do. */
async function held({ app, page }: Inspector): Promise<number> {
  await page.waitForTimeout(THREADS_END_MS)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  await devtools.detach()
  await page.waitForTimeout(1000)
  const processes = await app.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, memory }) => ({ pid, ...memory }))
  )
  return processes.reduce(
    (sum, { pid, privateBytes, workingSetSize }) =>
      sum + (privateOf(pid) ?? (privateBytes ?? workingSetSize) * 1024),
    0
  )
}

/** Linux tells it in `smaps_rollup`; elsewhere the runtime's own figure is taken. */
function privateOf(pid: number): number | undefined {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    return [...rollup.matchAll(/^(?:Private_Clean|Private_Dirty|Swap): +(\d+) kB$/gm)].reduce(
      (sum, [, kilobytes]) => sum + Number(kilobytes) * 1024,
      0
    )
  } catch {
    return undefined
  }
}
