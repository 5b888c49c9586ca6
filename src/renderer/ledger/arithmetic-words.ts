import type { SumLine } from '@shared/domain/usage/arithmetic'
import { decimalText, dollarsPerMillion } from '@shared/domain/usage/money'
import type { PriceLine } from '@shared/domain/usage/prices'
import type { PricedRow } from '@shared/domain/usage/review'
import type { Bucket, PriceKind } from '@shared/domain/usage/semantics'
import { MATCHED_BY_WORDS } from '@shared/domain/usage/words'

const faceValue: Readonly<Record<Bucket, PriceKind>> = {
  input: 'input',
  'cached-input': 'cache-read',
  'cache-write': 'cache-write',
  output: 'output',
  reasoning: 'output'
}

const bucketWords: Readonly<Record<Bucket, string>> = {
  input: 'Input, not cached',
  'cached-input': 'Input, cached',
  'cache-write': 'Cache writes',
  output: 'Output',
  reasoning: 'Thoughts, as output'
}

const supposed: Readonly<Record<PriceKind, string>> = {
  input: 'at the input price',
  output: 'at the output price',
  'cache-read': 'if cached',
  'cache-write': 'if written to the cache',
  'cache-write-1h': 'if written for an hour'
}

/** @returns what a line of the arithmetic charges, and under which supposition */
export function sumLineWords({ bucket, kind }: SumLine, reasoningInside: boolean): string {
  if (bucket === 'output' && reasoningInside) return 'Output, reasoning inside'
  if (kind === faceValue[bucket]) return bucketWords[bucket]
  return `${bucket === 'input' ? 'Input' : bucketWords[bucket]}, ${supposed[kind]}`
}

/** @returns whether the output of the rows holds their reasoning, which is then not charged beside it */
export const holdsReasoning = (rows: readonly PricedRow[], lines: readonly SumLine[]): boolean =>
  rows.some(({ counts }) => counts.reasoning > 0n) && lines.every(({ bucket }) => bucket !== 'reasoning')

/** @returns "$3.00 / M" */
export function perMillion(pico: bigint): string {
  const text = dollarsPerMillion(pico)
  const decimals = text.split('.')[1]?.length ?? 0
  return `$${decimals >= 2 ? text : decimals === 1 ? `${text}0` : `${text}.00`} / M`
}

/** @returns an exact amount in µUSD, to the last digit */
export function exactMicro(pico: bigint): string {
  const [whole = '0', fraction] = decimalText(pico, 6).split('.')
  const grouped = BigInt(whole).toLocaleString('en-US')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** @returns how a price was found: provider, model, how its name matched, since when it held */
export function priceWords(price: PriceLine): string {
  const { provider, model, matchedBy, validFrom } = price
  if (matchedBy === 'user-price') return 'your own price'
  const since = validFrom === null ? '' : `, valid from ${validFrom}`
  return `${provider}/${model}, found by ${MATCHED_BY_WORDS[matchedBy]}${since}`
}
