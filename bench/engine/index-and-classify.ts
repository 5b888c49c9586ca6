import { compare, type Measured } from '../result'
import { type BenchContext, type EngineBench, MILLION } from './bench'
import { readFloor } from './floor'

/** `index`: open until the whole graph is drawn. `classify`: from there until every row is verified and classified. */
export const indexAndClassify: EngineBench = {
  names: ['index', 'classify'],
  async run(context) {
    const measured: Measured[] = []
    for (const shape of context.shapes) measured.push(...(await measure(context, shape)))
    return measured
  }
}

async function measure(
  { engine, store, repeats }: BenchContext,
  shape: BenchContext['shapes'][number]
): Promise<Measured[]> {
  const path = await store(shape, MILLION)
  const floor: number[] = []
  const index: number[] = []
  const classify: number[] = []
  for (let i = 0; i < repeats; i++) {
    floor.push(readFloor(path))
    engine.forget()
    const start = performance.now()
    const drawn = engine.next('index/ready').then(() => performance.now())
    const verified = engine.next('verify/ready').then(() => performance.now())
    const opened = await engine.open(path)
    const drawnAt = await drawn
    index.push(drawnAt - start)
    classify.push((await verified) - drawnAt)
    await engine.close(opened)
  }
  return [
    compare({ name: `index ${shape}`, ours: index, floor }, 'ms', 2.5),
    compare({ name: `classify ${shape}`, ours: classify, floor }, 'ms', 5)
  ]
}
