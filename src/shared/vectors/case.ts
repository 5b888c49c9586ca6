import type { Json, JsonObject } from '@shared/json/value'

/** Reading the cases of an operation vector file (`{"name", "input", "output"}`), without loss. */

/** Computes a case's output from its input, in the shape of the file. `undefined`: this operation is not supported. */
export type VectorRunner = (input: JsonObject, name: string) => Json | undefined

/** A case that is not of the shape its runner knows. */
export class BadCase extends Error {}

export function member(object: JsonObject, key: string): Json {
  const value = object.get(key)
  if (value === undefined) throw new BadCase(`the case has no ${key}`)
  return value
}

export function text(object: JsonObject, key: string): string {
  const value = member(object, key)
  if (typeof value !== 'string') throw new BadCase(`${key} is not a string`)
  return value
}

export function integer(object: JsonObject, key: string): bigint {
  const value = member(object, key)
  if (typeof value !== 'bigint') throw new BadCase(`${key} is not an integer`)
  return value
}

export function asObject(value: Json | undefined, what: string): JsonObject {
  if (!(value instanceof Map)) throw new BadCase(`${what} is not an object`)
  return value
}

export function asArray(value: Json | undefined, what: string): readonly Json[] {
  if (!Array.isArray(value)) throw new BadCase(`${what} is not an array`)
  return value
}

export function object(entries: Readonly<Record<string, Json>>): JsonObject {
  return new Map(Object.entries(entries))
}
