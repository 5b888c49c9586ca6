import type { Json, JsonObject } from './value'

/** A JSON object with these members, in this order. */
export function jsonObject(members: Readonly<Record<string, Json>>): JsonObject {
  return new Map(Object.entries(members))
}
