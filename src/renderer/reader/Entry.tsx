import type { NodeLink, PartView, TranscriptEntry } from '@shared/ipc/store'
import { GitBranch, TriangleAlert } from 'lucide-react'
import { useStore } from 'zustand'
import { PartAttachment, PartText } from '../inspector/body/MessageBody'
import { closeReader, openReader, readerState, readRow } from '../state/reader'
import { branchesResource } from '../state/resources'
import { selectNode } from '../state/selection'
import { openFindings } from '../state/side'
import { transcriptState } from '../state/transcript'
import { kindColour, kindNames } from '../theme/kinds'
import { Door } from '../ui/Controls'
import { countOf, formatBytes, formatExactBytes, formatExactTime } from '../ui/format'
import { KindPlate } from '../ui/KindPlate'
import { Markdown } from '../ui/Markdown'
import type { EntryItem } from './items'
import { StepEntry } from './StepEntry'

/** One node of the transcript. */
export function Entry({
  item,
  entry,
  reading
}: {
  readonly item: EntryItem
  readonly entry: TranscriptEntry | undefined
  readonly reading: boolean
}) {
  if (entry === undefined) return <div className={item.box === null ? 'entry waiting' : 'step waiting'} />
  const isMessage = entry.body.kind === 'message'
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: pointing at a line is a second way beside the arrow keys
    <article
      data-row={item.row}
      className={`entry-block${reading ? ' reading' : ''}`}
      aria-label={`${entry.card.label || kindNames[entry.card.kind][0]}`}
      onClick={() => {
        selectNode(item.row)
        readRow(item.row)
      }}
    >
      {isMessage ? (
        <MessageEntry entry={entry} callsShown={item.callsShown} />
      ) : (
        <StepEntry entry={entry} box={item.box} />
      )}
      <OtherVersions links={entry.otherVersions} />
      <EntryFindings findings={entry.findings} />
    </article>
  )
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })

function MessageEntry({
  entry,
  callsShown
}: {
  readonly entry: TranscriptEntry
  readonly callsShown: boolean
}) {
  const { card, body } = entry
  const reasoningShown = useStore(readerState, (reader) => reader.showReasoning)
  if (body.kind !== 'message') return null
  const time = card.time === null || Number.isNaN(card.time) ? null : card.time
  return (
    <div className="entry">
      <KindPlate kind={card.kind} />
      <div className="entry-body">
        <div className="entry-head small">
          <span className="strong" style={{ color: kindColour(card.kind) }}>
            {card.label || kindNames[card.kind][0]}
          </span>
          <span className="mono faint" title={formatExactTime(time)}>
            {time === null ? '' : clock.format(time)}
          </span>
          <span className="mono faint entry-bytes" title={formatExactBytes(card.bytes)}>
            {formatBytes(card.bytes)}
          </span>
        </div>
        {body.parts.length === 0 && <p className="faint">{card.text}</p>}
        {body.parts.map((part, index) => {
          const isReasoning = part.kind.toLowerCase() === 'reasoning'
          if (isReasoning && !reasoningShown) return null
          if (callsShown && isCall(part)) return null
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
            <div key={index} className={isReasoning ? 'reasoning-part' : 'part'}>
              {isReasoning ? <Markdown text={part.text} /> : <ReadPart part={part} />}
            </div>
          )
        })}
      </div>
    </div>
  )
}

const isCall = ({ kind }: PartView): boolean => kind.toLowerCase().replaceAll('_', '') === 'toolcall'

/** A call that was asked for and never run is named where it was asked. */
function ReadPart({ part }: { readonly part: PartView }) {
  if (isCall(part)) {
    return <p className="small faint mono">calls {part.toolName ?? 'a tool'}</p>
  }
  return (
    <>
      {part.prune !== null && <p className="small faint">{part.prune}</p>}
      <PartText part={part} />
      <PartAttachment part={part} />
    </>
  )
}

/** At a fork: the other versions that were tried here, each a way to read it. */
function OtherVersions({ links }: { readonly links: readonly NodeLink[] }) {
  const versions = useStore(transcriptState, (transcript) => transcript.versions)
  if (links.length === 0) return null
  return (
    <div className="entry-note small quiet">
      <GitBranch size={12} aria-hidden="true" />
      {countOf(links.length, 'other version')}:
      {links.slice(0, 3).map((link) => (
        <Door key={link.id} className="small cut" onClick={(event) => readVersion(event, link)}>
          {versions.get(link.row ?? -1) || link.label}
        </Door>
      ))}
    </div>
  )
}

function readVersion(event: { stopPropagation: () => void }, { row }: NodeLink): void {
  event.stopPropagation()
  if (row === null) return
  const branches = branchesResource.state.getState()
  const branch = branches.kind === 'ready' ? branches.value.find(({ topRow }) => topRow === row) : undefined
  openReader(branch?.lastRow ?? row, row)
}

/** What is wrong at this place stands in the text. */
function EntryFindings({ findings }: { readonly findings: readonly string[] }) {
  return findings.map((finding) => (
    <div key={finding} className="entry-finding small">
      <TriangleAlert size={14} aria-hidden="true" />
      <span className="selectable">{finding}</span>
      <Door
        className="small"
        onClick={(event) => {
          event.stopPropagation()
          closeReader()
          openFindings()
        }}
      >
        Evidence
      </Door>
    </div>
  ))
}
