import { NodeFlag } from '@shared/domain/columns/columns'
import { useEffect, useState } from 'react'
import type { Graph } from '../graph/graph'
import { inTurns } from '../ui/in-turns'
import { Places } from './places'

/** Rows looked at in one step. */
const slice = 5000
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
    let from = 0
    return inTurns(() => {
      const to = Math.min(from + slice, graph.columns.count)
      for (let row = from; row < to; row++) {
        const flags = graph.columns.flags[row] ?? 0
        if ((flags & NodeFlag.finding) === 0) continue
        if ((flags & damaged) === 0) notes.add(row)
        else damage.add(row)
      }
      from = to
      if (to === graph.columns.count) setPlaces({ damage: damage.list(), notes: notes.list() })
      return to === graph.columns.count
    })
  }, [graph, height])
  return places
}
