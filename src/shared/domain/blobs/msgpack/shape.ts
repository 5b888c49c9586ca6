import { err, ok, type Result } from '@shared/result'
import { Malformed, malformed, Reader } from './reader'
import { Writer } from './writer'

/** One type of a blob: how lash reads it from MessagePack and writes it. */
export interface Shape<T> {
  read(from: Reader): T
  write(to: Writer, value: T): void
}

/** The value of `bytes`, or why they are not one. Bytes behind the value are ignored (store-format.md §7.1). */
export function decode<T>(shape: Shape<T>, bytes: Uint8Array): Result<T, string> {
  try {
    return ok(shape.read(new Reader(bytes)))
  } catch (error) {
    if (error instanceof Malformed) return err(error.message)
    throw error
  }
}

/** The bytes lash would write for `value`. */
export function encode<T>(shape: Shape<T>, value: T): Uint8Array<ArrayBuffer> {
  const to = new Writer()
  shape.write(to, value)
  return to.result()
}

/** A text; the original also takes it from a byte string, if that is UTF-8. */
export const text: Shape<string> = {
  read: (from) => readText(from, from.token()),
  write: (to, value) => to.text(value)
}

function readText(from: Reader, token: ReturnType<Reader['token']>): string {
  if (token.kind !== 'text' && token.kind !== 'bytes')
    return malformed(`${token.kind} where a string should be`)
  return from.text(token.length) ?? malformed('a string that is not UTF-8')
}

function integer(least: bigint, most: bigint): Shape<bigint> {
  const within = (value: bigint): bigint =>
    value >= least && value <= most ? value : malformed(`${value} is out of range`)
  return {
    read: (from) => {
      const token = from.token()
      return token.kind === 'integer'
        ? within(token.value)
        : malformed(`${token.kind} where an integer should be`)
    },
    write: (to, value) => to.integer(value)
  }
}

export const u32 = integer(0n, 2n ** 32n - 1n)
export const u64 = integer(0n, 2n ** 64n - 1n)
export const i64 = integer(-(2n ** 63n), 2n ** 63n - 1n)

/** Bytes: an array of integers, read from a byte string too. */
export const bytes: Shape<Uint8Array<ArrayBuffer>> = {
  read: (from) => {
    const token = from.token()
    if (token.kind === 'bytes') return from.raw(token.length)
    if (token.kind !== 'array') return malformed(`${token.kind} where bytes should be`)
    return from.inside(() => from.integerArray(token.length))
  },
  write: (to, value) => to.integerArray(value)
}

/** The name of a unit variant: a text, a byte string, or the index of the variant. */
export function variantName<N extends string>(from: Reader, names: readonly N[]): N {
  const known = (text: string): N | undefined => names.find((each) => each === text)
  const token = from.token()
  const name =
    token.kind === 'integer' ? names[token.signed ? -1 : Number(token.value)] : known(readText(from, token))
  return name ?? malformed('an unknown variant')
}

/** A unit variant, also in the form `{name: nil}`. */
export function oneOf<N extends string>(...names: readonly N[]): Shape<N> {
  return {
    read: (from) => {
      const token = from.peek()
      if (token.kind !== 'map') return variantName(from, names)
      from.token()
      if (token.length !== 1) return malformed('a variant with more than one name')
      const name = variantName(from, names)
      return from.token().kind === 'nil' ? name : malformed('a unit variant with data')
    },
    write: (to, value) => to.text(value)
  }
}

/** An array of items that are all of one shape. */
export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    read: (from) => {
      const token = from.token()
      if (token.kind !== 'array') return malformed(`${token.kind} where a list should be`)
      return from.inside(() => {
        const items: T[] = []
        for (let i = 0; i < token.length; i++) items.push(item.read(from))
        return items
      })
    },
    write: (to, value) => {
      to.arrayHeader(value.length)
      for (const each of value) item.write(to, each)
    }
  }
}
