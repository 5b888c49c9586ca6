import { useEffect, useState } from 'react'
import { requestEngine } from '../bridge/engine'
import type { Graph } from './graph'

const known = new WeakMap<Graph, Map<number, string>>()

/** The id of the parent that a node names and the store does not hold; null until it is known. */
export function useLostParent(graph: Graph, row: number): string | null {
  const ids = known.get(graph) ?? new Map<number, string>()
  known.set(graph, ids)
  const [, redraw] = useState(0)
  const id = ids.get(row) ?? null
  useEffect(() => {
    if (id !== null) return
    let wanted = true
    void requestEngine('node/read', { store: graph.store, row }).then((answer) => {
      if (!answer.ok || answer.value.parent === null) return
      ids.set(row, answer.value.parent.id)
      if (wanted) redraw((count) => count + 1)
    })
    return () => {
      wanted = false
    }
  }, [graph, row, id, ids])
  return id
}
