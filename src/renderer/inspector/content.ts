import { type NodeColumns, NodeFlag, type NodeKind, nodeKinds } from '@shared/domain/columns/columns'

/** @returns the rows whose chain of parents reaches `top`, `top` included, in the order of the store */
export function rowsBelow(nodes: NodeColumns, top: number): number[] {
  const unknown = 0
  const inside = 1
  const outside = 2
  const place = new Uint8Array(nodes.count)
  place[top] = inside
  const rows: number[] = []
  const chain: number[] = []
  for (let row = 0; row < nodes.count; row++) {
    chain.length = 0
    let at = row
    while (at >= 0 && place[at] === unknown) {
      // A loop of parents comes back to a row marked here, and so ends outside.
      place[at] = outside
      chain.push(at)
      at = nodes.parent[at] ?? -1
    }
    if (at >= 0 && place[at] === inside) for (const walked of chain) place[walked] = inside
  }
  for (let row = 0; row < nodes.count; row++) if (place[row] === inside) rows.push(row)
  return rows
}

/** @returns the rows of an unbranched stretch, root side first */
export function rowsBetween(nodes: NodeColumns, first: number, last: number): number[] {
  const rows: number[] = []
  for (let row = last; row >= 0 && rows.length < nodes.count; row = nodes.parent[row] ?? -1) {
    rows.push(row)
    if (row === first) break
  }
  return rows.reverse()
}

export interface Content {
  readonly nodes: number
  readonly bytes: number
  readonly failed: number
  /** The kinds that occur, in the order in which the app always lists them. */
  readonly kinds: readonly { readonly kind: NodeKind; readonly nodes: number; readonly bytes: number }[]
}

/** Counts nodes and bytes of rows by kind. */
export function countContent(columns: NodeColumns, rows: readonly number[]): Content {
  const counts = nodeKinds.map((kind) => ({ kind, nodes: 0, bytes: 0 }))
  let failed = 0
  let bytes = 0
  for (const row of rows) {
    const kind = counts[columns.kind[row] ?? -1]
    const size = columns.bytes[row] ?? 0
    bytes += size
    if ((columns.flags[row] ?? 0) & NodeFlag.failed) failed++
    if (kind === undefined) continue
    kind.nodes++
    kind.bytes += size
  }
  return { nodes: rows.length, bytes, failed, kinds: counts.filter(({ nodes }) => nodes > 0) }
}
