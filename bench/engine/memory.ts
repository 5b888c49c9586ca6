import { type EngineBench, MILLION } from './bench'

/** `memory`: what the engine holds for an open, verified store, above itself without one. */
export const memory: EngineBench = {
  names: ['memory'],
  async run({ engine, store, shapes }) {
    const [shape = 'long'] = shapes
    const before = await engine.memory()
    const verified = engine.next('verify/ready')
    const opened = await engine.open(await store(shape, MILLION))
    await verified
    const held = ((await engine.memory()) - before) / MILLION
    await engine.close(opened)
    const name = `memory engine ${shape}`
    return [
      {
        samples: { name, ours: [held], floor: [] },
        result: {
          name,
          unit: 'bytes a node',
          ours: held,
          floor: null,
          ratio: null,
          goal: '≤ 160 with the window',
          met: held <= 160
        }
      }
    ]
  }
}
