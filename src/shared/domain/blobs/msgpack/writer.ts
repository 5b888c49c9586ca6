import { utf8Bytes } from '@shared/hash/utf8'

/** Writes MessagePack in the smallest form of every value, as the original does (store-format.md §7.2). */
export class Writer {
  private bytes = new Uint8Array(256)
  private view = new DataView(this.bytes.buffer)
  private at = 0

  /** What was written so far. */
  result(): Uint8Array<ArrayBuffer> {
    return this.bytes.slice(0, this.at)
  }

  nil(): void {
    this.byte(0xc0)
  }

  bool(value: boolean): void {
    this.byte(value ? 0xc3 : 0xc2)
  }

  /** An integer between -2^63 and 2^64-1; unsigned forms wherever it is not negative. */
  integer(value: bigint): void {
    if (value >= 0n) this.unsigned(value)
    else this.negative(value)
  }

  private unsigned(value: bigint): void {
    if (value <= 0x7fn) this.byte(Number(value))
    else if (value <= 0xffn) this.sized(0xcc, 1, value)
    else if (value <= 0xffffn) this.sized(0xcd, 2, value)
    else if (value <= 0xffffffffn) this.sized(0xce, 4, value)
    else this.sized(0xcf, 8, value)
  }

  private negative(value: bigint): void {
    if (value >= -32n) this.byte(Number(value) + 0x100)
    else if (value >= -0x80n) this.sized(0xd0, 1, value)
    else if (value >= -0x8000n) this.sized(0xd1, 2, value)
    else if (value >= -0x80000000n) this.sized(0xd2, 4, value)
    else this.sized(0xd3, 8, value)
  }

  float(value: number): void {
    this.byte(0xcb)
    this.reserve(8)
    this.view.setFloat64(this.at, value)
    this.at += 8
  }

  text(value: string): void {
    const bytes = utf8Bytes(value)
    const length = bytes.length
    if (length <= 31) this.byte(0xa0 | length)
    else if (length <= 0xff) this.sized(0xd9, 1, BigInt(length))
    else this.header(length, 0xda)
    this.reserve(length)
    this.bytes.set(bytes, this.at)
    this.at += length
  }

  arrayHeader(length: number): void {
    if (length <= 15) this.byte(0x90 | length)
    else this.header(length, 0xdc)
  }

  mapHeader(length: number): void {
    if (length <= 15) this.byte(0x80 | length)
    else this.header(length, 0xde)
  }

  /** Bytes as the original stores them: an array of integers, one or two bytes each. */
  integerArray(value: Uint8Array): void {
    this.arrayHeader(value.length)
    this.reserve(value.length * 2)
    for (const byte of value) {
      if (byte > 0x7f) this.bytes[this.at++] = 0xcc
      this.bytes[this.at++] = byte
    }
  }

  private header(length: number, marker16: number): void {
    if (length <= 0xffff) this.sized(marker16, 2, BigInt(length))
    else this.sized(marker16 + 1, 4, BigInt(length))
  }

  private byte(value: number): void {
    this.reserve(1)
    this.bytes[this.at++] = value
  }

  private sized(marker: number, size: 1 | 2 | 4 | 8, value: bigint): void {
    this.byte(marker)
    this.reserve(size)
    for (let shift = size - 1; shift >= 0; shift--)
      this.bytes[this.at++] = Number((value >> BigInt(shift * 8)) & 0xffn)
  }

  private reserve(count: number): void {
    if (this.at + count <= this.bytes.length) return
    const grown = new Uint8Array(Math.max(this.bytes.length * 2, this.at + count))
    grown.set(this.bytes)
    this.bytes = grown
    this.view = new DataView(grown.buffer)
  }
}
