import type { SpaceReport } from '@shared/ipc/operations'
import { Gauge, HeartPulse } from 'lucide-react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { needsHealing } from '../state/needs-healing'
import { openStoreState } from '../state/open-store'
import { makePlan, type PlanAsk } from '../state/plan'
import { restoreAll } from '../state/prune'
import { showSide } from '../state/side'
import { spaceResource } from '../state/space'
import { Button } from '../ui/Controls'
import { countOf, formatBytes, formatExactBytes } from '../ui/format'
import { Loaded, PanelTitle, Section } from '../ui/Panel'
import { SpaceBar } from './SpaceBar'

/** Where the bytes of the store are, and what would give them back: shown while nothing is chosen. */
export function SpacePanel() {
  const space = useStore(spaceResource.state)
  const sick = useStore(openStoreState, needsHealing)
  useEffect(spaceResource.load)
  return (
    <section className="plan" aria-label="Plan">
      <div className="plan-scroll">
        <PanelTitle
          sign={<Gauge size={20} aria-hidden="true" />}
          title="Nothing is chosen"
          sentence="Choose branches in the list, on the canvas with Shift and a click, or by a rule. Nothing is written before you have seen what would happen."
        >
          {sick && (
            <div className="inspector-actions">
              <Button tone="main" icon={HeartPulse} onClick={() => showSide('heal')}>
                Heal the head first
              </Button>
            </div>
          )}
        </PanelTitle>
        <Loaded resource={space}>{(report) => <Space report={report} />}</Loaded>
      </div>
    </section>
  )
}

function Space({ report }: { readonly report: SpaceReport }) {
  const { fileBytes, walBytes, freeBytes, tombstonedRows, tombstonedBytes } = report
  const { blobs, blobBytes, unreachableBlobs, unreachableBytes, orphanBytes } = report
  return (
    <>
      <Section title="Where the bytes are" note={formatExactBytes(fileBytes)}>
        <SpaceBar report={report} />
      </Section>
      <Section title="What can be given back">
        <table className="content-table">
          <tbody>
            <Line name="Off the path" note="choose branches below the canvas" bytes={orphanBytes} />
            <Line
              name="Tombstoned rows"
              note={countOf(tombstonedRows, 'row')}
              bytes={tombstonedBytes}
              ask={{ kind: 'vacuum' }}
              text="Vacuum"
              off={tombstonedRows === 0}
            />
            <Line
              name="Blobs that nothing reaches"
              note={`${unreachableBlobs} of ${countOf(blobs, 'blob')}, ${formatBytes(blobBytes)} in all`}
              bytes={unreachableBytes}
              ask={{ kind: 'gc' }}
              text="Collect"
              off={unreachableBlobs === 0}
            />
            <Line
              name="Free pages and log"
              note={`${formatBytes(freeBytes)} free, ${formatBytes(walBytes)} in the log`}
              bytes={freeBytes + walBytes}
              ask={{ kind: 'compact' }}
              text="Compact"
              off={false}
            />
          </tbody>
        </table>
      </Section>
      {tombstonedRows > 0 && (
        <Section title="Restore">
          <p className="quiet">A restore works {report.restoreUntil}.</p>
          <div className="inspector-actions">
            <Button onClick={restoreAll}>Restore {countOf(tombstonedRows, 'row')}</Button>
          </div>
        </Section>
      )}
    </>
  )
}

function Line({
  name,
  note,
  bytes,
  ask,
  text,
  off = true
}: {
  readonly name: string
  readonly note: string
  readonly bytes: number
  readonly ask?: PlanAsk
  readonly text?: string
  readonly off?: boolean
}) {
  return (
    <tr>
      <th scope="row">
        {name}
        <span className="small faint space-note">{note}</span>
      </th>
      <td className="number">{formatBytes(bytes)}</td>
      <td className="number">
        {ask !== undefined && (
          <Button className="compact" disabled={off} onClick={() => void makePlan(ask)}>
            {text}
          </Button>
        )}
      </td>
    </tr>
  )
}
