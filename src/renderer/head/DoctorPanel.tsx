import './head.css'
import type { Finding } from '@shared/domain/findings/finding'
import { shortenId } from '@shared/text/short-id'
import { ChevronRight, Info, ShieldCheck, Stethoscope, TriangleAlert } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { summarySentence } from '../inspector/OverviewPanel'
import { copyText } from '../state/notice'
import type { ShownStore } from '../state/open-store'
import { restoreAll } from '../state/prune'
import { findingsResource, residencyResource } from '../state/resources'
import { select } from '../state/selection'
import { showSide } from '../state/side'
import { showLens } from '../state/view'
import { revealIds } from '../state/walk'
import { Button, Key } from '../ui/Controls'
import { countOf } from '../ui/format'
import { Loaded, PanelTitle } from '../ui/Panel'
import { Words } from '../ui/Words'
import { IdDoor } from './IdDoor'
import { WaysOfOpening } from './WaysOfOpening'

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
              {(report) => <WaysOfOpening report={report} summary={summary} />}
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

const heal = { text: 'Heal the head', cure: () => showSide('heal') }
const restore = {
  text: 'Restore the rows…',
  cure: () => {
    showLens('prune')
    restoreAll()
  }
}

/** What helps against a finding, by its code. */
const cures: Readonly<Partial<Record<string, { readonly text: string; readonly cure: () => void }>>> = {
  'leaf-missing': heal,
  'leaf-tombstoned': heal,
  'leaf-undecodable': heal,
  'cycle-on-path': heal,
  'tombstoned-rows': restore
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
          <Key>f</Key> next
        </span>
      </div>
      <ul className="findings">
        {findings.map((finding, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a finding has no identity but its place
          <li key={index}>
            <FindingRow finding={finding} index={index} open={index === selected || findings.length === 1} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** @returns a finding's code as words: "leaf-missing" → "Leaf missing" */
const titleOf = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ')

const shownOf = (ids: readonly string[]): string =>
  ids
    .slice(0, 3)
    .map((id) => shortenId(id))
    .join(' · ')

function FindingRow({
  finding,
  index,
  open
}: {
  readonly finding: Finding
  readonly index: number
  readonly open: boolean
}) {
  const { code, severity, message, ids, unlisted = 0 } = finding
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
          <span>{titleOf(code)}</span>
          <span className="mono faint cut">{ids.length === 0 ? code : shownOf(ids)}</span>
        </span>
        <ChevronRight size={14} aria-hidden="true" className="finding-chevron" />
      </button>
      {open && (
        <div className="finding-open">
          <p className="selectable">
            <Words text={message} />
          </p>
          {ids.slice(0, shownIds).map((id) => (
            <IdDoor key={id} id={id} />
          ))}
          {ids.length > shownIds && (
            <span className="faint">and {countOf(ids.length - shownIds + unlisted, 'more', 'more')}</span>
          )}
          {cures[code] && (
            <Button className="compact" onClick={cures[code].cure}>
              {cures[code].text}
            </Button>
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
