import './cards.css'
import { NodeFlag } from '@shared/domain/columns/columns'
import { Ban, Check, CircleX, CornerDownLeft } from 'lucide-react'
import { memo } from 'react'
import { useStore } from 'zustand'
import { useCard } from '../graph/cards'
import { type Graph, isOnPath } from '../graph/graph'
import { marksState } from '../state/marks'
import { kindColour } from '../theme/kinds'
import { formatBytes, formatCount } from '../ui/format'
import { KindPlate } from '../ui/KindPlate'
import { PlainText } from '../ui/PlainText'
import { type CardWords, cardPlace, cardWords } from './card-words'
import { costStyle, markClasses } from './marks'
import { elementId, useIsRowSelected } from './selected'

/** One node at reading size: its plate on the line, its words beside it. */
export const CardNode = memo(function CardNode({
  graph,
  row,
  lane
}: {
  readonly graph: Graph
  readonly row: number
  readonly lane: number
}) {
  const card = useCard(row)
  const selected = useIsRowSelected(graph, row)
  const marks = useStore(marksState, (state) => markClasses(state, row))
  const cost = useStore(marksState, (state) => costStyle(state, row))
  const words = cardWords(graph, row, card)
  const flags = graph.columns.flags[row] ?? 0
  const torn = (flags & NodeFlag.undecodable) !== 0
  return (
    <div
      id={elementId(`n${row}`)}
      className={`card ${stateClasses(flags, isOnPath(graph, row), selected)}${marks}`}
      role="treeitem"
      tabIndex={-1}
      aria-level={lane + 1}
      aria-selected={selected}
    >
      <span className="visually-hidden">{cardPlace(graph, row, words)}</span>
      <KindPlate kind={torn ? 'unreadable' : words.kind} selected={selected} />
      <div className="card-body" style={cost}>
        <CardHead graph={graph} row={row} words={words} torn={torn} />
        {words.kind === 'toolCall' && !torn ? (
          <ToolLines words={words} />
        ) : (
          <CardText lines={torn ? 2 : (graph.columns.lines[row] ?? 0)} text={words.text} />
        )}
        {torn && <TornEdge />}
      </div>
    </div>
  )
})

function stateClasses(flags: number, onPath: boolean, selected: boolean): string {
  const classes = [onPath ? 'on-path' : 'off-path']
  if ((flags & NodeFlag.tombstoned) !== 0) classes.push('tombstoned')
  if ((flags & NodeFlag.undecodable) !== 0) classes.push('torn')
  if (selected) classes.push('selected')
  return classes.join(' ')
}

function CardHead({
  graph,
  row,
  words,
  torn
}: {
  readonly graph: Graph
  readonly row: number
  readonly words: CardWords
  readonly torn: boolean
}) {
  const bytes = graph.columns.bytes[row] ?? 0
  const tombstoned = ((graph.columns.flags[row] ?? 0) & NodeFlag.tombstoned) !== 0
  if (words.kind === 'toolCall' && !torn) {
    return (
      <div className="card-head">
        <span className="card-tool cut">{words.label}</span>
        {tombstoned ? <span className="card-bytes">tombstoned</span> : <ToolState state={words.state} />}
      </div>
    )
  }
  const plain = words.kind === 'toolResult' && !torn
  return (
    <div className="card-head">
      <span
        className={plain ? 'card-plain cut' : 'card-label cut'}
        style={plain ? undefined : { color: kindColour(torn ? 'unreadable' : words.kind) }}
      >
        {words.label}
      </span>
      {words.note !== '' && <span className="card-note cut">{words.note}</span>}
      <span className="card-bytes">
        {tombstoned
          ? 'tombstoned'
          : torn
            ? `seq ${graph.columns.seq[row]} · ${formatCount(bytes)} B`
            : formatBytes(bytes)}
      </span>
    </div>
  )
}

function CardText({ lines, text }: { readonly lines: number; readonly text: string }) {
  if (lines === 0) return null
  return (
    <p className="card-text" dir="auto" style={{ WebkitLineClamp: lines }}>
      <PlainText text={text} />
    </p>
  )
}

/** Teeth of 12 px, as many as the widest card needs; the rest is cut off. */
const teeth = `M0 0${'l6 6l6 -6'.repeat(30)}`

function TornEdge() {
  return (
    <svg className="torn-edge" height="9" aria-hidden="true">
      <path className="below" d={`${teeth}V9H0Z`} />
      <path d={teeth} />
    </svg>
  )
}

function ToolLines({ words }: { readonly words: CardWords }) {
  return (
    <>
      <p className="card-args cut">{words.text}</p>
      <p className="card-result">
        <CornerDownLeft size={12} aria-hidden="true" />
        <span className="cut">{words.result}</span>
      </p>
    </>
  )
}

function ToolState({ state }: { readonly state: CardWords['state'] }) {
  if (state === 'failed') {
    return (
      <span className="card-badge">
        <CircleX size={12} aria-hidden="true" />
        failed
      </span>
    )
  }
  if (state === 'cancelled') {
    return (
      <span className="card-badge dashed">
        <Ban size={12} aria-hidden="true" />
        cancelled
      </span>
    )
  }
  return (
    <span className="card-done">
      <Check size={12} aria-hidden="true" />
      done
    </span>
  )
}
