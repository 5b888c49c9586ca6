import './status-bar.css'
import type { GraphSummary, PathEnd } from '@shared/ipc/store'
import { Check, Lock, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { PricesItem } from '../cost/PricesItem'
import { lostLeafWords } from '../head/lost-leaf'
import { actOnNotice, noticeState } from '../state/notice'
import { openStoreState, type ShownStore } from '../state/open-store'
import { showOverlay } from '../state/overlay'
import { paneState } from '../state/panes'
import { readerState } from '../state/reader'
import { findingsResource } from '../state/resources'
import { openFindings, openHead, openOverview } from '../state/side'
import { indexedPart, textIndexState } from '../state/text-index'
import { goToRow, showCopies, showLens, viewState } from '../state/view'
import { goToNextOrphan } from '../state/walk'
import { keepFocus } from '../ui/Controls'
import { countOf, formatBytes, formatExactBytes } from '../ui/format'

/** The counts of the shown store; each opens what it counts. */
export function StatusBar() {
  const store = useStore(openStoreState)
  const notice = useStore(noticeState)
  return (
    <footer className="status-bar">
      {store.kind === 'open' ? <Counts store={store} /> : <span className="status-item">no store</span>}
      {store.kind === 'open' && <Findings store={store} />}
      <span className="spacer" />
      <output className="status-item" title={notice.text || undefined}>
        {notice.text}
      </output>
      {notice.action !== null && (
        <button
          type="button"
          className="status-item notice-action"
          onMouseDown={keepFocus}
          onClick={actOnNotice}
        >
          {notice.action.label}
        </button>
      )}
      {store.kind === 'open' && <RightSide store={store} />}
    </footer>
  )
}

function Item({
  children,
  hint,
  onPick,
  bad = false
}: {
  readonly children: ReactNode
  readonly hint: string
  readonly onPick: () => void
  readonly bad?: boolean
}) {
  return (
    <button
      type="button"
      className={bad ? 'status-item danger' : 'status-item'}
      title={hint}
      onMouseDown={keepFocus}
      onClick={onPick}
    >
      {children}
    </button>
  )
}

function Counts({ store }: { readonly store: ShownStore }) {
  const { era, revision, userVersion, journalMode } = store.overview
  // before its first commit a session has neither head nor leaf, and nothing is wrong with it
  const isNew = revision === null && store.index?.summary.nodes === 0
  const begun = era !== 'none' && !isNew
  return (
    <div className="status-counts">
      <Item hint={`Schema era ${era}, user_version ${userVersion}, journal ${journalMode}`} onPick={openHead}>
        {era === 'none' ? 'no session' : `era ${era}`}
      </Item>
      <Item
        hint="Head revision: opens head, checkpoint and meta"
        onPick={openHead}
        bad={revision === null && begun}
      >
        {revision === null ? 'no head' : `revision ${revision}`}
      </Item>
      {store.index === null ? (
        <Unread failed={store.error !== null} />
      ) : (
        <GraphCounts summary={store.index.summary} begun={begun} />
      )}
    </div>
  )
}

/** Before the graph is there, or where it could not be read. */
function Unread({ failed }: { readonly failed: boolean }) {
  if (!failed) return <span className="status-item">graph not read yet</span>
  return (
    <Item hint="Says why, and what can be done" onPick={openOverview} bad>
      rows not readable
    </Item>
  )
}

const pathProblems = {
  'no-leaf': 'no path: no leaf',
  'lost-parent': 'path cut: parent lost',
  cycle: 'path never ends: loop'
} as const

function problemWords(path: Exclude<PathEnd, { kind: 'root' }>): string {
  return path.kind === 'leaf-missing' ? `no path: leaf ${lostLeafWords(path)}` : pathProblems[path.kind]
}

function showLeaf({ leafRow, path }: GraphSummary): void {
  if (path.kind !== 'root' || leafRow === null) {
    openFindings()
    return
  }
  goToRow(leafRow)
}

function GraphCounts({ summary, begun }: { readonly summary: GraphSummary; readonly begun: boolean }) {
  const { nodes, onPath, orphans, branches, classes, tombstoned, path } = summary
  const copiesShown = useStore(viewState, (view) => view.showCopies)
  return (
    <>
      <Item hint="Shows the leaf of the active path" onPick={() => showLeaf(summary)}>
        {countOf(nodes, 'node')}
      </Item>
      <Item
        hint="Shows where the path ends"
        onPick={() => showLeaf(summary)}
        bad={begun && path.kind !== 'root'}
      >
        {path.kind === 'root' ? `${onPath.toLocaleString('en-US')} on path` : problemWords(path)}
      </Item>
      <Item hint="Goes to the next orphan branch" onPick={() => void goToNextOrphan()}>
        {orphans === 0
          ? 'no orphans'
          : `${countOf(orphans, 'orphan')} in ${countOf(branches, 'branch', 'branches')}`}
      </Item>
      <Item
        hint={copiesShown ? 'Folds the copies of the runtime' : 'Shows every copy as a row of its own'}
        onPick={() => showCopies(!copiesShown)}
      >
        {copyWords(classes)}
        {copiesShown ? ', shown' : ''}
      </Item>
      <Item hint="Opens the prune lens" onPick={() => showLens('prune')}>
        {tombstoned === 0 ? 'no tombstones' : countOf(tombstoned, 'tombstone')}
      </Item>
    </>
  )
}

function copyWords(classes: GraphSummary['classes']): string {
  if (classes === null) return 'copies not told apart yet'
  return classes.copies === 0 ? 'no copies' : countOf(classes.copies, 'copy', 'copies')
}

/** Until every row has been verified nobody knows that there are none. */
function Findings({ store: { overview, index, error } }: { readonly store: ShownStore }) {
  const findings = useStore(findingsResource.state)
  useEffect(findingsResource.load)
  if (findings.kind !== 'ready') return null
  // where the rows cannot be read, nobody will ever know that there are none
  if (index === null && error !== null && findings.value.length === 0) return null
  const isVerified = overview.era === 'none' || (index !== null && index.summary.classes !== null)
  const none = isVerified ? 'no findings' : 'no findings yet'
  const damage = findings.value.some(({ severity }) => severity === 'damage')
  return (
    <Item hint="Opens the findings" bad={damage} onPick={openFindings}>
      {findings.value.length > 0 && <TriangleAlert size={12} aria-hidden="true" />}
      {findings.value.length === 0 && isVerified && (
        <Check size={12} className="verified" aria-hidden="true" />
      )}
      {findings.value.length === 0 ? none : countOf(findings.value.length, 'finding')}
    </Item>
  )
}

function RightSide({ store }: { readonly store: ShownStore }) {
  const { readOnly, bytes } = store.overview
  const reading = useStore(readerState, ({ through }) => through !== null)
  const cost = useStore(viewState, ({ lens }) => lens === 'cost')
  const small = useStore(paneState, (panes) => panes.small)
  const indexing = useStore(textIndexState, ({ index }) => index?.state === 'building')
  return (
    <>
      <Indexing />
      {reading && <ReadingPlace />}
      {cost && <PricesItem />}
      {readOnly !== null && (
        <Item hint={readOnly} onPick={openFindings}>
          <Lock size={12} aria-hidden="true" />
          read only
        </Item>
      )}
      {(bytes.wal > 0 || !(indexing || small)) && (
        <Item hint={`Size of the write-ahead log: ${formatExactBytes(bytes.wal)}`} onPick={openHead}>
          <span className="figures">wal {formatBytes(bytes.wal)}</span>
        </Item>
      )}
      <Item hint="Size of the store file" onPick={openHead}>
        <span className="figures">{formatExactBytes(bytes.db)}</span>
      </Item>
    </>
  )
}

/** A text index that is being built: one quiet line, which opens what there is to say of it. */
function Indexing() {
  const index = useStore(textIndexState, (state) => state.index)
  if (index?.state !== 'building') return null
  return (
    <Item hint="The text index for searching; opens it" onPick={() => showOverlay('text-index')}>
      <span className="figures">
        indexing {indexedPart(index)}, {formatBytes(index.bytes)}
      </span>
    </Item>
  )
}

function ReadingPlace() {
  const place = useStore(readerState, ({ place }) => place)
  return place === null ? null : (
    <span className="status-item figures">
      reading node {place.at.toLocaleString('en-US')} of {place.of.toLocaleString('en-US')}
    </span>
  )
}
