import { isMessageRow, NodeFlag } from '@shared/domain/columns/columns'
import type { GraphIndex } from '@shared/domain/columns/graph-index'
import { DEAD, isLive } from '@shared/domain/columns/link'
import { above, healedRow } from '@shared/domain/columns/path'
import { RowTable } from '@shared/domain/columns/row-table'
import { err, ok, type Result } from '@shared/result'

/** What only the store itself can tell, asked of the few rows where columns do not say it. */
export interface StoredLinks<E> {
  /** The live row whose column is the head's leaf, or -1. */
  leaf(): number
  /** The live row that SQLite finds above `row`, or -1. Errors: SQLite cannot read the row. */
  above(row: number): Result<number, E>
}

/** A loop of parents in which the runtime never returns; each member's parent is the next one. */
export interface Hang {
  readonly kind: 'hang'
  readonly members: readonly number[]
}

/** What a resumed runtime holds, as rows. */
export interface Resident {
  /** Root first; undefined = every row that a full load gives. */
  readonly rows: readonly number[] | undefined
  /** The row that healing has moved the leaf to, -1 = to none; undefined = the leaf resolves, or there is none. */
  readonly healed: number | undefined
  /** Nodes of the active path. */
  readonly pathLength: number
}

/** Rows that were loaded, and how they find each other by the ids in their JSON. */
interface Loaded {
  readonly leaf: number
  readonly up: (row: number) => number
  /** The row that counts where several have the id of `row`. */
  readonly standing: (row: number) => number
  /** The last message in node order, or -1. */
  readonly lastMessage: () => number
}

/** What stays in memory where everything is kept: the full load, healed (store-format.md §11.6). */
export function residentOfAll(graph: GraphIndex, leafNamed: boolean): Result<Resident, Hang> {
  const { count, parent, flags, shadowed, leafRow } = graph
  const resumed = resume(count, leafNamed, {
    leaf: leafRow,
    up: (row) => above(parent, flags, row),
    standing: (row) => shadowed.get(row) ?? row,
    lastMessage: () => healedRow(graph)
  })
  if (!resumed.ok) return resumed
  const { path, healed } = resumed.value
  return ok({ rows: undefined, healed, pathLength: path.length })
}

/**
 * What stays in memory where only the active path is loaded: the rows that SQLite walks, healed among themselves, then
 * trimmed to their path (store-format.md §10.1, §11.6).
 */
export function residentOfPath<E>(
  graph: GraphIndex,
  leafNamed: boolean,
  links: StoredLinks<E>
): Result<Resident, Hang | StoredLoop | E> {
  const walked = leafNamed ? walkStored(graph, links) : ok([])
  if (!walked.ok) return walked
  const nodes = walked.value.filter((row) => isLive(graph.flags, row))
  const resumed = resume(graph.count, leafNamed, loadedAmong(graph, nodes))
  if (!resumed.ok) return resumed
  const { path, healed } = resumed.value
  return ok({ rows: path, healed, pathLength: path.length })
}

/** A loop that SQLite's own walk would follow forever. */
export interface StoredLoop {
  readonly kind: 'stored-loop'
  readonly members: readonly number[]
}

/** The live rows from the leaf to the root by their columns, root first; those that do not decode are passed through. */
function walkStored<E>(graph: GraphIndex, links: StoredLinks<E>): Result<number[], StoredLoop | E> {
  const seen = new Uint8Array(graph.count)
  const walked: number[] = []
  for (let row = links.leaf(); row >= 0; ) {
    if (seen[row] === 1) return err({ kind: 'stored-loop', members: walked.slice(walked.indexOf(row)) })
    seen[row] = 1
    walked.push(row)
    const up = rowAbove(graph, row)
    if (up !== undefined) {
      row = up
      continue
    }
    const asked = links.above(row)
    if (!asked.ok) return asked
    row = asked.value
  }
  return ok(walked.reverse())
}

/** The row above as SQLite finds it, where the columns say it for certain; undefined where they do not. */
function rowAbove({ parent, flags, renamed }: GraphIndex, row: number): number | undefined {
  const up = parent[row] ?? -1
  if (((flags[row] ?? 0) & (DEAD | NodeFlag.cut | NodeFlag.lostParent)) !== 0) return undefined
  return up >= 0 && renamed.has(up) ? undefined : up
}

function loadedAmong(graph: GraphIndex, nodes: readonly number[]): Loaded {
  const { parent, flags, idLow, idHigh, leafRow } = graph
  const table = new RowTable(nodes.length, idLow, idHigh)
  for (const row of nodes) table.put(row)
  const standing = (row: number) => (row < 0 ? -1 : table.find(idLow[row] ?? 0, idHigh[row] ?? 0))
  return {
    leaf: standing(leafRow),
    up: (row) => standing(above(parent, flags, row)),
    standing,
    lastMessage: () => nodes.findLast((row) => isMessageRow(graph.kind, row)) ?? -1
  }
}

/** Heals the leaf and walks the path, which hangs on a loop before as well as after. */
function resume(
  count: number,
  leafNamed: boolean,
  loaded: Loaded
): Result<{ readonly path: number[]; readonly healed: number | undefined }, Hang> {
  const healed = leafNamed && loaded.leaf < 0 ? loaded.lastMessage() : undefined
  const start = healed === undefined ? loaded.leaf : healed < 0 ? -1 : loaded.standing(healed)
  const seen = new Uint8Array(count)
  const path: number[] = []
  for (let row = start; row >= 0; row = loaded.up(row)) {
    if (seen[row] === 1) return err({ kind: 'hang', members: path.slice(path.indexOf(row)) })
    seen[row] = 1
    path.push(row)
  }
  return ok({ path: path.reverse(), healed })
}
