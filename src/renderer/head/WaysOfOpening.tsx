import './head.css'
import type { ResidencyReport, ResidencySide } from '@shared/ipc/store'
import { Info } from 'lucide-react'
import { Section } from '../inspector/Panel'
import { formatCount } from '../ui/format'

/** One line per way in which the runtime may open the store: what it would hold, and what its commit leaves on disk. */
export function WaysOfOpening({
  report,
  rows
}: {
  readonly report: ResidencyReport
  readonly rows: number | null
}) {
  const { keepAll, activePathOnly } = report
  const ways: readonly (readonly [string, ResidencySide, number])[] = [
    ['All loaded, parked', keepAll, keepAll.vanishOnPark],
    ['All loaded, then a turn', keepAll, keepAll.vanishOnTurn],
    ['Path loaded, parked', activePathOnly, activePathOnly.vanishOnPark],
    ['Path loaded, then a turn', activePathOnly, activePathOnly.vanishOnTurn]
  ]
  return (
    <Section title="What each way of opening does">
      <table className="content-table">
        <thead>
          <tr className="small faint">
            <th scope="col">Way</th>
            <th scope="col" className="number">
              held
            </th>
            <th scope="col" className="number">
              rows deleted
            </th>
          </tr>
        </thead>
        <tbody>
          {ways.map(([name, side, vanishing]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {side.refused === null ? (
                <>
                  <td className="number">{formatCount(side.nodes)}</td>
                  <td className={vanishing > 0 ? 'number danger strong' : 'number'}>
                    {formatCount(vanishing)}
                    {rows !== null && vanishing >= rows && vanishing > 0 ? ' (all)' : ''}
                  </td>
                </>
              ) : (
                <td colSpan={2} className="danger small">
                  {side.refused}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {[keepAll.fallback, activePathOnly.fallback]
        .filter((text, index, all): text is string => text !== null && all.indexOf(text) === index)
        .map((text) => (
          <p key={text} className="small quiet head-note">
            <Info size={14} aria-hidden="true" />
            {text}
          </p>
        ))}
    </Section>
  )
}
