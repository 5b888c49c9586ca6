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

/** Counts nodes and bytes by kind, so many rows at a time. */
export class ContentCount {
  readonly #columns: NodeColumns
  readonly #rows: readonly number[] | null
  readonly #total: number
  readonly #nodesOf = new Float64Array(nodeKinds.length)
  readonly #bytesOf = new Float64Array(nodeKinds.length)
  #failed = 0
  #at = 0

  /** @param rows null = every row */
  constructor(columns: NodeColumns, rows: readonly number[] | null) {
    this.#columns = columns
    this.#rows = rows
    this.#total = rows === null ? columns.count : rows.length
  }

  /** Counts up to so many rows more. @returns whether all are counted */
  add(rows: number): boolean {
    const { kind: kinds, bytes, flags } = this.#columns
    const nodesOf = this.#nodesOf
    const bytesOf = this.#bytesOf
    const end = Math.min(this.#total, this.#at + rows)
    for (let i = this.#at; i < end; i++) {
      const row = this.#rows === null ? i : (this.#rows[i] ?? 0)
      const kind = kinds[row] ?? 0
      nodesOf[kind] = (nodesOf[kind] ?? 0) + 1
      bytesOf[kind] = (bytesOf[kind] ?? 0) + (bytes[row] ?? 0)
      if (((flags[row] ?? 0) & NodeFlag.failed) !== 0) this.#failed++
    }
    this.#at = end
    return end === this.#total
  }

  /** What has been counted. */
  content(): Content {
    const kinds = nodeKinds.map((kind, code) => ({
      kind,
      nodes: this.#nodesOf[code] ?? 0,
      bytes: this.#bytesOf[code] ?? 0
    }))
    const bytes = kinds.reduce((sum, kind) => sum + kind.bytes, 0)
    return { nodes: this.#at, bytes, failed: this.#failed, kinds: kinds.filter(({ nodes }) => nodes > 0) }
  }
}
