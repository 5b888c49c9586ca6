import { type Command, InvalidArgumentError } from 'commander'
import { generateStore } from '../generator/generate'
import { generateSample } from '../generator/sample/sample'
import { SHAPES, type ShapeName } from '../generator/shapes'

/** Where the app finds the sample, from the repository's root. */
const BUNDLED_SAMPLE = 'resources/sample'

const isShape = (text: string): text is ShapeName => Object.hasOwn(SHAPES, text)

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('must be a whole number')
  return value
}

interface Options {
  readonly size: number
  readonly seed: number
  readonly out?: string
  readonly usage?: number
  readonly damage?: number
}

/**
 * Adds `generate <shape>`, which writes a store of a given shape and size to a file, and `generate sample`, which writes
 * the bundled sample session into a folder.
 */
export function addGenerateCommand(program: Command): void {
  const shapes = [...Object.keys(SHAPES), 'sample']
  program
    .command('generate')
    .description(`write a store for tests and benchmarks (alpha.1 format); shapes: ${shapes.join(', ')}`)
    .argument('<shape>', shapes.join(' | '))
    .option('--out <path>', 'the file to write; for sample a folder, by default the bundled one')
    .option('--size <nodes>', 'number of nodes', wholeNumber, 10_000)
    .option('--seed <number>', 'the same seed gives the same rows', wholeNumber, 1)
    .option('--usage <rows>', 'number of ledger rows (default: one for 20 nodes)', wholeNumber)
    .option('--damage <rows>', 'so many undecodable rows, tombstones and loops on top', wholeNumber)
    .action((shape: string, options: Options, command: Command) => {
      if (shape === 'sample') generateSample(options.out ?? BUNDLED_SAMPLE)
      else if (!isShape(shape)) command.error(`unknown shape '${shape}'; use one of ${shapes.join(', ')}`)
      else if (options.out === undefined) command.error('--out <path> is missing: the file to write')
      else write(shape, options.out, options)
    })
}

function write(shape: ShapeName, out: string, { size, seed, usage, damage }: Options): void {
  generateStore({
    shape,
    size,
    seed,
    out,
    ...(usage === undefined ? {} : { usageRows: usage }),
    ...(damage === undefined ? {} : { damage: { undecodable: damage, tombstoned: damage, cycles: damage } })
  })
}
