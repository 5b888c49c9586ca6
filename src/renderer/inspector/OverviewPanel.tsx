import type { GraphSummary, StoreOverview } from '@shared/ipc/store'
import { assertNever } from '@shared/result'
import { BookOpen, Database, FolderOpen, RotateCw, Stethoscope } from 'lucide-react'
import { requestMain } from '../bridge/main'
import { lostLeafWords } from '../head/lost-leaf'
import { reopenStore, type ShownStore } from '../state/open-store'
import { openReader } from '../state/reader'
import { chooseAndOpen, openSample } from '../state/sessions'
import { openFindings, openHead } from '../state/side'
import { Button } from '../ui/Controls'
import { CopyButton } from '../ui/CopyButton'
import { ErrorNote } from '../ui/ErrorNote'
import { countOf, formatExactBytes } from '../ui/format'
import { Id } from '../ui/Id'
import { PanelTitle, Section } from '../ui/Panel'
import { ContentTable } from './ContentTable'
import { Line } from './Links'
import { useContent } from './useContent'

/** The whole session, while nothing in it is selected. */
export function OverviewPanel({ store }: { readonly store: ShownStore }) {
  const { overview, index } = store
  const content = useContent(index?.nodes, null)
  const leafRow = index?.summary.leafRow ?? null
  if (overview.era === 'none') return <NoSession overview={overview} />
  return (
    <div className="inspector">
      {store.error !== null && (
        <ErrorNote error={store.error}>
          <Button icon={RotateCw} onClick={reopenStore}>
            Try again
          </Button>
        </ErrorNote>
      )}
      <PanelTitle
        sign={<Database size={20} aria-hidden="true" />}
        title={overview.title === '' ? 'Untitled session' : overview.title}
        sentence={
          index !== null
            ? summarySentence(index.summary)
            : store.error === null
              ? 'The graph is being read.'
              : 'Only the end of the path could be read: what is shown is not the whole session.'
        }
      >
        <div className="inspector-actions">
          <Button
            icon={BookOpen}
            disabled={leafRow === null}
            onClick={() => leafRow !== null && openReader(leafRow)}
          >
            Read the path
          </Button>
          <Button icon={Stethoscope} onClick={openFindings}>
            Findings
          </Button>
          <Button onClick={openHead}>Head</Button>
        </div>
      </PanelTitle>
      {store.cancelled && (
        <p className="inspector-empty quiet">
          Reading was stopped. What has come can be used; the counts are not of the whole store.
        </p>
      )}
      <StoreFacts overview={overview} />
      {content !== null && <ContentTable content={content} />}
    </div>
  )
}

/** A file that is no store yet: what it is, and where to go from here. */
function NoSession({ overview }: { readonly overview: StoreOverview }) {
  const what = overview.bytes.db === 0 ? 'An empty file' : 'A database without a session'
  return (
    <div className="inspector">
      <PanelTitle
        sign={<Database size={20} aria-hidden="true" />}
        title={what}
        sentence="No session was ever written here. A runtime that opens it makes a store of it; follow it to see that happen. If no runtime uses it, it may be deleted."
      >
        <div className="inspector-actions">
          <Button icon={FolderOpen} onClick={() => void chooseAndOpen('store')}>
            Open another…
          </Button>
          <Button onClick={() => void requestMain('shell/reveal', { path: overview.path })}>
            Show the file
          </Button>
          <Button onClick={openSample}>Open the sample</Button>
        </div>
      </PanelTitle>
      <StoreFacts overview={overview} />
    </div>
  )
}

function StoreFacts({ overview }: { readonly overview: StoreOverview }) {
  const { path, era, userVersion, journalMode, bytes, sessionId, leaf, live, readOnly } = overview
  return (
    <Section title="Store">
      <dl className="facts links">
        <Line name="File">
          <span className="mono selectable">{path}</span>{' '}
          <CopyButton text={path} what="the path" label="Copy the path" />
        </Line>
        <Line name="Session">{sessionId === null ? 'no id' : <Id id={sessionId} copy />}</Line>
        <Line name="Leaf">{leaf === null ? 'none' : <Id id={leaf} copy />}</Line>
        <Line name="Schema">
          {era === 'none' ? 'none yet' : `era ${era}`}, user_version {userVersion}
        </Line>
        <Line name="Journal">
          {journalMode}, {formatExactBytes(bytes.wal)} not yet in the file
        </Line>
        <Line name="Size">{formatExactBytes(bytes.db)}</Line>
        <Line name="Writer">{live ? 'another process has it open' : 'no other process'}</Line>
        {readOnly !== null && <Line name="Read only">{readOnly}</Line>}
      </dl>
    </Section>
  )
}

/** @returns where the path ends and what is off it, in a sentence or two */
export function summarySentence(summary: GraphSummary): string {
  const { nodes, onPath, orphans, branches } = summary
  const off =
    orphans === 0
      ? 'none is off it'
      : `${countOf(orphans, 'orphan')} in ${countOf(branches, 'branch', 'branches')}`
  const { path } = summary
  switch (path.kind) {
    case 'root':
      return `${countOf(nodes, 'node')}: ${countOf(onPath, 'node')} on the active path, ${off}.`
    case 'no-leaf':
      return `${countOf(nodes, 'node')}, and the head names no leaf: there is no active path.`
    case 'leaf-missing':
      return `The head names the leaf ${path.id}, which is ${lostLeafWords(path)}: there is no active path. ${
        path.healed === null ? 'Nothing could take its place.' : `The runtime would heal to ${path.healed}.`
      }`
    case 'lost-parent':
      return `The path breaks off at ${path.at}: its parent ${path.missing} cannot be loaded.`
    case 'cycle':
      return `The path runs into a loop of ${countOf(path.members.length, 'node')}. A load that walks it never ends.`
    default:
      return assertNever(path)
  }
}
