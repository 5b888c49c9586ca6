import { compare } from '../result'
import { type BenchContext, type EngineBench, MILLION } from './bench'

/** `growth`: the first pass over ten times the rows. */
export const growth: EngineBench = {
  names: ['growth'],
  async run(context) {
    const [shape = 'long'] = context.shapes
    const ours: number[] = []
    const floor: number[] = []
    for (let i = 0; i < context.repeats; i++) {
      floor.push(await firstPass(context, await context.store(shape, MILLION / 10)))
      ours.push(await firstPass(context, await context.store(shape, MILLION)))
    }
    return [compare({ name: `growth ${shape}`, ours, floor }, 'ms', 10.5, '≤ 10.5 × the same at 10⁵')]
  }
}

async function firstPass({ engine }: BenchContext, path: string): Promise<number> {
  engine.forget()
  const start = performance.now()
  const drawn = engine.next('index/ready').then(() => performance.now())
  const store = await engine.open(path)
  const ms = (await drawn) - start
  await engine.close(store)
  return ms
}
