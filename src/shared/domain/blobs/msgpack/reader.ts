import { decodeUtf8 } from '@shared/hash/utf8-decode'

/**
 * Bytes that are no MessagePack, or do not have the wanted shape. Thrown inside this folder only and turned into a
 * value at its border (`decode` in `shape.ts`).
 */
export class Malformed extends Error {}

/** Ends the decoding of a blob; `why` says what is wrong in words. */
export function malformed(why: string): never {
  throw new Malformed(why)
}

/** One marker with what belongs to it; for text, bytes and containers the content still has to be read. */
export type Token =
  | { readonly kind: 'nil' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'integer'; readonly value: bigint; readonly signed: boolean }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'text' | 'bytes' | 'array' | 'map' | 'extension'; readonly length: number }

/** Containers may nest this deep before the original gives up (rmp-serde's own limit). */
const MAX_DEPTH = 1024

/**
 * A cursor over MessagePack bytes. Why not a library: the original tells integers from floats, accepts integer and
 * byte keys, signed forms of positive numbers, byte strings for text and a wrong UTF-8 text as an unknown key
 * (store-format.md §7.2, §14.7), and stores bytes as arrays of integers, which a tree of values would blow up.
 */
export class Reader {
  private readonly bytes: Uint8Array
  private readonly view: DataView
  private depth = MAX_DEPTH
  /** Offset of the next unread byte. */
  at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /** Number of bytes still unread. */
  get left(): number {
    return this.bytes.length - this.at
  }

  token(): Token {
    const marker = this.byte()
    if (marker <= 0x7f) return { kind: 'integer', value: BigInt(marker), signed: false }
    if (marker <= 0x8f) return { kind: 'map', length: marker & 0x0f }
    if (marker <= 0x9f) return { kind: 'array', length: marker & 0x0f }
    if (marker <= 0xbf) return { kind: 'text', length: marker & 0x1f }
    if (marker >= 0xe0) return { kind: 'integer', value: BigInt(marker - 0x100), signed: true }
    return this.wideToken(marker)
  }

  private wideToken(marker: number): Token {
    switch (marker) {
      case 0xc0:
        return { kind: 'nil' }
      case 0xc2:
      case 0xc3:
        return { kind: 'bool', value: marker === 0xc3 }
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return { kind: 'bytes', length: this.length(marker - 0xc4) }
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return { kind: 'extension', length: this.length(marker - 0xc7) }
      case 0xca:
        return { kind: 'float', value: this.view.getFloat32(this.take(4)) }
      case 0xcb:
        return { kind: 'float', value: this.view.getFloat64(this.take(8)) }
      case 0xcc:
      case 0xcd:
      case 0xce:
      case 0xcf:
        return { kind: 'integer', value: this.unsigned(marker - 0xcc), signed: false }
      case 0xd0:
      case 0xd1:
      case 0xd2:
      case 0xd3:
        return { kind: 'integer', value: this.signed(marker - 0xd0), signed: true }
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return { kind: 'extension', length: 1 << (marker - 0xd4) }
      case 0xd9:
      case 0xda:
      case 0xdb:
        return { kind: 'text', length: this.length(marker - 0xd9) }
      case 0xdc:
      case 0xdd:
        return { kind: 'array', length: this.length(marker - 0xdb) }
      case 0xde:
      case 0xdf:
        return { kind: 'map', length: this.length(marker - 0xdd) }
      default:
        return malformed('the reserved marker c1')
    }
  }

  /** The next token without moving on. */
  peek(): Token {
    const at = this.at
    const token = this.token()
    this.at = at
    return token
  }

  /** The text of `length` bytes, or `undefined` (and still moved on) where they are not UTF-8. */
  text(length: number): string | undefined {
    const from = this.take(length)
    return decodeUtf8(this.bytes, from, from + length)
  }

  /** A copy of the next `length` bytes. */
  raw(length: number): Uint8Array<ArrayBuffer> {
    const from = this.take(length)
    return this.bytes.slice(from, from + length)
  }

  /** Runs `body` inside a container, within the depth limit. */
  inside<T>(body: () => T): T {
    this.depth -= 1
    if (this.depth === 0) malformed('nested too deep')
    const value = body()
    this.depth += 1
    return value
  }

  /** The elements of an integer array as bytes; the marker has been read. */
  integerArray(length: number): Uint8Array<ArrayBuffer> {
    if (length > this.left) malformed('unexpected end')
    const out = new Uint8Array(length)
    for (let i = 0; i < length; i++) out[i] = this.smallInteger()
    return out
  }

  private smallInteger(): number {
    const marker = this.bytes[this.at] ?? malformed('unexpected end')
    if (marker <= 0x7f) {
      this.at += 1
      return marker
    }
    const token = this.token()
    if (token.kind !== 'integer' || token.value < 0n || token.value > 255n) malformed('not a byte')
    return Number(token.value)
  }

  /** Passes over one whole value. */
  passOver(): void {
    const token = this.token()
    switch (token.kind) {
      case 'text':
      case 'bytes':
        this.take(token.length)
        return
      case 'extension':
        this.take(1 + token.length)
        return
      case 'array':
      case 'map': {
        const values = token.kind === 'map' ? token.length * 2 : token.length
        this.inside(() => {
          for (let i = 0; i < values; i++) this.passOver()
        })
      }
    }
  }

  private byte(): number {
    return this.view.getUint8(this.take(1))
  }

  private take(count: number): number {
    const from = this.at
    if (count > this.left) malformed('unexpected end')
    this.at = from + count
    return from
  }

  private length(power: number): number {
    return Number(this.unsigned(power))
  }

  private unsigned(power: number): bigint {
    const from = this.take(1 << power)
    if (power === 0) return BigInt(this.view.getUint8(from))
    if (power === 1) return BigInt(this.view.getUint16(from))
    return power === 2 ? BigInt(this.view.getUint32(from)) : this.view.getBigUint64(from)
  }

  private signed(power: number): bigint {
    const from = this.take(1 << power)
    if (power === 0) return BigInt(this.view.getInt8(from))
    if (power === 1) return BigInt(this.view.getInt16(from))
    return power === 2 ? BigInt(this.view.getInt32(from)) : this.view.getBigInt64(from)
  }
}
