import { existsSync, readdirSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { compare, type Measured } from '../result'
import { type BenchContext, type EngineBench, MILLION } from './bench'
import { readFloor } from './floor'

/** `reopen`: the store opened again, unchanged, until the whole verified graph is drawn. */
export const reopen: EngineBench = {
  names: ['reopen'],
  async run(context) {
    const measured: Measured[] = []
    for (const shape of context.shapes) {
      const path = await context.store(shape, MILLION)
      await keep(context, path)
      const ours: number[] = []
      const floor: number[] = []
      for (let i = 0; i < context.repeats; i++) {
        floor.push(readFloor(path))
        ours.push(await untilVerified(context, path))
      }
      measured.push(compare({ name: `reopen ${shape}`, ours, floor }, 'ms', 0.4))
    }
    return measured
  }
}

async function untilVerified({ engine }: BenchContext, path: string): Promise<number> {
  const start = performance.now()
  const verified = engine.next('verify/ready').then(() => performance.now())
  const store = await engine.open(path)
  const ms = (await verified) - start
  await engine.close(store)
  return ms
}

/** Opens once, so that an index is kept; it is written behind the answer. */
async function keep(context: BenchContext, path: string): Promise<void> {
  context.engine.forget()
  await untilVerified(context, path)
  const folder = context.engine.indexFolder
  while (!existsSync(folder) || !readdirSync(folder).some((name) => name.endsWith('.graph'))) await wait(50)
}
