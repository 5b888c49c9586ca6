import { NodeFlag } from '@shared/domain/columns/columns'
import { TriangleAlert } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { positionToShow } from '../canvas/canvas-state'
import { yOfPosition } from '../canvas/place'
import type { Graph } from '../graph/graph'
import { searchState } from '../state/search'
import { rowOfSelection, selectionState } from '../state/selection'
import { stripHead, stripScale } from './strip-view'

/** Ticks nearer to each other than this are one, px. */
const apart = 3
const trianglesApart = 10

/** Findings, search hits and the selection, at the right edge of the strip. */
export function Ticks({ graph }: { readonly graph: Graph }) {
  const box = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(0)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setHeight(entry?.contentRect.height ?? 0))
    if (box.current !== null) observer.observe(box.current)
    return () => observer.disconnect()
  }, [])
  const hits = useStore(searchState, ({ rows }) => rows)
  const selected = useStore(selectionState, ({ selection }) => rowOfSelection(selection))
  const damage = useMemo(
    () => places(graph, height, rowsWithFindings(graph, true), trianglesApart),
    [graph, height]
  )
  const notes = useMemo(
    () => places(graph, height, rowsWithFindings(graph, false), trianglesApart),
    [graph, height]
  )
  const bars = useMemo(() => places(graph, height, hits, apart), [graph, height, hits])
  const at = selected === null ? [] : places(graph, height, [selected], apart)
  return (
    <div ref={box} className="map-ticks" aria-hidden="true">
      {bars.map((y) => (
        <i key={y} className="map-hit" style={{ top: y }} />
      ))}
      {notes.map((y) => (
        <TriangleAlert key={y} className="map-finding" size={12} style={{ top: y - 6 }} />
      ))}
      {damage.map((y) => (
        <TriangleAlert key={y} className="map-finding damage" size={12} style={{ top: y - 6 }} />
      ))}
      {at.map((y) => (
        <i key={y} className="map-selected" style={{ top: y }} />
      ))}
    </div>
  )
}

/** Where rows stand on the strip, px; those that would touch are one. */
function places(graph: Graph, height: number, rows: Iterable<number>, gap: number): readonly number[] {
  const scale = stripScale(graph, height)
  const taken = new Set<number>()
  for (const row of rows) {
    const position = positionToShow(graph, row)
    if (position === -1) continue
    const y = stripHead + (yOfPosition(graph, 'read', position) - graph.bounds.top) * scale
    taken.add(Math.round(y / gap) * gap)
  }
  return [...taken]
}

const damaged = NodeFlag.undecodable | NodeFlag.lostParent | NodeFlag.cut | NodeFlag.inCycle

/** Rows with a finding: those that are damaged, or those where something is merely notable. */
function* rowsWithFindings({ columns, tail }: Graph, damage: boolean): Generator<number> {
  if (tail !== null) return
  for (let row = 0; row < columns.count; row++) {
    const flags = columns.flags[row] ?? 0
    if ((flags & NodeFlag.finding) !== 0 && ((flags & damaged) !== 0) === damage) yield row
  }
}
