import { NodeFlag, nodeKinds } from '@shared/domain/columns/columns'
import type { Graph } from '../graph/graph'

/** What a run's card says of the nodes folded into it. */
export interface RunFacts {
  readonly first: number
  /** The row whose words name the run: its first message with text, else its first node. */
  readonly named: number
  readonly last: number
  readonly nodes: number
  readonly tools: number
  readonly failed: number
  readonly bytes: number
  /** Codes of kinds in order; at most `stripSamples` of them. */
  readonly strip: readonly number[]
}

const stripSamples = 24
const toolCall = nodeKinds.indexOf('toolCall')
const spoken: ReadonlySet<number> = new Set([nodeKinds.indexOf('user'), nodeKinds.indexOf('assistant')])
const known = new WeakMap<Graph, Map<number, RunFacts>>()

/** Counts a run when it is looked at, once per graph. */
export function runFacts(graph: Graph, run: number): RunFacts {
  const facts = known.get(graph) ?? new Map<number, RunFacts>()
  known.set(graph, facts)
  const found = facts.get(run) ?? countRun(graph, run)
  facts.set(run, found)
  return found
}

function countRun({ columns, read, runs }: Graph, run: number): RunFacts {
  const start = runs.runStart[run] ?? 0
  const end = runs.runStart[run + 1] ?? start
  let tools = 0
  let failed = 0
  let bytes = 0
  let named = -1
  for (let position = start; position < end; position++) {
    const row = read.rowAt[position] ?? 0
    bytes += columns.bytes[row] ?? 0
    if (named === -1 && (columns.lines[row] ?? 0) > 0 && spoken.has(columns.kind[row] ?? 0)) named = row
    if (columns.kind[row] !== toolCall) continue
    tools++
    if (((columns.flags[row] ?? 0) & NodeFlag.failed) !== 0) failed++
  }
  const nodes = end - start
  const samples = Math.min(nodes, stripSamples)
  const strip = Array.from({ length: samples }, (_, i) => {
    const position = start + Math.floor((i * nodes) / samples)
    return columns.kind[read.rowAt[position] ?? 0] ?? 0
  })
  const first = read.rowAt[start] ?? 0
  const last = read.rowAt[end - 1] ?? 0
  return { first, named: named === -1 ? first : named, last, nodes, tools, failed, bytes, strip }
}
