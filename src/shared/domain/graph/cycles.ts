import type { SessionGraph, SessionNode } from '@shared/domain/model/node'
import { idsAt, indexNodes, type NodeIndex } from './active-path'

/**
 * All parent loops anywhere in the graph, on or off the active path, in linear time. Each loop is a list of node
 * ids that begins with its first member in node order; each member's parent is the next one.
 */
export function findCycles(graph: SessionGraph): string[][] {
  const index = indexNodes(graph.nodes)
  const walkOf = new Int32Array(graph.nodes.length).fill(-1)
  const cycles: string[][] = []
  for (const start of graph.nodes.keys()) {
    const walked = walkUp(graph.nodes, index, walkOf, start)
    const last = walked.at(-1)
    const back = last === undefined ? undefined : parentPosition(graph.nodes, index, last)
    if (back === undefined || walkOf[back] !== start) continue
    const members = walked.slice(walked.indexOf(back))
    cycles.push(idsAt(graph.nodes, startingAtSmallest(members)))
  }
  return cycles
}

/** Marks and returns the positions from `start` up that no earlier walk has seen. */
function walkUp(
  nodes: readonly SessionNode[],
  index: NodeIndex,
  walkOf: Int32Array,
  start: number
): number[] {
  const walked: number[] = []
  let position: number | undefined = start
  while (position !== undefined && walkOf[position] === -1) {
    walkOf[position] = start
    walked.push(position)
    position = parentPosition(nodes, index, position)
  }
  return walked
}

const NAMED_MEMBERS = 8

/** A loop in words: its first members, each followed by its parent, and how many more there are. */
export function loopInWords(members: readonly string[]): string {
  const rest = members.length - NAMED_MEMBERS
  return members.slice(0, NAMED_MEMBERS).join(' → ') + (rest > 0 ? ` → ${rest} more` : '')
}

function parentPosition(
  nodes: readonly SessionNode[],
  index: NodeIndex,
  position: number
): number | undefined {
  const parent = nodes[position]?.parent_node_id
  return parent === undefined ? undefined : index.get(parent)
}

function startingAtSmallest(members: readonly number[]): number[] {
  const first = members.reduce((best, position, at) => (position < (members[best] ?? 0) ? at : best), 0)
  return [...members.slice(first), ...members.slice(0, first)]
}
