import { commonPrice, type SumLine } from '@shared/domain/usage/arithmetic'
import type { PricedRow } from '@shared/domain/usage/review'
import { sumRows } from '@shared/domain/usage/sums'
import { ASSUMPTION_WORDS } from '@shared/domain/usage/words'
import { formatCost, formatMicroUsd } from '../ui/money'
import { exactMicro, holdsReasoning, perMillion, priceWords, sumLineWords } from './arithmetic-words'

/** A sum written out as text, to be taken elsewhere: figure, arithmetic, price and assumptions. */
export function sumText(title: string, rows: readonly PricedRow[], lines: readonly SumLine[]): string {
  const { cost } = sumRows(rows)
  const price = commonPrice(rows)
  const inside = holdsReasoning(rows, lines)
  const assumptions = new Set(rows.flatMap((row) => row.assumptions))
  return [
    `${title}: ${formatCost(cost)} (${formatMicroUsd(cost)})`,
    ...lines.map((line) => `${sumLineWords(line, inside)}: ${ends(line)}`),
    ...(price === null ? [] : [`Priced by ${priceWords(price)}.`]),
    ...[...assumptions].map((code) => ASSUMPTION_WORDS[code])
  ].join('\n')
}

function ends({ low, high, price }: SumLine): string {
  const written = (end: SumLine['low']): string =>
    end === null ? '0' : `${end.tokens} × ${perMillion(price)} = ${exactMicro(end.amount)} µUSD`
  return low?.tokens === high?.tokens ? written(low) : `low ${written(low)}; high ${written(high)}`
}
