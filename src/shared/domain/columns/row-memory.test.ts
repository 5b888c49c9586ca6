import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RowMemory, Word } from './row-memory'
import { timeOfText } from './timestamp'

/** Any text, rich in what ends a run of plain characters and in its neighbours, long enough for several blocks. */
const text = fc
  .array(
    fc.oneof(
      { arbitrary: fc.string({ unit: 'binary', maxLength: 20 }), weight: 2 },
      fc.constantFrom('"', '\\', '!', '#', '[', ']', '\n', '\u0000', '\u001f', ' ', 'é', '€', '𝄞', '\u007f')
    ),
    { maxLength: 12 }
  )
  .map((pieces) => pieces.join('').toWellFormed())

const rowWith = (body: string, timestamp = '"t"') =>
  Buffer.from(
    `{"node_id":"n","timestamp":${timestamp},"kind":"plugin","plugin_type":"p","body":${body}}`,
    'utf8'
  )

test('a string ends where JSON says, wherever it lies and whatever lies behind it', () => {
  const memory = new RowMemory()
  fc.assert(
    fc.property(text, fc.nat(17), fc.nat(17), (value, before, behind) => {
      const body = JSON.stringify(value)
      const row = rowWith(body)
      const from = memory.put(Buffer.alloc(before, 'x'), row, Buffer.alloc(behind, '"')) + before
      expect(memory.readRow(from, from + row.length, false)).toBe(true)
      const said = memory.copy(memory.words[Word.identityFrom] ?? 0, memory.words[Word.identityTo] ?? 0)
      expect(Buffer.from(said).toString()).toBe(`"p","body":${body}`)
    })
  )
})

test('a row that ends in the middle is refused, even where its end lies behind it', () => {
  const memory = new RowMemory()
  fc.assert(
    fc.property(text, fc.nat(), (value, cut) => {
      const row = rowWith(JSON.stringify(value))
      const from = memory.put(row)
      expect(memory.readRow(from, from + (cut % row.length), false)).toBe(false)
    })
  )
})

test('an empty row is refused, also where no room has been made yet', () => {
  const memory = new RowMemory()
  for (const before of ['', 'x'.repeat(100)]) {
    memory.put(Buffer.from(before))
    const from = memory.put(Buffer.alloc(0))
    expect(memory.readRow(from, from, false)).toBe(false)
  }
})

test('nested values are read up to a depth, and no row is too deep to be refused', () => {
  const memory = new RowMemory()
  fc.assert(
    fc.property(fc.oneof(fc.nat(130), fc.nat(200_000)), (depth) => {
      const row = rowWith('['.repeat(depth) + ']'.repeat(depth) || '0')
      const from = memory.put(row)
      expect(memory.readRow(from, from + row.length, false)).toBe(depth <= 61)
    })
  )
})

test('the time of a row is that of its text, whatever was read before it', () => {
  const written = fc
    .tuple(
      fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
      fc.constantFrom('Z', '+00:00', '+01:00', ''),
      fc.constantFrom('', '123', '999999'),
      fc.integer({ min: 0, max: 99 })
    )
    .map(([date, zone, finer, second]) =>
      date
        .toISOString()
        .replace('Z', `${finer}${zone}`)
        .replace(/:\d\d\./, `:${String(second).padStart(2, '0')}.`)
    )
  const month = written.map((time) => time.replace(/-\d\d-/, '-13-'))
  const memory = new RowMemory()
  fc.assert(
    fc.property(fc.array(fc.oneof(written, month, fc.string({ unit: 'binary-ascii' }))), (times) => {
      for (const time of times) {
        const json = JSON.stringify(time)
        const row = rowWith('0', json)
        const from = memory.put(row)
        expect(memory.readRow(from, from + row.length, false)).toBe(true)
        expect(memory.time).toEqual(timeOfText(json.slice(1, -1)))
      }
    })
  )
})

test('what lies in the memory stays there when more room is made', () => {
  const memory = new RowMemory()
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), fc.integer({ min: 1, max: 200_000 }), (bytes, more) => {
      const at = memory.makeRoom(bytes.length)
      memory.bytes.set(bytes, at)
      memory.makeRoom(more)
      expect(memory.copy(at, at + bytes.length)).toEqual(bytes)
    }),
    { numRuns: 30 }
  )
})

