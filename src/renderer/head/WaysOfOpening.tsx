import './head.css'
import type { GraphSummary, ResidencyReport, ResidencySide } from '@shared/ipc/store'
import { Info, TriangleAlert } from 'lucide-react'
import { formatCount } from '../ui/format'
import { Section } from '../ui/Panel'
import { Words } from '../ui/Words'

/** One line per way in which the runtime may open the store: what it would hold, and what its commit leaves on disk. */
export function WaysOfOpening({
  report,
  summary
}: {
  readonly report: ResidencyReport
  /** What the store holds, once it has been read. */
  readonly summary: GraphSummary | undefined
}) {
  const rows = summary === undefined ? null : summary.nodes + summary.undecodable
  const { keepAll, activePathOnly } = report
  const ways: readonly (readonly [string, ResidencySide, number])[] = [
    ['All loaded, parked', keepAll, keepAll.vanishOnPark],
    ['All loaded, then a turn', keepAll, keepAll.vanishOnTurn],
    ['Path loaded, parked', activePathOnly, activePathOnly.vanishOnPark],
    ['Path loaded, then a turn', activePathOnly, activePathOnly.vanishOnTurn]
  ]
  const possible = ways.filter(([, { refused }]) => refused === null)
  return (
    <Section title="What each way of opening does">
      <Refusals report={report} />
      {possible.length > 0 && (
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
            {possible.map(([name, side, vanishing]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="number">{formatCount(side.nodes)}</td>
                <td className={vanishing > 0 ? 'number danger strong' : 'number'}>
                  {formatCount(vanishing)}
                  {rows !== null && vanishing >= rows && vanishing > 0 ? ' (all)' : ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {saidOf(keepAll.fallback, activePathOnly.fallback).map(([way, text]) =>
        text === null ? null : (
          <p key={way} className="small quiet head-note">
            <Info size={14} aria-hidden="true" />
            <span className="selectable">
              {way}: <Words text={text} />
            </span>
          </p>
        )
      )}
    </Section>
  )
}

/** Loads that would fail or never return, each said once. */
function Refusals({ report: { keepAll, activePathOnly } }: { readonly report: ResidencyReport }) {
  return saidOf(keepAll.refused, activePathOnly.refused).map(([way, text]) =>
    text === null ? null : (
      <p key={way} className="danger head-note">
        <TriangleAlert size={14} aria-hidden="true" />
        <span className="selectable">
          {way}: <Words text={text} />
        </span>
      </p>
    )
  )
}

/** What is to be said of either way of loading, once where it is the same. */
const saidOf = (all: string | null, path: string | null): readonly (readonly [string, string | null])[] =>
  all === path
    ? [['However it is loaded', all]]
    : [
        ['All loaded', all],
        ['Path loaded', path]
      ]
