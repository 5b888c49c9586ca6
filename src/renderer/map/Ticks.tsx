import { TriangleAlert } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Graph } from '../graph/graph'
import { searchState } from '../state/search'
import { rowOfSelection, selectionState } from '../state/selection'
import { useFindingPlaces } from './finding-places'
import { Places } from './places'

/** Ticks nearer to each other than this are one, px. */
const apart = 3

/** Findings, search hits and the selection, at the edges of the strip. */
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
  const { damage, notes } = useFindingPlaces(graph, height)
  const bars = useHitPlaces(graph, height, hits)
  const here = selected === null ? [] : placesOf(graph, height, [selected])
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
      {here.map((y) => (
        <i key={y} className="map-selected" style={{ top: y }} />
      ))}
    </div>
  )
}

/** Places of hits, which come by and by: those that are known are not placed again. */
function useHitPlaces(graph: Graph, height: number, hits: readonly number[]): readonly number[] {
  const known = useRef<readonly number[]>([])
  const places = useMemo(() => {
    known.current = []
    return new Places(graph, height, apart)
  }, [graph, height])
  return useMemo(() => {
    const rows = known.current
    const goesOn = rows.length <= hits.length && rows.at(-1) === hits[rows.length - 1] && rows[0] === hits[0]
    if (!goesOn) places.clear()
    for (let at = goesOn ? rows.length : 0; at < hits.length; at++) places.add(hits[at] ?? -1)
    known.current = hits
    return places.list()
  }, [places, hits])
}

function placesOf(graph: Graph, height: number, rows: readonly number[]): readonly number[] {
  const places = new Places(graph, height, apart)
  for (const row of rows) places.add(row)
  return places.list()
}
