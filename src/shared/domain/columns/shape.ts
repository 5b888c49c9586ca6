import type { Column } from './room'

type ColumnType =
  | Float64ArrayConstructor
  | Int32ArrayConstructor
  | Uint32ArrayConstructor
  | Uint16ArrayConstructor
  | Uint8ArrayConstructor
type Made =
  | Float64Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>

/** The columns of a set by name, each with the types that it may have. */
export type Shape = Readonly<Record<string, ColumnType | readonly ColumnType[]>>
type OneOf<Types> = Types extends readonly (infer Type)[] ? Type : Types
type MadeBy<Type> = Type extends ColumnType ? Extract<Made, InstanceType<Type>> : never
export type ColumnsOf<S extends Shape> = { readonly [Name in keyof S]: MadeBy<OneOf<S[Name]>> }

/** What `NodeColumns` holds. */
export const NODE_COLUMNS = {
  seq: [Uint32Array, Float64Array],
  parent: Int32Array,
  kind: Uint8Array,
  flags: Uint16Array,
  bytes: Uint32Array,
  time: Float64Array,
  lines: Uint8Array
} as const

/**
 * The columns of a set that came from a file or another process.
 * @param named the column that came under a name
 * @returns undefined where one is missing or of none of its types; lengths are not looked at
 */
export function columnsOf<S extends Shape>(
  shape: S,
  named: (name: string) => Column | undefined
): ColumnsOf<S> | undefined {
  const found = Object.entries(shape).flatMap(([name, types]) => {
    const column = named(name)
    return [types].flat().some((type) => column instanceof type) ? [[name, column]] : []
  })
  // every column of the shape has been found with its type
  return found.length === Object.keys(shape).length ? (Object.fromEntries(found) as ColumnsOf<S>) : undefined
}
