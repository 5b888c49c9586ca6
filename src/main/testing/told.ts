import { createHash } from 'node:crypto'
import { parseJson } from '@shared/json/parse'
import type { Json, JsonObject } from '@shared/json/value'
import { writeJson } from '@shared/json/write'

/** Parses a JSON text that a fixture or a command gave. */
export function parsedObject(text: string): JsonObject {
  const read = parseJson(text)
  if (read.ok && read.value instanceof Map) return read.value
  throw new Error('expected a JSON object')
}

/** A member that is an object; an empty one where it is absent or something else. */
export function objectAt(value: Json | undefined, ...keys: readonly string[]): JsonObject {
  let at = value
  for (const key of keys) at = at instanceof Map ? at.get(key) : undefined
  return at instanceof Map ? at : new Map()
}

/**
 * What differs between what lash told (`told`) and what we say (`said`), as readable lines; empty when they agree.
 * Only what lash told is compared. Its long lists stand as count, ends and hash (fixtures/README-core.md); of
 * shortened lists of objects only the count is compared, since their members are other ones.
 */
export function differences(told: JsonObject, said: JsonObject, path = ''): string[] {
  return [...told].flatMap(([key, value]) => {
    const at = `${path}${key}`
    const own = said.get(key)
    if (own === undefined) return [`${at}: nothing is said`]
    if (value instanceof Map && value.has('count') && Array.isArray(own)) return shortened(value, own, at)
    if (value instanceof Map && own instanceof Map) return differences(value, own, `${at}.`)
    return same(value, own) ? [] : [`${at}: lash tells ${shown(value)}, we say ${shown(own)}`]
  })
}

function shortened(told: JsonObject, said: readonly Json[], at: string): string[] {
  if (told.get('count') !== BigInt(said.length)) return [`${at}: lash tells ${told.get('count')} of them`]
  const hash = told.get('sha256_of_ids_joined_by_newline')
  if (hash === undefined) return []
  const own = createHash('sha256').update(said.map(String).join('\n')).digest('hex')
  return own === hash ? [] : [`${at}: other ids`]
}

function same(a: Json, b: Json): boolean {
  return writeJson(a) === writeJson(b)
}

function shown(value: Json): string {
  const text = writeJson(value)
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}
