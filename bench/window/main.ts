import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Measured } from '../result'
import { cachedStore, shapesOf } from '../stores'
import { windowBenches } from './registry'

/** Runs the benches of the window that are named (none = all) and writes their results and samples as JSON. */
const { values, positionals } = parseArgs({
  args: process.argv.slice(process.argv.indexOf('--') + 1),
  options: {
    full: { type: 'boolean', default: false },
    shape: { type: 'string' },
    out: { type: 'string' },
    repeats: { type: 'string', default: '5' }
  },
  allowPositionals: true
})

async function main(): Promise<void> {
  const repeats = Number(values.repeats)
  const shapes = shapesOf(values.full, values.shape)
  const context = { shapes, store: cachedStore, repeats, few: Math.min(3, repeats) }
  const measured: Measured[] = []
  for (const bench of windowBenches) {
    if (positionals.length > 0 && !bench.names.some((name) => positionals.includes(name))) continue
    const start = performance.now()
    process.stderr.write(`${bench.names.join(', ')}\n`)
    measured.push(...(await bench.run(context)))
    process.stderr.write(`  ${Math.round((performance.now() - start) / 1000)} s\n`)
  }
  if (values.out !== undefined) writeFileSync(values.out, JSON.stringify(measured))
}

main().then(
  () => process.exit(0),
  (cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`)
    process.exit(1)
  }
)
