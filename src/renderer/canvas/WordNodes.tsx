import { SegmentKind } from '@shared/domain/layout/chains'
import { shortenId } from '@shared/text/short-id'
import { Copy } from 'lucide-react'
import { useStore } from 'zustand'
import { cardOf, useCard } from '../graph/cards'
import { useCopiedTurns } from '../graph/copied-turns'
import type { Graph } from '../graph/graph'
import { useLostParent } from '../graph/lost-parents'
import { lostLeafWords } from '../head/lost-leaf'
import { reasonWords } from '../prune/reasons'
import { healState } from '../state/heal'
import { marksState } from '../state/marks'
import { openStoreState } from '../state/open-store'
import { countOf, formatBytes, formatCount, formatExactTime, lowerFirst } from '../ui/format'
import { KindPlate } from '../ui/KindPlate'
import { branchOf, useBranches } from './branch-rows'
import { lastOfLoop } from './lines'
import { markClasses } from './marks'
import { elementId, useIsChipSelected } from './selected'

interface OfSegment {
  readonly graph: Graph
  readonly segment: number
}

/** Copies that the runtime made, folded into one counted mark per fork. */
export function ChipNode({ graph, segment }: OfSegment) {
  const selected = useIsChipSelected(graph, segment)
  const marks = useStore(marksState, (state) => markClasses(state, graph.read.head[segment] ?? 0))
  const nodes = graph.read.folded[segment] ?? 0
  const lane = graph.read.lane[segment] ?? 0
  const turns = useCopiedTurns(graph, graph.read.head[segment] ?? 0)
  return (
    <div
      id={elementId(`k${segment}`)}
      className={`copies-chip${selected ? ' selected' : ''}${marks}`}
      role="treeitem"
      tabIndex={-1}
      aria-level={lane + 1}
      aria-selected={selected}
    >
      <div className="copies-face">
        <Copy size={12} aria-hidden="true" />
        <span className="cut">
          <b>{countOf(nodes, 'copy', 'copies')}</b> {turns}
        </span>
      </div>
    </div>
  )
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const dayLength = 24 * 60 * 60 * 1000

/** Where a turn begins on the spine: its number, a hair line, its time. */
export function TurnLabel({
  graph,
  row,
  turn
}: {
  readonly graph: Graph
  readonly row: number
  readonly turn: number | null
}) {
  const time = graph.columns.time[row] ?? Number.NaN
  const isRecent = Date.now() - time < dayLength
  return (
    <div className="canvas-turn">
      <span>{turn === null ? 'Turn' : `Turn ${formatCount(turn)}`}</span>
      <i />
      {!Number.isNaN(time) && (
        <time title={formatExactTime(time)}>{(isRecent ? clock : day).format(time)}</time>
      )}
    </div>
  )
}

/** A parent that a node names and the store does not hold. */
export function LostParentNode({ graph, segment }: OfSegment) {
  const head = graph.read.head[segment] ?? 0
  const lost = useLostParent(graph, head)
  const nodes = (graph.read.first[segment + 1] ?? 0) - (graph.read.first[segment] ?? 0)
  return (
    <div className="card lost-stub">
      <KindPlate kind="lost" />
      <div className="card-body">
        <div className="card-head">
          <span className="card-label">Lost parent</span>
          <span className="card-bytes">
            {countOf(nodes, 'node')} {nodes === 1 ? 'hangs' : 'hang'} here
          </span>
        </div>
        <p className="card-args cut" title={lost ?? undefined}>
          {lost === null ? '' : shortenId(lost)}
        </p>
      </div>
    </div>
  )
}

/** The head names a leaf that cannot be loaded. */
export function LostLeafNode() {
  const leaf = useStore(openStoreState, (store) => (store.kind === 'open' ? store.overview.leaf : null))
  const path = useStore(openStoreState, (store) =>
    store.kind === 'open' ? store.index?.summary.path : undefined
  )
  return (
    <div className="card lost-stub">
      <KindPlate kind="lost" />
      <div className="card-body">
        <div className="card-head">
          <span className="card-label">The head points here</span>
          <span className="card-bytes">
            {path?.kind === 'leaf-missing' ? lostLeafWords(path) : 'not stored'}
          </span>
        </div>
        <p className="card-args cut" title={leaf ?? undefined}>
          {leaf === null ? '' : shortenId(leaf)}
        </p>
      </div>
    </div>
  )
}

/** What heal would make the leaf (store-format.md §9.7), under its card. */
export function ProposedLeaf() {
  const proposed = useStore(healState, ({ chosen }) => chosen === null || chosen.asRuntime)
  return (
    <p className="proposed-leaf">
      {proposed ? 'Proposed leaf' : 'What lash would choose'}: last conversation node
    </p>
  )
}

/** Members of a loop that its note names. */
export const loopNames = 4

/** Rows of a loop's members, in order. */
export const membersOf = (graph: Graph, segment: number): readonly number[] =>
  Array.from(graph.read.rowAt.subarray(graph.read.first[segment], lastOfLoop(graph, segment) + 1))

export function LoopTitle({ graph, segment }: OfSegment) {
  return <p className="loop-title">Loop of {countOf(membersOf(graph, segment).length, 'node')}, no root</p>
}

/** Names the members of a loop in order, and what it does to the runtime. */
export function LoopNote({ graph, segment }: OfSegment) {
  const members = membersOf(graph, segment)
  useCard(members[0] ?? 0)
  const named = members.slice(0, loopNames).map((row) => shortenId(cardOf(row)?.id ?? '…'))
  const rest = members.length - named.length
  return (
    <div className="loop-note">
      <p className="mono">
        {named.join(' → ')}
        {rest > 0 && ` → ${rest} more`}
        {` → ${named[0] ?? ''}`}
      </p>
      <p>A path load that meets this loop never ends.</p>
    </div>
  )
}

/** Under the last card of a branch: why it ends, what it holds, whether it is stored elsewhere. */
export function BranchNote({ graph, segment }: OfSegment) {
  const head = graph.read.head[segment] ?? 0
  const branch = branchOf(useBranches(), head)
  const nodes = (graph.read.first[segment + 1] ?? 0) - (graph.read.first[segment] ?? 0)
  const isBranch = graph.read.kind[segment] === SegmentKind.branch
  if (branch === undefined) {
    return (
      <div className="branch-note">
        {isBranch ? `Branch ends here · ${countOf(nodes, 'node')}` : countOf(nodes, 'node')}
      </div>
    )
  }
  const elsewhere = branch.unique === branch.nodes ? ' · stored nowhere else' : ''
  return (
    <div className="branch-note">
      <p className="cut" title={branch.evidence}>
        Branch ends here: {lowerFirst(reasonWords(branch.reason))}
      </p>
      <p className="cut">
        {countOf(branch.nodes, 'node')} · {formatBytes(branch.bytes)}
        {elsewhere}
      </p>
    </div>
  )
}
