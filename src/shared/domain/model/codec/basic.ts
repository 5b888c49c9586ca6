import { toJson } from '@shared/json/parse'
import { isRawArray, isRawObject, type Raw, RepeatedKeys } from '@shared/json/raw'
import type { Json } from '@shared/json/value'
import { sortedEntries, writeJson, writeString } from '@shared/json/write'
import { type Codec, type Decoding, demandReadable, expected, fail, within } from './codec'

/** Codecs of the values that structs are made of. */

export const string: Codec<string> = {
  read: (raw) => (typeof raw === 'string' ? raw : expected('a string', raw)),
  write: writeString
}

export const bool: Codec<boolean> = {
  read: (raw) => (typeof raw === 'boolean' ? raw : expected('true or false', raw)),
  write: String
}

export const u64 = integer(0n, 2n ** 64n - 1n)
export const i64 = integer(-(2n ** 63n), 2n ** 63n - 1n)
export const u32 = integer(0n, 2n ** 32n - 1n)
export const i32 = integer(-(2n ** 31n), 2n ** 31n - 1n)

/** An integer within bounds; a float is refused even when it is whole. */
function integer(min: bigint, max: bigint): Codec<bigint> {
  return {
    read(raw) {
      const value = typeof raw === 'number' && Number.isInteger(raw) ? BigInt(raw) : raw
      if (typeof value !== 'bigint') return expected('an integer', raw)
      return value < min || value > max ? fail(`expected an integer from ${min} to ${max}`) : value
    },
    write: String
  }
}

/** Any JSON value. */
export const json: Codec<Json> = {
  read(raw, at) {
    demandReadable(raw, at)
    return toJson(raw)
  },
  write: writeJson
}

/** Bytes, stored as an array of integers. */
export const bytes: Codec<Uint8Array> = {
  read(raw, at) {
    const items = isRawArray(raw) ? raw : expected('an array of bytes', raw)
    return Uint8Array.from(items, (item, index) => Number(within(index, byte, item, at)))
  },
  write: (value) => `[${value.join(',')}]`
}

const byte = integer(0n, 255n)

/** An array of items that are all of one kind. */
export function array<T>(item: Codec<T>): Codec<readonly T[]> {
  return {
    read(raw, at) {
      const items = isRawArray(raw) ? raw : expected('an array', raw)
      return items.map((each, index) => within(index, item, each, at))
    },
    write: (values) => `[${values.map((value) => item.write(value)).join(',')}]`
  }
}

/** A map with free keys; the last of repeated keys wins. Written in key order, which lash's hash maps do not keep. */
export function mapOf<K extends string, V>(key: Codec<K>, item: Codec<V>): Codec<ReadonlyMap<K, V>> {
  return {
    read(raw, at) {
      const object = raw instanceof RepeatedKeys ? raw.last : raw
      if (!isRawObject(object)) return expected('an object', raw)
      const entries = new Map<K, V>()
      for (const [name, value] of Object.entries(object)) {
        entries.set(within(name, key, name, at), within(name, item, value, at))
      }
      return entries
    },
    write: (map) =>
      `{${sortedEntries<V>(map)
        .map(([name, value]) => `${writeString(name)}:${item.write(value)}`)
        .join(',')}}`
  }
}

/** The one member of an object that stands for an enum variant with data, as `[name, value]`. */
export function onlyMember(raw: Raw, what: string): readonly [string, Raw] {
  if (!isRawObject(raw)) return expected(what, raw)
  const [member, ...others] = Object.entries(raw)
  if (member === undefined || others.length > 0) return fail(`expected ${what}, an object with one key`)
  return member
}

/** A variant without data: its name, or an object that maps it to nothing (store-format.md §14.5). */
export function oneOf<T extends string>(names: readonly T[]): Codec<T> {
  const byName: ReadonlyMap<string, T> = new Map(names.map((name) => [name, name]))
  const what = `one of ${names.join(', ')}`
  return {
    read(raw, at) {
      const name = typeof raw === 'string' ? raw : unitVariant(raw, at, what)
      return byName.get(name) ?? fail(`expected ${what}, found ${JSON.stringify(name)}`)
    },
    write: writeString
  }
}

function unitVariant(raw: Raw, at: Decoding, what: string): string {
  const [name, body] = onlyMember(raw, what)
  if (!isUnit(body, at)) fail(`${name} takes no value`)
  return name
}

/** What stands for "no data" behind a variant's name. */
function isUnit(raw: Raw, at: Decoding): boolean {
  if (raw === null) return true
  return at.source === 'buffered' && isRawObject(raw) && Object.keys(raw).length === 0
}
