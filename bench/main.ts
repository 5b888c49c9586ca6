import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { app } from 'electron'
import { EngineUnderTest } from './engine/engine-under-test'
import { engineBenches } from './engine/registry'
import type { Measured } from './result'
import { cachedStore, shapesOf } from './stores'

/** Runs the benches of the engine that are named (none = all) and writes their results and samples as JSON. */
const { values, positionals } = parseArgs({
  args: process.argv.slice(process.argv.indexOf('--') + 1),
  options: {
    full: { type: 'boolean', default: false },
    out: { type: 'string' },
    shape: { type: 'string' },
    repeats: { type: 'string', default: '5' }
  },
  allowPositionals: true
})
async function run(): Promise<Measured[]> {
  const data = mkdtempSync(join(tmpdir(), 'lash-bench-'))
  const engine = new EngineUnderTest(data)
  const context = {
    engine,
    shapes: shapesOf(values.full, values.shape),
    store: cachedStore,
    repeats: Number(values.repeats)
  }
  const measured: Measured[] = []
  for (const bench of engineBenches) {
    const named = bench.names.some((name) => positionals.includes(name))
    const wanted = positionals.length > 0 ? named : values.full || bench.long !== true
    if (!wanted) continue
    process.stderr.write(`${bench.names.join(', ')}\n`)
    measured.push(...(await bench.run(context)))
  }
  engine.stop()
  rmSync(data, { recursive: true, force: true })
  return measured
}

async function main(): Promise<void> {
  await app.whenReady()
  const measured = await run()
  if (values.out !== undefined) writeFileSync(values.out, JSON.stringify(measured))
  app.exit(0)
}

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`)
  app.exit(1)
})
