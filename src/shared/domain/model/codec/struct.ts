import { isRawArray, isRawObject, type Raw, type RawObject, RepeatedKeys } from '@shared/json/raw'
import { type Codec, type Decoding, expected, fail } from './codec'

/** One field of a struct. `undefined` stands for "absent" in both directions. */
export interface Field<V> {
  read(raw: Raw | undefined, at: Decoding): V
  write(value: V): string | undefined
  /** A tag has a key, but no place when the struct stands as an array in field order; the third is not stored. */
  readonly stored: 'member' | 'tag' | 'never'
}

type NamedFields = Readonly<Record<string, Field<unknown>>>

export type Fields<T> = NamedFields & {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? Field<T[K] | undefined> : Field<T[K]>
}

/** `f` in store-format.md: must be there. */
export function required<V>(codec: Codec<V>): Field<V> {
  return {
    read: (raw, at) => (raw === undefined ? fail('is missing') : codec.read(raw, at)),
    write: (value) => codec.write(value),
    stored: 'member'
  }
}

/** `f?`: absent or null reads as absent, absent is not written. */
export function optional<V>(codec: Codec<V>): Field<V | undefined> {
  return {
    read: (raw, at) => (raw === undefined || raw === null ? undefined : codec.read(raw, at)),
    write: (value) => (value === undefined ? undefined : codec.write(value)),
    stored: 'member'
  }
}

/** May be absent or null when read; absent is written as null. */
export function nullable<V>(codec: Codec<V>): Field<V | null> {
  return {
    read: (raw, at) => (raw === undefined || raw === null ? null : codec.read(raw, at)),
    write: (value) => (value === null ? 'null' : codec.write(value)),
    stored: 'member'
  }
}

/** `f=def`: has a default when absent (null is refused); written always, or only when `isWritten` says so. */
export function defaulted<V>(
  codec: Codec<V>,
  value: V,
  isWritten: (value: V) => boolean = () => true
): Field<V> {
  return {
    read: (raw, at) => (raw === undefined ? value : codec.read(raw, at)),
    write: (own) => (isWritten(own) ? codec.write(own) : undefined),
    stored: 'member'
  }
}

/** The tag of a variant; `tagged` has read it already. */
export function tag<V extends string>(name: V): Field<V> {
  return { read: () => name, write: () => `"${name}"`, stored: 'tag' }
}

/**
 * A struct: keys in any order, unknown keys ignored, repeated keys refused, or an array of the values in field order,
 * in which only fields with a default may be missing at the end. Written in the order of `fields`.
 */
export function struct<T extends object>(fields: Fields<T>): Codec<T> {
  const list = Object.entries<Field<unknown>>(fields)
  const keys = storedKeys(list)
  const positional = list.filter(([, field]) => field.stored === 'member')
  return {
    read(raw, at) {
      const values = isRawArray(raw) ? nameValues(raw, positional) : structObject(raw, at, keys)
      return readFields<T>(list, values, at)
    },
    write: (value) => writeFields(list, value)
  }
}

/** Like `struct`, but an array does not stand for it. */
export function keyedStruct<T extends object>(fields: Fields<T>): Codec<T> {
  const list = Object.entries<Field<unknown>>(fields)
  const keys = storedKeys(list)
  return {
    read: (raw, at) => readFields<T>(list, structObject(raw, at, keys), at),
    write: (value) => writeFields(list, value)
  }
}

/** The object of a struct. A repeated key is an error when it is one of the known ones. */
export function structObject(raw: Raw, at: Decoding, known: ReadonlySet<string>): RawObject {
  if (isRawObject(raw)) return raw
  if (!(raw instanceof RepeatedKeys)) return expected('an object', raw)
  if (at.source !== 'value') {
    for (const key of raw.repeated) if (known.has(key)) fail(`key ${JSON.stringify(key)} is repeated`)
  }
  return raw.last
}

type FieldList = readonly (readonly [string, Field<unknown>])[]

function storedKeys(list: FieldList): ReadonlySet<string> {
  return new Set(list.filter(([, field]) => field.stored !== 'never').map(([name]) => name))
}

function nameValues(raw: readonly Raw[], positional: FieldList): RawObject {
  if (raw.length > positional.length)
    fail(`expected at most ${positional.length} values, found ${raw.length}`)
  return Object.fromEntries(raw.map((value, index) => [positional[index]?.[0] ?? '', value]))
}

function readFields<T extends object>(list: FieldList, values: RawObject, at: Decoding): T {
  const struct: Record<string, unknown> = {}
  for (const [name, field] of list) {
    at.path.push(name)
    const value: unknown = field.read(values[name], at)
    at.path.pop()
    if (value !== undefined) struct[name] = value
  }
  // `Fields<T>` has one field for every key of T and of its type, so what they read is a T.
  return struct as T
}

function writeFields(list: FieldList, value: object): string {
  const own: Record<string, unknown> = { ...value }
  let text = ''
  for (const [name, field] of list) {
    const written = field.write(own[name])
    if (written !== undefined) text += `${text === '' ? '' : ','}"${name}":${written}`
  }
  return `{${text}}`
}
