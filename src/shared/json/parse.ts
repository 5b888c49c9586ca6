import { err, ok, type Result } from '@shared/result'
import { isRawArray, type Raw, type RawObject, RepeatedKeys, Unreadable, WholeFloat } from './raw'
import { type JsonError, MAX_DEPTH, type RawDocument, readRawStrictly } from './read-raw'
import type { Json } from './value'

/**
 * A number whose reading `JSON.parse` might do otherwise than lash: sixteen characters or more, or an exponent. Shorter
 * ones are exact in both: the digits fit 2^53 and the power of ten is exact.
 */
const DELICATE_NUMBER = /[:,[]-?(?=[\d.]{16}|\d[\d.]*e)[\d.e+-]+[,\]}]/

/**
 * Reads a text for a decoder, without loss. Errors: the text is not JSON.
 * A text that `JSON.parse` and `JSON.stringify` give back unchanged has no repeated keys, whole floats or spaces, so
 * their fast reading is the same as ours, once lone surrogates, delicate numbers and deep nesting are excluded.
 */
export function readRaw(text: string): Result<RawDocument, JsonError> {
  const canonical = readCanonical(text)
  if (canonical === undefined) return readRawStrictly(text)
  return ok({ raw: canonical, unreadable: undefined })
}

/** The value of a canonical text; `undefined` when the text has to be read strictly. */
function readCanonical(text: string): RawObject | undefined {
  if (!text.startsWith('{') || text.includes('\\ud') || DELICATE_NUMBER.test(text)) return undefined
  if (mayNestTooDeep(text)) return undefined
  try {
    const raw: RawObject = JSON.parse(text)
    return JSON.stringify(raw) === text ? raw : undefined
  } catch {
    return undefined
  }
}

function mayNestTooDeep(text: string): boolean {
  if (text.length <= 2 * MAX_DEPTH) return false
  return countUpTo(text, '{', MAX_DEPTH) + countUpTo(text, '[', MAX_DEPTH) > MAX_DEPTH
}

function countUpTo(text: string, character: string, limit: number): number {
  let count = 0
  for (let at = text.indexOf(character); at >= 0 && count <= limit; at = text.indexOf(character, at + 1))
    count++
  return count
}

/** Reads a text as lash reads a free JSON value: the last of repeated keys wins. */
export function parseJson(text: string): Result<Json, JsonError> {
  const document = readRaw(text)
  if (!document.ok) return document
  if (document.value.unreadable !== undefined) return err(document.value.unreadable)
  return ok(toJson(document.value.raw))
}

/** Gives raw JSON that holds nothing unreadable its lossless value. */
export function toJson(raw: Raw): Json {
  if (typeof raw === 'number') return Number.isInteger(raw) ? BigInt(raw) : raw
  if (typeof raw !== 'object' || raw === null) return raw
  if (isRawArray(raw)) return raw.map(toJson)
  if (raw instanceof WholeFloat) return raw.value
  if (raw instanceof Unreadable) throw new Error(`unreadable value in a free JSON value: ${raw.reason}`)
  const object = raw instanceof RepeatedKeys ? raw.last : raw
  const entries = new Map<string, Json>()
  for (const [key, value] of Object.entries(object)) entries.set(key, toJson(value))
  return entries
}
