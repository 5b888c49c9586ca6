import { lastAtOrBefore } from '@shared/domain/layout/layout'
import { useEffect, useState } from 'react'
import { requestEngine } from '../bridge/engine'
import { formatCount } from '../ui/format'
import type { Graph } from './graph'

const known = new WeakMap<Graph, Map<number, string>>()

/** @returns what the copies that begin at a row repeat: "of turns 1–3", and less while that is not known */
export function useCopiedTurns(graph: Graph, row: number): string {
  const words = known.get(graph) ?? new Map<number, string>()
  known.set(graph, words)
  const [, redraw] = useState(0)
  const text = words.get(row)
  useEffect(() => {
    if (text !== undefined || graph.tail !== null) return
    let wanted = true
    void requestEngine('branch/copied', { store: graph.store, rows: [row] }).then((answer) => {
      const [copied = null] = answer.ok ? answer.value : []
      words.set(row, copied === null ? 'of earlier turns' : turnWords(graph, ...copied))
      if (wanted) redraw((count) => count + 1)
    })
    return () => {
      wanted = false
    }
  }, [graph, row, text, words])
  return text ?? 'of earlier turns'
}

function turnWords(graph: Graph, first: number, last: number): string {
  const [from, to] = [turnAt(graph, first), turnAt(graph, last)]
  if (to < 1) return 'of earlier turns'
  return from === to || from < 1
    ? `of turn ${formatCount(to)}`
    : `of turns ${formatCount(from)}–${formatCount(to)}`
}

/** The turn that a row of the spine is in, from 1; 0 where it is in none. */
function turnAt({ read }: Graph, row: number): number {
  const position = read.positionOf[row] ?? -1
  return position === -1 ? 0 : lastAtOrBefore(read.turns, position, read.turns.length) + 1
}
