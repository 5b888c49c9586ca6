import type { Json, JsonObject } from '@shared/json/value'
import { sortedEntries } from '@shared/json/write'
import { malformed, type Reader } from './reader'
import { type Shape, text } from './shape'
import type { Writer } from './writer'

/** A map with free keys, written in the order of the keys' UTF-8 bytes; of a repeated key the last value counts. */
export function dictionary<T>(item: Shape<T>): Shape<ReadonlyMap<string, T>> {
  return {
    read: (from) => {
      const token = from.token()
      if (token.kind !== 'map') return malformed(`${token.kind} where a map should be`)
      return from.inside(() => {
        const entries = new Map<string, T>()
        for (let i = 0; i < token.length; i++) entries.set(text.read(from), item.read(from))
        return entries
      })
    },
    write: (to, value) => {
      to.mapHeader(value.size)
      for (const [key, each] of sortedEntries(value)) {
        to.text(key)
        item.write(to, each)
      }
    }
  }
}

/** Free JSON: bytes and extensions are refused, a float that JSON cannot say becomes null (store-format.md §14.7). */
export const json: Shape<Json> = {
  read: readJson,
  write: writeJson
}

function readJson(from: Reader): Json {
  const token = from.token()
  switch (token.kind) {
    case 'nil':
      return null
    case 'bool':
    case 'integer':
      return token.value
    case 'float':
      return Number.isFinite(token.value) ? token.value : null
    case 'text':
      return from.text(token.length) ?? malformed('a string that is not UTF-8')
    case 'array':
      return from.inside(() => Array.from({ length: bounded(from, token.length) }, () => readJson(from)))
    case 'map':
      return from.inside(() => readJsonObject(from, token.length))
    default:
      return malformed(`${token.kind} inside free JSON`)
  }
}

/** A length is believed only as far as there are bytes, so that a damaged header cannot claim the memory. */
function bounded(from: Reader, length: number): number {
  return length <= from.left ? length : malformed('unexpected end')
}

function readJsonObject(from: Reader, length: number): JsonObject {
  const entries = new Map<string, Json>()
  for (let i = 0; i < length; i++) {
    // The first key must be a text; behind it the original is as lenient as for every other string.
    if (i === 0 && from.peek().kind !== 'text') return malformed('a key that is not a string')
    entries.set(text.read(from), readJson(from))
  }
  return entries
}

function writeJson(to: Writer, value: Json): void {
  if (value === null) to.nil()
  else if (typeof value === 'boolean') to.bool(value)
  else if (typeof value === 'bigint') to.integer(value)
  else if (typeof value === 'number') to.float(value)
  else if (typeof value === 'string') to.text(value)
  else if (value instanceof Map) dictionary(json).write(to, value)
  else writeJsonArray(to, value)
}

function writeJsonArray(to: Writer, value: Json): void {
  if (!Array.isArray(value)) return
  to.arrayHeader(value.length)
  for (const each of value) writeJson(to, each)
}
