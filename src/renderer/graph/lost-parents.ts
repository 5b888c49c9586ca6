import type { StoreId } from '@shared/ipc/store'
import { useEffect, useState } from 'react'
import { requestEngine } from '../bridge/engine'
import { isShown } from '../state/open-store'
import type { Graph } from './graph'

const known = new WeakMap<Graph, Map<number, string>>()

/** What was known in an earlier graph of a store, by `seq`: said until it has been read again, so that nothing goes blank. */
const before: { store: StoreId | null; readonly ids: Map<number, string> } = { store: null, ids: new Map() }

function keep({ store, columns }: Graph, row: number, id: string): void {
  if (!isShown(store)) return
  if (before.store !== store) before.ids.clear()
  before.store = store
  before.ids.set(columns.seq[row] ?? -1, id)
}

const idBefore = ({ store, columns }: Graph, row: number): string | null =>
  before.store === store ? (before.ids.get(columns.seq[row] ?? -1) ?? null) : null

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
      keep(graph, row, answer.value.parent.id)
      if (wanted) redraw((count) => count + 1)
    })
    return () => {
      wanted = false
    }
  }, [graph, row, id, ids])
  return id ?? idBefore(graph, row)
}
