/** The text of `bytes[from, to)`, or `undefined` where they are not valid UTF-8 (surrogates and overlong forms too). */
export function decodeUtf8(bytes: Uint8Array, from = 0, to = bytes.length): string | undefined {
  const pieces: string[] = []
  let points: number[] = []
  for (let at = from; at < to; ) {
    const size = sequenceLength(bytes[at] ?? 0)
    const point = at + size <= to ? readPoint(bytes, at, size) : undefined
    if (point === undefined) return undefined
    points.push(point)
    at += size
    if (points.length === 4096) {
      pieces.push(String.fromCodePoint(...points))
      points = []
    }
  }
  pieces.push(String.fromCodePoint(...points))
  return pieces.join('')
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1
  if (lead < 0xe0) return 2
  return lead < 0xf0 ? 3 : 4
}

const SMALLEST = [0, 0, 0x80, 0x800, 0x10000]

function readPoint(bytes: Uint8Array, at: number, size: number): number | undefined {
  const lead = bytes[at] ?? 0
  if (size === 1) return lead
  if (lead < 0xc2 || lead > 0xf4) return undefined
  let point = lead & (0x7f >> size)
  for (let i = 1; i < size; i++) {
    const next = bytes[at + i] ?? 0
    if ((next & 0xc0) !== 0x80) return undefined
    point = (point << 6) | (next & 0x3f)
  }
  const surrogate = point >= 0xd800 && point <= 0xdfff
  return point < (SMALLEST[size] ?? 0) || point > 0x10ffff || surrogate ? undefined : point
}
