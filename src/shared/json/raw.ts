/**
 * JSON as it stands in a text, before a decoder gives it meaning. Between this and `Json` lies what only decoders can
 * decide: whether a repeated key is an error (it is for structs) and whether an unreadable value matters (it does not
 * where the key is ignored). An object without repeated keys is the plain object that `JSON.parse` would give, so a
 * canonical text needs no reader of ours (see `readRaw`).
 *
 * - `number`: an integer literal when whole (then within ±2^53), else a float
 * - `bigint`: an integer literal beyond that, within 64 bits
 */
export type Raw =
  | null
  | boolean
  | string
  | number
  | bigint
  | WholeFloat
  | Unreadable
  | RepeatedKeys
  | readonly Raw[]
  | RawObject

export interface RawObject {
  readonly [key: string]: Raw
}

/** What `JSON.parse` has no value for; tells it from plain objects in one step. */
abstract class Marked {}

/** A float whose value is whole, such as `1.0`, `-0` or `1e3`. */
export class WholeFloat extends Marked {
  readonly value: number
  constructor(value: number) {
    super()
    this.value = value
  }
}

/** Valid JSON that lash refuses to read as a value: a lone surrogate, too large a number, too deep a nesting. */
export class Unreadable extends Marked {
  readonly reason: string
  constructor(reason: string) {
    super()
    this.reason = reason
  }
}

/** An object in which at least one key stands more than once. */
export class RepeatedKeys extends Marked {
  /** The object in which the last of each key won. */
  readonly last: RawObject
  readonly repeated: ReadonlySet<string>
  constructor(last: RawObject, repeated: ReadonlySet<string>) {
    super()
    this.last = last
    this.repeated = repeated
  }
}

/** Whether a value is an array. */
export function isRawArray(raw: Raw): raw is readonly Raw[] {
  return Array.isArray(raw)
}

/** Whether a value is an object. */
export function isRawObject(raw: Raw): raw is RawObject {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) && !(raw instanceof Marked)
}
