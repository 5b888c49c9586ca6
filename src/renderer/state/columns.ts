import type { NodeColumns } from '@shared/domain/columns/columns'
import { roomyLike } from '@shared/domain/columns/room'
import { columnsOf, NODE_COLUMNS } from '@shared/domain/columns/shape'
import type { ColumnData, EnginePushes } from '@shared/ipc/store'

/** The columns of one set ("nodes", "layout/read", "layout/runs") by name. */
export type ColumnSet = ReadonlyMap<string, ColumnData>
export type ColumnSets = ReadonlyMap<string, ColumnSet>

/** Puts the chunks of one generation together, until the engine says that all have been sent. */
export class ColumnAssembly {
  readonly #sets = new Map<string, Map<string, ColumnData>>()
  readonly #before: ColumnSets

  /** @param before the generation that this one builds on: what is not sent again is as it was there */
  constructor(before: ColumnSets = new Map()) {
    this.#before = before
  }

  add({ set, name, offset, total, data }: EnginePushes['index/chunk']): void {
    const columns = this.#sets.get(set) ?? new Map<string, ColumnData>()
    this.#sets.set(set, columns)
    if (data.length === total) {
      columns.set(name, data)
      return
    }
    const known = columns.get(name)
    const column = known?.length === total ? known : this.#startOf(set, name, data, total)
    column.set(data, offset)
    columns.set(name, column)
  }

  /** @returns the generation before with every column that was sent put in its place */
  finish(): ColumnSets {
    const sets = new Map(this.#before)
    for (const [set, columns] of this.#sets)
      sets.set(set, new Map([...(this.#before.get(set) ?? []), ...columns]))
    return sets
  }

  #startOf(set: string, name: string, data: ColumnData, total: number): ColumnData {
    const column = roomyLike(data, total)
    const before = this.#before.get(set)?.get(name)
    if (before !== undefined) column.set(before.subarray(0, total))
    return column
  }
}

/** The columns of an object by name. */
export const columnSet = (columns: object): ColumnSet =>
  new Map(
    Object.entries(columns).filter((entry): entry is [string, ColumnData] => ArrayBuffer.isView(entry[1]))
  )

/** @returns the node columns of the set "nodes", or null where one is missing or of another type or length */
export function toNodeColumns(set: ColumnSet | undefined): NodeColumns | null {
  const columns = columnsOf(NODE_COLUMNS, (name) => set?.get(name))
  if (columns === undefined) return null
  const count = columns.seq.length
  return Object.values(columns).every(({ length }) => length === count) ? { count, ...columns } : null
}
