import type { NodeColumns } from '@shared/domain/columns/columns'
import type { BranchRow, NodeDetail } from '@shared/ipc/store'
import { plainWords } from '@shared/text/plain-text'
import { BookOpen, Crosshair, GitBranch, GitCompare } from 'lucide-react'
import { useCallback, useEffect } from 'react'
import { useStore } from 'zustand'
import { compareBranch } from '../state/branch-compare'
import { detailState } from '../state/detail'
import type { ShownStore } from '../state/open-store'
import { openReader } from '../state/reader'
import { branchesResource } from '../state/resources'
import { selectNode } from '../state/selection'
import { goToRow } from '../state/view'
import { Button, Door } from '../ui/Controls'
import { countOf, formatAgo, formatBytes, formatExactTime } from '../ui/format'
import { Id } from '../ui/Id'
import { Loaded, PanelTitle, Section } from '../ui/Panel'
import { useNow } from '../ui/useNow'
import { ContentTable } from './ContentTable'
import { rowsBelow } from './content'
import { Line, LinkTo } from './Links'
import { useContent } from './useContent'

/** A whole orphan branch: why it is off the path, where it leaves, what it holds, what only it holds. */
export function BranchPanel({ top, store }: { readonly top: number; readonly store: ShownStore }) {
  const branches = useStore(branchesResource.state)
  const detail = useStore(detailState, (state) => state.detail)
  useEffect(branchesResource.load)
  const rows = useCallback((nodes: NodeColumns) => rowsBelow(nodes, top), [top])
  const content = useContent(store.index?.nodes, rows)
  return (
    <div className="inspector">
      <Loaded resource={branches}>
        {(rows) => {
          const branch = rows.find(({ topRow }) => topRow === top)
          return branch === undefined ? (
            <p className="inspector-empty quiet">This node is on the path: it tops no orphan branch.</p>
          ) : (
            <BranchView branch={branch} top={detail.kind === 'ready' ? detail.value : null} />
          )
        }}
      </Loaded>
      {content !== null && <ContentTable content={content} />}
    </div>
  )
}

function BranchView({ branch, top }: { readonly branch: BranchRow; readonly top: NodeDetail | null }) {
  const now = useNow()
  const title = top === null || top.card.text === '' ? 'Orphan branch' : top.card.text
  return (
    <>
      <PanelTitle
        sign={<GitBranch size={20} aria-hidden="true" />}
        title={title}
        sentence={branchSentence(branch)}
      >
        <div className="inspector-actions">
          <Button icon={BookOpen} onClick={() => openReader(branch.lastRow, branch.topRow)}>
            Read
          </Button>
          <Button icon={GitCompare} onClick={() => void compareBranch(branch.lastRow)}>
            Compare with path
          </Button>
          <Button
            icon={Crosshair}
            onClick={() => {
              goToRow(branch.topRow)
            }}
          >
            Select its top
          </Button>
        </div>
      </PanelTitle>
      <Section title="Where">
        <dl className="facts links">
          <Line name="Leaves after">
            {top?.parent ? <LinkTo link={top.parent} /> : 'nothing: its top is a root'}
          </Line>
          <Line name="Top">
            <Id id={branch.top} copy />
          </Line>
          <Line name="Ends at">
            <Door onClick={() => selectNode(branch.lastRow)}>its last node</Door>
          </Line>
          <Line name="Last words">
            {branch.lastWords === '' ? 'none' : `“${plainWords(branch.lastWords)}”`}
          </Line>
          <Line name="Last written">
            <span title={formatExactTime(branch.time)}>{formatAgo(branch.time, now)}</span>
          </Line>
        </dl>
      </Section>
      <Section title="Only here">
        <p className="quiet">{onlyHere(branch)}</p>
      </Section>
    </>
  )
}

/** @returns what a branch is and why it is off the path, in words */
function branchSentence({ class: kind, nodes, evidence, tombstoned, bytes }: BranchRow): string {
  const what = kind === 'copy' ? 'Branch of copies' : 'Orphan branch'
  const hidden = tombstoned ? ' It is tombstoned: no load shows it.' : ''
  return `${what} of ${countOf(nodes, 'node')}, ${formatBytes(bytes)}. ${evidence}${hidden}`
}

function onlyHere({ unique, variants, copies }: BranchRow): string {
  if (unique === 0 && variants === 0) return 'Nothing: every node repeats one on the path.'
  const parts = [
    unique > 0 ? `${countOf(unique, 'node')} that the path does not hold` : '',
    variants > 0 ? `${countOf(variants, 'other version')} of nodes on the path` : '',
    copies > 0 ? `${countOf(copies, 'copy', 'copies')} of nodes on the path` : ''
  ].filter((part) => part !== '')
  return `It holds ${parts.join(', ')}.`
}
