import { malformed, type Reader } from './reader'
import type { Shape } from './shape'
import type { Writer } from './writer'

/** One field of a struct: its shape, what a missing one means, and when the writer leaves it out. */
export interface Field<T> {
  readonly shape: Shape<T>
  missing(): T
  omitted(value: T): boolean
}

/** A field that has to be there. */
export function required<T>(shape: Shape<T>): Field<T> {
  return { shape, missing: () => malformed('a required field is missing'), omitted: () => false }
}

/** A field that is left out, or nil, when there is no value. */
export function optional<T>(shape: Shape<T>): Field<T | undefined> {
  return { shape: nullable(shape), missing: () => undefined, omitted: (value) => value === undefined }
}

/** A field with a default; written always, or unless `omitted` says it says nothing. */
export function defaulted<T>(
  shape: Shape<T>,
  missing: () => T,
  omitted: (value: T) => boolean = () => false
): Field<T> {
  return { shape, missing, omitted }
}

function nullable<T>(shape: Shape<T>): Shape<T | undefined> {
  return {
    read: (from) => {
      if (from.peek().kind !== 'nil') return shape.read(from)
      from.token()
      return undefined
    },
    write: (to, value) => (value === undefined ? to.nil() : shape.write(to, value))
  }
}

export type Fields<T> = { readonly [K in keyof T]-?: Field<T[K]> }

/**
 * A struct: written as a map with the names in the order given. Read from a map (names as text or bytes, or the index
 * of the field; unknown names are passed over, a repeated known one is refused) or from an array in field order,
 * which may end early only where the rest has defaults (store-format.md §14.7).
 */
export function record<T extends object>(fields: Fields<T>): Shape<T> {
  const all = entriesOf(fields)
  const built = (values: ReadonlyMap<string, unknown>): T => {
    const pairs = all.map(([name, field]) => [name, values.has(name) ? values.get(name) : field.missing()])
    // Every value was read by the shape of its own field, so together they are a T.
    return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as T
  }
  return {
    read: (from) => built(readFields(from, all)),
    write: (to, value) => writeFields(to, all, valuesOf(value))
  }
}

type NamedField = readonly [string, Field<unknown>]

function entriesOf(fields: object): readonly NamedField[] {
  return Object.entries(fields)
}

function valuesOf(value: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(value))
}

function readFields(from: Reader, all: readonly NamedField[]): ReadonlyMap<string, unknown> {
  const token = from.token()
  if (token.kind === 'map') return from.inside(() => readFieldMap(from, all, token.length))
  if (token.kind === 'array') return from.inside(() => readFieldArray(from, all, token.length))
  return malformed(`${token.kind} where a struct should be`)
}

function readFieldMap(
  from: Reader,
  all: readonly NamedField[],
  length: number
): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>()
  for (let i = 0; i < length; i++) {
    const known = fieldNamed(from, all)
    if (known === undefined) {
      from.passOver()
      continue
    }
    const [name, field] = known
    if (values.has(name)) return malformed(`the field ${name} is repeated`)
    values.set(name, field.shape.read(from))
  }
  return values
}

function fieldNamed(from: Reader, all: readonly NamedField[]): NamedField | undefined {
  const token = from.token()
  if (token.kind === 'integer' && !token.signed) return all[Number(token.value)]
  if (token.kind !== 'text' && token.kind !== 'bytes')
    return malformed(`${token.kind} as the name of a field`)
  const name = from.text(token.length)
  return all.find(([known]) => known === name)
}

function readFieldArray(
  from: Reader,
  all: readonly NamedField[],
  length: number
): ReadonlyMap<string, unknown> {
  if (length > all.length) return malformed('a struct with too many fields')
  return new Map(all.slice(0, length).map(([name, field]) => [name, field.shape.read(from)]))
}

function writeFields(to: Writer, all: readonly NamedField[], values: ReadonlyMap<string, unknown>): void {
  const kept = all.filter(([name, field]) => !field.omitted(values.get(name)))
  to.mapHeader(kept.length)
  for (const [name, field] of kept) {
    to.text(name)
    field.shape.write(to, values.get(name))
  }
}