test('rows are read and bytes are found beyond 2 GiB', () => {
  const memory = new RowMemory()
  // as much as is asked for, of which nothing is touched
  memory.makeRoom(2 ** 31)
  const row = rowWith('"€"')
  const from = memory.put(row)
  const to = from + row.length
  expect(from).toBeGreaterThanOrEqual(2 ** 31)
  expect(memory.readRow(from, to, false)).toBe(true)
  expect(memory.find(0x7d, from, to)).toBe(to - 1)
})

test('a byte is found where it first stands, never behind the end', () => {
  const memory = new RowMemory()
  const few = fc.array(fc.constantFrom(1, 2, 0x1e), { maxLength: 80 })
  fc.assert(
    fc.property(few, fc.nat(80), (bytes, skipped) => {
      const from = memory.put(Uint8Array.from([...bytes, 0x1e]))
      const to = from + bytes.length
      const start = Math.min(to, from + skipped)
      const found = bytes.indexOf(0x1e, start - from)
      expect(memory.find(0x1e, start, to)).toBe(found < 0 ? to : from + found)
    })
  )
})

test('the hash is SipHash-1-3', () => {
  // the word of the tag is taken in first, so the reference is computed here, on 64-bit integers
  fc.assert(
    fc.property(
      fc.array(fc.nat(0xffffffff), { minLength: 4, maxLength: 4 }),
      fc.uint8Array({ maxLength: 40 }),
      ([a = 0, b = 0, c = 0, d = 0], bytes) => {
        const memory = new RowMemory([a, b, c, d])
        const at = memory.put(bytes)
        memory.keyOf(at, at + bytes.length)
        const key = (BigInt(memory.words[Word.idHigh] ?? 0) << 32n) | BigInt(memory.words[Word.idLow] ?? 0)
        expect(key).toBe(sipHash(a, b, c, d, bytes))
      }
    )
  )
})

test('a row has the keys that its hash key gives, whatever key the row before it was hashed under', () => {
  const child = Buffer.from(
    '{"node_id":"m","parent_node_id":"n","timestamp":"t","kind":"plugin","plugin_type":"p","body":0}'
  )
  const hashKey = fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat())
  const keysOf = (memory: RowMemory, row: Buffer) => {
    const from = memory.put(row)
    expect(memory.readRow(from, from + row.length, false)).toBe(true)
    const { idLow, idHigh, parentLow, parentHigh } = Word
    return [idLow, idHigh, parentLow, parentHigh].map((word) => memory.words[word])
  }
  fc.assert(
    fc.property(hashKey, hashKey, (before, key) => {
      const memory = new RowMemory(before)
      keysOf(memory, rowWith('0'))
      memory.setKey(key)
      expect(keysOf(memory, child)).toEqual(keysOf(new RowMemory(key), child))
    }),
    { numRuns: 20 }
  )
})

/** SipHash-1-3 of one word of 0, the bytes, and the word of their number. */
function sipHash(a: number, b: number, c: number, d: number, bytes: Uint8Array): bigint {
  const cut = (value: bigint) => BigInt.asUintN(64, value)
  const turn = (value: bigint, by: bigint) => cut((value << by) | (value >> (64n - by)))
  const key0 = (BigInt(b) << 32n) | BigInt(a)
  const key1 = (BigInt(d) << 32n) | BigInt(c)
  const v = [
    key0 ^ 0x736f6d6570736575n,
    key1 ^ 0x646f72616e646f6dn,
    key0 ^ 0x6c7967656e657261n,
    key1 ^ 0x7465646279746573n
  ] as [bigint, bigint, bigint, bigint]
  const round = () => {
    v[0] = cut(v[0] + v[1])
    v[1] = turn(v[1], 13n) ^ v[0]
    v[0] = turn(v[0], 32n)
    v[2] = cut(v[2] + v[3])
    v[3] = turn(v[3], 16n) ^ v[2]
    v[0] = cut(v[0] + v[3])
    v[3] = turn(v[3], 21n) ^ v[0]
    v[2] = cut(v[2] + v[1])
    v[1] = turn(v[1], 17n) ^ v[2]
    v[2] = turn(v[2], 32n)
  }
  const take = (word: bigint) => {
    v[3] ^= word
    round()
    v[0] ^= word
  }
  const padded = Buffer.alloc((Math.floor(bytes.length / 8) + 1) * 8)
  padded.set(bytes)
  padded[padded.length - 1] = bytes.length
  take(0n)
  for (let at = 0; at < padded.length; at += 8) take(padded.readBigUInt64LE(at))
  take(BigInt(bytes.length))
  v[2] ^= 0xffn
  round()
  round()
  round()
  return v[0] ^ v[1] ^ v[2] ^ v[3]
}
