import type { Json, JsonObject } from './value'

/**
 * Writes JSON as lash does (store-format.md §4): compact, keys in the order of their UTF-8 bytes, shortest floats.
 * Floats must be finite; JSON has no others.
 */
export function writeJson(value: Json): string {
  switch (typeof value) {
    case 'string':
      return writeString(value)
    case 'bigint':
      return value.toString()
    case 'number':
      return writeFloat(value)
    case 'boolean':
      return value ? 'true' : 'false'
    default:
      if (value === null) return 'null'
      return isArray(value) ? `[${value.map(writeJson).join(',')}]` : writeObject(value)
  }
}

function writeObject(object: JsonObject): string {
  return `{${sortedEntries(object)
    .map(([key, value]) => `${writeString(key)}:${writeJson(value)}`)
    .join(',')}}`
}

/** The standard serializer escapes exactly what lash escapes, in the same form. */
export function writeString(value: string): string {
  return JSON.stringify(value)
}

/** Decimal notation for 1e-5 ≤ |x| < 1e16, with `.0` on whole numbers; exponent notation otherwise. */
function writeFloat(value: number): string {
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const size = Math.abs(value)
  if (size < 1e-5 || size >= 1e16) return value.toExponential()
  const text = String(value)
  return text.includes('.') ? text : `${text}.0`
}

/** Entries of a string-keyed map in the order lash writes them. */
export function sortedEntries<V>(map: ReadonlyMap<string, V>): (readonly [string, V])[] {
  return [...map].sort(([a], [b]) => compareCodePoints(a, b))
}

/**
 * Orders strings by code points, which is the order of their UTF-8 bytes; JavaScript's own order is by UTF-16 units
 * and puts U+FFFF behind U+1F600.
 */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i)
    const right = b.charCodeAt(i)
    if (left !== right) return rank(left) - rank(right)
  }
  return a.length - b.length
}

/** Surrogates stand for code points above every other unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

function isArray(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value)
}
