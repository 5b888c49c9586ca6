import './cards.css'
import { NodeFlag, nodeKinds } from '@shared/domain/columns/columns'
import type { NodeCard } from '@shared/ipc/store'
import { plainWords } from '@shared/text/plain-text'
import { memo } from 'react'
import { useStore } from 'zustand'
import { useCard } from '../graph/cards'
import { type Graph, isOnPath } from '../graph/graph'
import { marksState } from '../state/marks'
import { kindColour, kindNames } from '../theme/kinds'
import { countOf, formatBytes } from '../ui/format'
import { markClasses } from './marks'
import { type RunFacts, runFacts } from './run-facts'
import { elementId, useIsRunSelected } from './selected'

/** An unbranched stretch as one card: first words, counts, its kinds in order, bytes. */
export const RunNode = memo(function RunNode({
  graph,
  run,
  lane
}: {
  readonly graph: Graph
  readonly run: number
  readonly lane: number
}) {
  const facts = runFacts(graph, run)
  const card = useCard(facts.named)
  const selected = useIsRunSelected(graph, run)
  const marks = useStore(marksState, (state) => markClasses(state, facts.first))
  const flags = graph.columns.flags[facts.last] ?? 0
  const title = card === undefined ? '' : titleOf(card)
  const counts = countsOf(facts, flags)
  const place = isOnPath(graph, facts.last) ? 'on-path' : 'off-path'
  const tombstoned = (flags & NodeFlag.tombstoned) === 0 ? '' : ' tombstoned'
  return (
    <div
      id={elementId(`r${run}`)}
      className={`run ${place}${tombstoned}${selected ? ' selected' : ''}${marks}`}
      role="treeitem"
      tabIndex={-1}
      aria-level={lane + 1}
      aria-selected={selected}
    >
      <span className="visually-hidden">{place === 'on-path' ? 'On the path:' : 'Off the path:'}</span>
      <p className="run-title cut" dir="auto">
        {title}
      </p>
      <p className="run-counts cut">{counts}</p>
      <div className="run-foot">
        <KindStrip strip={facts.strip} />
        <span className="card-bytes">{formatBytes(facts.bytes)}</span>
      </div>
    </div>
  )
})

/** A call is named by its tool, anything else by its first words. */
const titleOf = ({ kind, label, note, text }: NodeCard): string =>
  kind === 'toolCall' ? label : plainWords(text) || [label, note].filter(Boolean).join(' · ')

function countsOf({ nodes, tools, failed }: RunFacts, flags: number): string {
  const parts = [countOf(nodes, 'step')]
  if (tools > 0)
    parts.push(failed > 0 ? `${countOf(tools, 'tool')}, ${failed} failed` : countOf(tools, 'tool'))
  if ((flags & NodeFlag.leaf) !== 0) parts.push('leaf')
  return parts.join(' · ')
}

const barWidth = 4
const barPitch = 5

/** The kinds of a run in order, one bar each; one background, as a run has up to 24 of them. */
const KindStrip = memo(function KindStrip({ strip }: { readonly strip: readonly number[] }) {
  const kinds = strip.map((code) => nodeKinds[code] ?? 'unknown')
  const stops = kinds.map((kind, at) => {
    const from = at * barPitch
    const to = from + barWidth
    return `${kindColour(kind)} ${from}px ${to}px, transparent ${to}px ${from + barPitch}px`
  })
  const style = {
    width: kinds.length * barPitch,
    backgroundImage: `linear-gradient(90deg, ${stops.join(', ')})`
  }
  const names = [...new Set(kinds)].map((kind) => kindNames[kind][0])
  return <span className="kind-strip" style={style} title={names.join(', ')} aria-hidden="true" />
})
