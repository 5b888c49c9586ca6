import { statSync } from 'node:fs'
import { compare, type Measured, median } from '../result'
import { type BenchContext, type EngineBench, MILLION } from './bench'
import { readFloor, searchFloor } from './floor'

const TEXT = 'lighthouse beacon'
const ANY = { kinds: [], role: null, tool: '', onPath: null, failed: null, tombstoned: null }

/** `search-all`, `search-build`, then `search-first` with the index that was built. */
export const search: EngineBench = {
  names: ['search-all', 'search-first', 'search-build'],
  async run(context) {
    const [shape = 'long'] = context.shapes
    const path = await context.store(shape, MILLION)
    context.engine.forget()
    const verified = context.engine.next('verify/ready')
    const store = await context.engine.open(path)
    await verified
    const all = await repeat(context, path, store, true)
    const built = await build(context, path, store, shape)
    const first = await repeat(context, path, store, false)
    await context.engine.close(store)
    return [
      compare({ name: `search-all ${shape}`, ...all }, 'ms', 1.2, '≤ 1.2 × instr over all rows'),
      compare({ name: `search-first ${shape}`, ...first }, 'ms', 0.05, '≤ 0.05 × instr over all rows'),
      ...built
    ]
  }
}

async function repeat({ engine, repeats }: BenchContext, path: string, store: number, whole: boolean) {
  const ours: number[] = []
  const floor: number[] = []
  for (let i = 0; i < repeats; i++) {
    floor.push(searchFloor(path, TEXT))
    const start = performance.now()
    const found = engine
      .next('search/hits', ({ firsts, done }) => (whole ? done : firsts.length > 0))
      .then(() => performance.now())
    const finished = engine.next('search/hits', ({ done }) => done)
    await engine.ask('search/start', { store, text: TEXT, filter: ANY, from: 0 })
    ours.push((await found) - start)
    await finished
  }
  return { ours, floor }
}

async function build(
  { engine }: BenchContext,
  path: string,
  store: number,
  shape: string
): Promise<Measured[]> {
  const floor = [readFloor(path)]
  const built = await engine.ask('search/index', { store, action: 'build' })
  if (!built.ok) throw new Error(built.error.message)
  const { ms, bytes } = built.value
  const size = statSync(path).size
  const time = compare(
    { name: `search-build ${shape}`, ours: [ms], floor },
    'ms',
    Number.POSITIVE_INFINITY,
    'reported'
  )
  return [
    { ...time, result: { ...time.result, met: null } },
    {
      samples: { name: `search-build disk ${shape}`, ours: [bytes], floor: [size] },
      result: {
        name: `search-build disk ${shape}`,
        unit: 'bytes',
        ours: bytes,
        floor: median([size]),
        ratio: bytes / size,
        goal: 'reported',
        met: null
      }
    }
  ]
}
