import './head.css'
import type { Finding } from '@shared/domain/findings/finding'
import type { ResidencyReport, ResidencySide } from '@shared/ipc/store'
import { ChevronRight, Info, ShieldCheck, Stethoscope, TriangleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { summarySentence } from '../inspector/OverviewPanel'
import { Loaded, PanelTitle, Section } from '../inspector/Panel'
import { copyText } from '../state/notice'
import type { ShownStore } from '../state/open-store'
import { findingsResource, residencyResource } from '../state/resources'
import { select } from '../state/selection'
import { followLink, revealIds } from '../state/walk'
import { Button, Door, Key } from '../ui/Controls'
import { countOf, formatCount, shortenId } from '../ui/format'
import { cureWords } from './cures'

/** What is wrong with the store, what each way of opening it would do, and what would cure it. Only reads. */
export function DoctorPanel({
  finding,
  store
}: {
  readonly finding: number | null
  readonly store: ShownStore
}) {
  const findings = useStore(findingsResource.state)
  const residency = useStore(residencyResource.state)
  useEffect(findingsResource.load)
  useEffect(residencyResource.load)
  const summary = store.index?.summary
  return (
    <div className="inspector">
      <Loaded resource={findings}>
        {(list) => (
          <>
            <PanelTitle
              sign={<Stethoscope size={20} aria-hidden="true" />}
              title="Findings"
              mark={<FindingsChip findings={list} />}
              sentence={
                list.length === 0
                  ? 'Nothing is wrong with this store.'
                  : summary
                    ? summarySentence(summary)
                    : ''
              }
            />
            <Loaded resource={residency}>
              {(report) => <WaysOfOpening report={report} rows={summary?.nodes ?? null} />}
            </Loaded>
            <FindingsList findings={list} selected={finding} />
          </>
        )}
      </Loaded>
    </div>
  )
}

function FindingsChip({ findings }: { readonly findings: readonly Finding[] }) {
  if (findings.length === 0) {
    return (
      <span className="chip verified">
        <ShieldCheck size={12} aria-hidden="true" />
        clean
      </span>
    )
  }
  const damaged = findings.some(({ severity }) => severity === 'damage')
  return <span className={damaged ? 'chip damage-chip' : 'chip'}>{countOf(findings.length, 'finding')}</span>
}

/** One line per way in which the runtime may open the store: what it would hold, and what its commit leaves on disk. */
function WaysOfOpening({ report, rows }: { readonly report: ResidencyReport; readonly rows: number | null }) {
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

const icons = { damage: TriangleAlert, warning: TriangleAlert, note: Info } as const
const shownIds = 12

function FindingsList({
  findings,
  selected
}: {
  readonly findings: readonly Finding[]
  readonly selected: number | null
}) {
  if (findings.length === 0) return null
  return (
    <section className="section">
      <div className="section-head">
        <h3>Findings</h3>
        <span className="small faint">
          <Key>F</Key> next
        </span>
      </div>
      <ul className="findings">
        {findings.map((finding, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a finding has no identity but its place
          <li key={index}>
            <FindingRow finding={finding} index={index} open={index === selected} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function FindingRow({
  finding,
  index,
  open
}: {
  readonly finding: Finding
  readonly index: number
  readonly open: boolean
}) {
  const { code, severity, message, ids } = finding
  const Icon = icons[severity]
  const pick = (): void => {
    select({ kind: 'findings', finding: open ? null : index })
    void revealIds(ids)
  }
  return (
    <>
      <button type="button" className="finding" aria-expanded={open} onClick={pick}>
        <Icon size={14} aria-hidden="true" className={severity === 'damage' ? 'danger' : 'quiet'} />
        <span className="finding-words">
          <span>{message}</span>
          <span className="mono faint cut">
            {[code, ...ids.slice(0, 3).map((id) => shortenId(id, 16))].join(' · ')}
          </span>
        </span>
        <ChevronRight size={14} aria-hidden="true" className="finding-chevron" />
      </button>
      {open && (
        <div className="finding-open">
          <p className="quiet">{cureWords(finding)}</p>
          {ids.slice(0, shownIds).map((id) => (
            <Door key={id} className="mono" title={id} onClick={() => void followLink(id)}>
              {shortenId(id, 40)}
            </Door>
          ))}
          {ids.length > shownIds && (
            <span className="faint">and {countOf(ids.length - shownIds, 'more', 'more')}</span>
          )}
          <Button
            className="compact"
            onClick={() => void copyText(JSON.stringify(finding, null, 2), 'the finding')}
          >
            Copy evidence
          </Button>
        </div>
      )}
    </>
  )
}
