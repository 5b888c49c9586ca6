import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson, readRaw } from './parse'
import { WholeFloat } from './raw'
import { readRawStrictly } from './read-raw'
import type { Json } from './value'
import { compareCodePoints, writeJson } from './write'

const MAX = 2n ** 64n - 1n

/** Any value lash can hold: integers within 64 bits, finite floats, well-formed strings. */
const anyJson: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false),
    fc.bigInt(-(2n ** 63n), MAX),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.string({ unit: 'binary', maxLength: 4 }), tie('value')), { maxLength: 4 })
      .map((entries) => new Map(entries))
  )
})).value

/** Floats with few digits, which lash reads exactly. */
const exactJson: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 0.5, -0, 1),
    fc.bigInt(-(2n ** 63n), MAX),
    fc.integer({ min: -99999, max: 99999 }).map((n) => n / 100),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .dictionary(fc.oneof(fc.string(), fc.constantFrom('1', '0', '__proto__')), tie('value'))
      .map((object) => new Map(Object.entries(object)))
  )
})).value

describe('reading and writing JSON', () => {
  it('gives back the text it wrote, where floats are read exactly', () => {
    fc.assert(
      fc.property(exactJson, (value) => {
        const text = writeJson(value)
        const read = parseJson(text)
        expect(read.ok && writeJson(read.value)).toBe(text)
      })
    )
  })

  it('writes every value as JSON that a standard parser takes', () => {
    fc.assert(fc.property(anyJson, (value) => void JSON.parse(writeJson(value))))
  })

  it('orders keys by code points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const expected = Buffer.compare(Buffer.from(a), Buffer.from(b))
        expect(Math.sign(compareCodePoints(a, b))).toBe(expected)
      })
    )
  })

  it('keeps integers, floats and large integers apart', () => {
    expect(parseJson('[1,1.0,-0,18446744073709551615,18446744073709551616,1e2]')).toEqual({
      ok: true,
      value: [1n, 1, -0, MAX, 18446744073709552000, 100]
    })
    expect(writeJson([1n, 1, -0, MAX, 18446744073709552000, 1e-7, 0.00001])).toBe(
      '[1,1.0,-0.0,18446744073709551615,1.8446744073709552e+19,1e-7,0.00001]'
    )
  })

  it('lets the last of repeated keys win', () => {
    expect(parseJson('{"a":1,"__proto__":2,"a":3,"__proto__":4}')).toEqual({
      ok: true,
      value: new Map([
        ['a', 3n],
        ['__proto__', 4n]
      ])
    })
  })

  it.each([
    ['', 'nothing'],
    ['1 2', 'two values'],
    ['[1,]', 'a comma too many'],
    ['{"a":1,}', 'a comma too many in an object'],
    ['{"a" 1}', 'no colon'],
    ['[1}', 'a wrong bracket'],
    ['01', 'a leading zero'],
    ['1.', 'no digit behind the point'],
    ['.5', 'no digit before the point'],
    ['+1', 'a plus sign'],
    ['1e999', 'a number out of range'],
    ['"\\ud83d"', 'a lone surrogate'],
    ['"\\udc00\\ud800"', 'surrogates in the wrong order'],
    ['"\\x"', 'an unknown escape'],
    ['"\u0001"', 'a raw control character'],
    ['\ufeff{}', 'a byte order mark'],
    ['tru', 'half a word'],
    ['"abc', 'a string without end'],
    ['[', 'an open bracket'],
    ['NaN', 'no JSON'],
    ['{a:1}', 'JSON5']
  ])('refuses %j: %s', (text) => {
    expect(parseJson(text).ok).toBe(false)
  })

  it('reads 127 nested containers and refuses 128, at any size without running out of stack', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(parseJson(nested(127)).ok).toBe(true)
    expect(parseJson(nested(128)).ok).toBe(false)
    expect(parseJson(`{"a":${nested(127)}}`).ok).toBe(false)
    expect(parseJson(nested(200_000)).ok).toBe(false)
  })

  it('tells where and why a text is refused', () => {
    expect(parseJson('{"a":[1,x]}')).toEqual({ ok: false, error: { reason: 'expected a value', offset: 8 } })
  })
})

describe('the fast reading of canonical text', () => {
  const numberText = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.bigInt(-(10n ** 22n), 10n ** 22n).map(String),
    fc.constantFrom('1.0', '-0', '1e5', '0.1', '1e-7', '123456789012345.6', '9007199254740993')
  )
  const memberText = fc.oneof(
    numberText,
    fc.string().map((text) => JSON.stringify(text)),
    fc.constantFrom('"\\ud83d"', '"\\u001b[0m"', '{}', '[[]]', 'null', '{"a":1,"a":2}', '"a:1.5e3,"')
  )
  const objectText = fc
    .array(fc.tuple(fc.constantFrom('a', 'b', '1', '0', '__proto__', 'é'), memberText), { maxLength: 5 })
    .map((members) => `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`)

  it('equals the strict reading', () => {
    fc.assert(
      fc.property(objectText, (text) => {
        expect(readRaw(text)).toEqual(readRawStrictly(text))
      }),
      { numRuns: 2000 }
    )
  })

  it('marks whole floats, which it leaves to the strict reader', () => {
    const read = readRaw('{"a":1.0}')
    expect(read.ok && read.value.raw).toEqual({ a: new WholeFloat(1) })
  })
})
