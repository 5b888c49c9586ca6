import type { SumLine } from '@shared/domain/usage/arithmetic'
import type { PricedRow } from '@shared/domain/usage/review'
import { Tokens } from '../ui/Tokens'
import { exactMicro, holdsReasoning, perMillion, sumLineWords } from './arithmetic-words'

const keyOf = ({ bucket, kind, price }: SumLine): string => `${bucket} ${kind} ${price}`

const isSame = ({ low, high }: SumLine): boolean => low?.tokens === high?.tokens

/** Tokens × price = µUSD, line by line; two columns where the two ends of a range differ. */
export function SumTable({
  rows,
  lines
}: {
  readonly rows: readonly PricedRow[]
  readonly lines: readonly SumLine[]
}) {
  const ranged = lines.some((line) => !isSame(line))
  const inside = holdsReasoning(rows, lines)
  const sum = (end: 'low' | 'high'): bigint =>
    lines.reduce((total, line) => total + (line[end]?.amount ?? 0n), 0n)
  return (
    <table className="sum-table">
      <thead className={ranged ? '' : 'visually-hidden'}>
        <tr>
          <th scope="col">Tokens × price</th>
          <th scope="col" className="number">
            <span className="visually-hidden">Each</span>
          </th>
          {ranged && (
            <th scope="col" className="number">
              Low, µUSD
            </th>
          )}
          <th scope="col" className="number">
            {ranged ? 'High, µUSD' : 'µUSD'}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={keyOf(line)}>
            <td>{sumLineWords(line, inside)}</td>
            <td className="number quiet">
              <TokensOf line={line} /> × {perMillion(line.price)}
            </td>
            {ranged && <td className="number">{line.low === null ? '–' : exactMicro(line.low.amount)}</td>}
            <td className="number">{line.high === null ? '–' : exactMicro(line.high.amount)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Sum</th>
          <td />
          {ranged && <td className="number">{exactMicro(sum('low'))}</td>}
          <td className="number">{exactMicro(sum('high'))}</td>
        </tr>
      </tfoot>
    </table>
  )
}

function TokensOf({ line: { low, high } }: { readonly line: SumLine }) {
  const [from, to] = [low?.tokens ?? high?.tokens ?? 0n, high?.tokens ?? low?.tokens ?? 0n]
  return (
    <>
      <Tokens count={from} />
      {from !== to && (
        <>
          {' '}
          or <Tokens count={to} />
        </>
      )}
    </>
  )
}
