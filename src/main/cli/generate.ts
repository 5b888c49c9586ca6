import { type Command, InvalidArgumentError } from 'commander'
import { generateStore } from '../generator/generate'
import { SHAPES, type ShapeName } from '../generator/shapes'

const isShape = (text: string): text is ShapeName => Object.hasOwn(SHAPES, text)

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError('must be a whole number')
  return value
}

interface Options {
  readonly size: number
  readonly seed: number
  readonly out: string
  readonly usage?: number
  readonly damage?: number
}

/** Adds `generate <shape>`, which writes a store of a given shape and size to a file. */
export function addGenerateCommand(program: Command): void {
  const shapes = Object.keys(SHAPES)
  program
    .command('generate')
    .description(`write a store for tests and benchmarks (alpha.1 format); shapes: ${shapes.join(', ')}`)
    .argument('<shape>', shapes.join(' | '))
    .requiredOption('--out <path>', 'the file to write; one that exists is replaced')
    .option('--size <nodes>', 'number of nodes', wholeNumber, 10_000)
    .option('--seed <number>', 'the same seed gives the same rows', wholeNumber, 1)
    .option('--usage <rows>', 'number of ledger rows (default: one for 20 nodes)', wholeNumber)
    .option('--damage <rows>', 'so many undecodable rows, tombstones and loops on top', wholeNumber)
    .action((shape: string, options: Options, command: Command) => {
      if (!isShape(shape)) command.error(`unknown shape '${shape}'; use one of ${shapes.join(', ')}`)
      else write(shape, options)
    })
}

function write(shape: ShapeName, { size, seed, out, usage, damage }: Options): void {
  generateStore({
    shape,
    size,
    seed,
    out,
    ...(usage === undefined ? {} : { usageRows: usage }),
    ...(damage === undefined ? {} : { damage: { undecodable: damage, tombstoned: damage, cycles: damage } })
  })
}
