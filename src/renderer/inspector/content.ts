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

/**
 * Counts nodes and bytes by kind, in one pass over typed arrays: the window waits for it.
 * @param rows null = every row
 */
export function countContent(columns: NodeColumns, rows: readonly number[] | null): Content {
  const nodesOf = new Float64Array(nodeKinds.length)
  const bytesOf = new Float64Array(nodeKinds.length)
  const total = rows === null ? columns.count : rows.length
  let failed = 0
  let bytes = 0
  for (let i = 0; i < total; i++) {
    const row = rows === null ? i : (rows[i] ?? 0)
    const kind = columns.kind[row] ?? 0
    const size = columns.bytes[row] ?? 0
    bytes += size
    nodesOf[kind] = (nodesOf[kind] ?? 0) + 1
    bytesOf[kind] = (bytesOf[kind] ?? 0) + size
    if ((columns.flags[row] ?? 0) & NodeFlag.failed) failed++
  }
  const kinds = nodeKinds.map((kind, code) => ({
    kind,
    nodes: nodesOf[code] ?? 0,
    bytes: bytesOf[code] ?? 0
  }))
  return { nodes: total, bytes, failed, kinds: kinds.filter(({ nodes }) => nodes > 0) }
}
