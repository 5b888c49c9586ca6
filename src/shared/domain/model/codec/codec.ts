import { readRaw } from '@shared/json/parse'
import { isRawArray, isRawObject, type Raw, RepeatedKeys, Unreadable, WholeFloat } from '@shared/json/raw'
import type { RawDocument } from '@shared/json/read-raw'
import { err, ok, type Result } from '@shared/result'

/** Why a stored text does not decode: plain words, and where in the JSON (`event.Conversation.parts[0].kind`). */
export interface DecodeError {
  readonly reason: string
  readonly path: string
}

/**
 * Both directions of one stored type. Methods, so that the codec of a variant also serves its union: a tagged codec
 * only ever hands a variant its own values.
 */
export interface Codec<T> {
  /** Throws `DecodeFailure` when the raw value is not of this type; `decodeText` catches it. */
  read(raw: Raw, at: Decoding): T
  /** The text lash writes, byte for byte. */
  write(value: T): string
}

/**
 * What lash's decoder reads from. It decides the tolerances of store-format.md §14.5:
 * `text` is the JSON itself, `buffered` a value held back until a tag is known (everything inside a node),
 * `value` a free JSON value, in which the last of repeated keys has won already.
 */
export type Source = 'text' | 'buffered' | 'value'

/** The state of decoding one text. */
export interface Decoding {
  readonly path: (string | number)[]
  source: Source
  /** The text holds values that lash refuses, should it have to read them. */
  readonly unreadable: boolean
}

/** Unwinds a decoder to its entry point; never leaves it. */
export class DecodeFailure extends Error {}

/** Ends the decoding of a value; `reason` says what is wrong in words. */
export function fail(reason: string): never {
  throw new DecodeFailure(reason)
}

/** Ends the decoding of a value that is of another kind than expected. */
export function expected(what: string, raw: Raw | undefined): never {
  fail(raw instanceof Unreadable ? raw.reason : `expected ${what}, found ${describe(raw)}`)
}

/** Decodes a whole text. `whole`: every value in it must be readable, also under keys that are ignored. */
export function decodeText<T>(codec: Codec<T>, text: string, whole = false): Result<T, DecodeError> {
  const document = readRaw(text)
  if (!document.ok)
    return err({ reason: `not JSON: ${document.error.reason} at ${document.error.offset}`, path: '' })
  const { unreadable } = document.value
  if (whole && unreadable !== undefined)
    return err({ reason: `${unreadable.reason} at ${unreadable.offset}`, path: '' })
  return decodeRaw(codec, document.value)
}

function decodeRaw<T>(codec: Codec<T>, document: RawDocument): Result<T, DecodeError> {
  const at: Decoding = { path: [], source: 'text', unreadable: document.unreadable !== undefined }
  try {
    return ok(codec.read(document.raw, at))
  } catch (error) {
    if (error instanceof DecodeFailure) return err({ reason: error.message, path: showPath(at.path) })
    throw error
  }
}

/** Reads a part of a value, so that an error names it. */
export function within<T>(key: string | number, codec: Codec<T>, raw: Raw, at: Decoding): T {
  at.path.push(key)
  const value = codec.read(raw, at)
  at.path.pop()
  return value
}

/** Reads under another source. */
export function readAs<T>(source: Source, codec: Codec<T>, raw: Raw, at: Decoding): T {
  const before = at.source
  at.source = source
  const value = codec.read(raw, at)
  at.source = before
  return value
}

/** A value that is read whole before its parts are: nothing in it may be unreadable. */
export function demandReadable(raw: Raw, at: Decoding): void {
  if (at.unreadable && holdsUnreadable(raw)) fail('holds a value out of range')
}

function holdsUnreadable(raw: Raw): boolean {
  if (raw instanceof Unreadable) return true
  if (isRawArray(raw)) return raw.some(holdsUnreadable)
  if (raw instanceof RepeatedKeys) return Object.values(raw.last).some(holdsUnreadable)
  return isRawObject(raw) && Object.values(raw).some(holdsUnreadable)
}

function describe(raw: Raw | undefined): string {
  if (raw === undefined) return 'nothing'
  if (raw === null) return 'null'
  if (isRawArray(raw)) return 'an array'
  if (raw instanceof WholeFloat) return 'a float'
  if (typeof raw === 'number') return Number.isInteger(raw) ? 'an integer' : 'a float'
  if (typeof raw === 'bigint') return 'an integer'
  return typeof raw === 'object' ? 'an object' : `a ${typeof raw}`
}

function showPath(path: readonly (string | number)[]): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`
      return index === 0 ? key : `.${key}`
    })
    .join('')
}
