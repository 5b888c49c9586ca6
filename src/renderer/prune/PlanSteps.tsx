import type { PlanView } from '@shared/ipc/operations'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { makePlan, type PlanAsk } from '../state/plan'
import { setVacuum } from '../state/prune'
import { spaceResource } from '../state/space'
import { Door } from '../ui/Controls'
import { formatBytes, formatExactBytes } from '../ui/format'
import { Section } from '../ui/Panel'

/** The steps in order with the bytes each really gives back, then what could follow as a plan of its own. */
export function PlanSteps({ view, ask }: { readonly view: PlanView; readonly ask: PlanAsk }) {
  const { steps } = view
  if (steps.length === 0) return null
  return (
    <Section title="Steps" note="bytes given back">
      <ol className="plan-steps">
        {steps.map(({ op, title, note, bytes }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step has no identity but its place
          <li key={index} className="plan-step">
            <span className="step-number figures">{index + 1}</span>
            <span className="step-words">
              <span>{title}</span>
              <span className="small quiet">{note}</span>
            </span>
            <span className="step-bytes figures" title={formatExactBytes(Math.abs(bytes))}>
              {bytes < 0 ? `+${formatBytes(-bytes)}` : op === 'keep' ? '' : formatBytes(bytes)}
              <span className="small faint">{bytes < 0 ? 'while kept' : placeOf(op)}</span>
            </span>
          </li>
        ))}
        {ask.kind === 'prune' && <Afterwards view={view} vacuumed={ask.vacuum} />}
      </ol>
      {ask.kind === 'prune' && ask.vacuum && (
        <p className="small quiet">
          The vacuum is part of this plan. <Door onClick={() => setVacuum(false)}>Only hide the rows</Door>
        </p>
      )}
    </Section>
  )
}

function placeOf(op: string): string {
  if (op === 'compact-file') return 'on the disk'
  return op === 'vacuum' || op === 'collect-blobs' ? 'inside the file' : ''
}

/** The steps that are off, with what they would give: vacuum joins this plan, the others are plans of their own. */
function Afterwards({ view, vacuumed }: { readonly view: PlanView; readonly vacuumed: boolean }) {
  const space = useStore(spaceResource.state)
  useEffect(spaceResource.load)
  const { rows, blobs, file } = view.frees
  const unreachable = space.kind === 'ready' ? space.value.unreachableBytes : 0
  const free = space.kind === 'ready' ? space.value.freeBytes + space.value.walBytes : 0
  return (
    <>
      {!vacuumed && (
        <OffStep
          title="Vacuum tombstoned rows"
          note="off: later, or now in the same transaction"
          bytes={rows}
          place="inside the file"
          text="Turn on"
          pick={() => setVacuum(true)}
        />
      )}
      <OffStep
        title="Collect blobs"
        note="a plan of its own, after this one"
        bytes={blobs + unreachable}
        place="inside the file"
        text="Plan it"
        pick={() => void makePlan({ kind: 'gc' })}
      />
      <OffStep
        title="Compact the file"
        note="a plan of its own; needs the vacuum first"
        bytes={file + free}
        place="on the disk"
        text="Plan it"
        pick={() => void makePlan({ kind: 'compact' })}
      />
    </>
  )
}

function OffStep({
  title,
  note,
  bytes,
  place,
  text,
  pick
}: {
  readonly title: string
  readonly note: string
  readonly bytes: number
  readonly place: string
  readonly text: string
  readonly pick: () => void
}) {
  return (
    <li className="plan-step off">
      <span className="step-number figures" aria-hidden="true">
        –
      </span>
      <span className="step-words">
        <span className="quiet">{title}</span>
        <span className="small faint">
          {note}{' '}
          <Door aria-label={`${text}: ${title}`} onClick={pick}>
            {text}
          </Door>
        </span>
      </span>
      <span className="step-bytes figures quiet">
        {formatBytes(bytes)}
        <span className="small faint">{place}</span>
      </span>
    </li>
  )
}
