import { isDay } from '@shared/domain/usage/day'
import { reviewUsage } from '@shared/domain/usage/review'
import { groupsCsv, rowsCsv } from '@shared/domain/usage/review-csv'
import { reviewJson } from '@shared/domain/usage/review-json'
import { type Grouping, groupRows } from '@shared/domain/usage/sums'
import type { Json } from '@shared/json/value'
import { writeJson } from '@shared/json/write'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { StoreError } from '../store/store-error'
import { gatherUsage } from '../usage/gather'
import { EXIT_NOT_READABLE } from './exit-codes'

const GROUPINGS: readonly Grouping[] = ['source', 'model', 'session', 'family', 'day']

interface Options {
  readonly by?: Grouping
  readonly prices?: string
  readonly csv?: boolean
}

/** Adds `usage <path>`: the ledger of a store or a folder with its cost, as JSON or CSV on stdout. */
export function addUsageCommand(program: Command): void {
  program
    .command('usage')
    .description(
      'tokens and money of a store or a folder of stores, with the price and assumptions of every row'
    )
    .argument('<path>', 'a store, or a folder of stores')
    .addOption(new Option('--by <key>', 'group by (default: source)').choices(GROUPINGS))
    .option(
      '--prices <date>',
      "prices of this day, YYYY-MM-DD (default: of each session's day of creation)",
      day
    )
    .addOption(new Option('--json', 'print JSON (the default)').conflicts('csv'))
    .option('--csv', 'print CSV: the rows, or with --by the groups')
    .action(async (path: string, options: Options) => {
      process.exitCode = await printUsage(path, options)
    })
}

function day(text: string): string {
  if (!isDay(text)) throw new InvalidArgumentError('must be a day such as 2026-05-16')
  return text
}

async function printUsage(path: string, { by, prices, csv }: Options): Promise<number> {
  const gathered = await gatherUsage(path)
  if (!gathered.ok) {
    const told = new Map<string, Json>([
      ['readable', false],
      ['error', errorJson(gathered.error)]
    ])
    process.stdout.write(`${writeJson(told)}\n`)
    return EXIT_NOT_READABLE
  }
  const { genaiPrices: table } = await import('../prices/genai-prices')
  const { sessions, asked, unreadable, allRead } = gathered.value
  const pricesAt = prices ?? null
  const review = reviewUsage(sessions, { table, pricesAt, preferredStores: asked })
  if (csv === true) {
    const rows = review.rows.filter((row) => asked.has(row.store))
    process.stdout.write(by === undefined ? rowsCsv(rows) : groupsCsv(groupRows(rows, by)))
  } else {
    const json = reviewJson(review, { table, by: by ?? 'source', pricesAt, asked })
    const whole = new Map<string, Json>([...json, ['unreadable', unreadable.map(errorJson)]])
    process.stdout.write(`${writeJson(whole)}\n`)
  }
  return allRead ? 0 : EXIT_NOT_READABLE
}

function errorJson({ code, message, path }: StoreError): Json {
  return new Map(Object.entries({ code, message, path }))
}
