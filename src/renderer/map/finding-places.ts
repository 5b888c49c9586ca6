import { NodeFlag } from '@shared/domain/columns/columns'
import { useEffect, useState } from 'react'
import type { Graph } from '../graph/graph'
import { Places } from './places'

/** Rows looked at before the window gets its turn again. */
const slice = 100_000
/** Triangles nearer to each other than this are one, px. */
const apart = 10
const damaged =
  NodeFlag.tombstoned | NodeFlag.undecodable | NodeFlag.lostParent | NodeFlag.cut | NodeFlag.inCycle

interface FindingPlaces {
  readonly damage: readonly number[]
  /** Notable, but nothing is broken. */
  readonly notes: readonly number[]
}

const none: FindingPlaces = { damage: [], notes: [] }

/** Where on a strip of this height rows with findings stand, px; looked for in slices, so that nothing waits. */
export function useFindingPlaces(graph: Graph, height: number): FindingPlaces {
  const [places, setPlaces] = useState(none)
  useEffect(() => {
    if (graph.tail !== null || height === 0) return setPlaces(none)
    const damage = new Places(graph, height, apart)
    const notes = new Places(graph, height, apart)
    let timer = 0
    const scan = (from: number): void => {
      const to = Math.min(from + slice, graph.columns.count)
      for (let row = from; row < to; row++) {
        const flags = graph.columns.flags[row] ?? 0
        if ((flags & NodeFlag.finding) === 0) continue
        if ((flags & damaged) === 0) notes.add(row)
        else damage.add(row)
      }
      if (to < graph.columns.count) timer = window.setTimeout(scan, 0, to)
      else setPlaces({ damage: damage.list(), notes: notes.list() })
    }
    timer = window.setTimeout(scan, 0, 0)
    return () => clearTimeout(timer)
  }, [graph, height])
  return places
}
