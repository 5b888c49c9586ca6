import { constants, deflateSync, inflateSync } from 'node:zlib'
import { fromHex, toHex } from '@shared/hash/hex'
import { sha256Hex } from '@shared/hash/sha256'
import { utf8Bytes } from '@shared/hash/utf8'
import type { Json } from '@shared/json/value'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBlob, wrapBlob, type Zlib } from './content'
import { DESCRIPTORS, envelope } from './envelope'
import { checkpointManifest } from './manifest'
import { json } from './msgpack/containers'
import { bytes, decode, encode } from './msgpack/shape'
import { toolState } from './tool-state'

const zlib: Zlib = {
  deflate: (content) => deflateSync(content),
  inflate: (content) => {
    try {
      return inflateSync(content, { finishFlush: constants.Z_SYNC_FLUSH })
    } catch {
      return undefined
    }
  }
}

describe('the bytes of store-format.md §7.2', () => {
  it('envelope', () => {
    const stored = encode(envelope, {
      descriptor: DESCRIPTORS.manifest,
      compression: 'None',
      content: Uint8Array.of(0x80, 0x01)
    })
    expect(toHex(stored)).toBe(
      '83aa64657363726970746f7282a46b696e64b2436865636b706f696e744d616e6966657374a568696e747391ac' +
        '436f6d707265737369626c65ab636f6d7072657373696f6ea44e6f6e65a7636f6e74656e7492cc8001'
    )
  })

  it('default manifest', () => {
    const empty = decode(checkpointManifest, Uint8Array.of(0x80))
    if (!empty.ok) throw new Error(empty.error)
    const written = encode(checkpointManifest, empty.value)
    expect(written).toHaveLength(151)
    expect(sha256Hex(written)).toBe('921823f2855d89906d6d9668aca7efa308828fc5ce5c9d399403ddbc10963a1b')
  })

  it('empty tool state', () => {
    const written = encode(toolState, { generation: 0n, tools: new Map() })
    expect(sha256Hex(written)).toBe('f6146388b8e2df7aa0b37ab98817f40ceba1e1312d5a1dfcc4d4e35199c70891')
  })

  it('execution state', () => {
    expect(toHex(encode(bytes, utf8Bytes('{"v":1}')))).toBe('977b2276223a317d')
  })
})

const anyJson: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, false),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('json')),
    fc
      .uniqueArray(fc.tuple(fc.string(), tie('json')), { selector: ([key]) => key })
      .map((all) => new Map(all))
  )
})).json

describe('MessagePack', () => {
  it('gives back every JSON value that it was given', () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(decode(json, encode(json, value))).toEqual({ ok: true, value })
      })
    )
  })

  it('refuses every cut of a manifest, or reads less, but never fails otherwise', () => {
    const whole = encode(toolState, { generation: 2n ** 63n, tools: new Map() })
    for (let length = 0; length < whole.length; length++)
      expect(decode(toolState, whole.subarray(0, length)).ok).toBe(false)
  })

  it('stops at the depth limit instead of running out of stack', () => {
    expect(decode(json, new Uint8Array(100_000).fill(0x91))).toEqual({ ok: false, error: 'nested too deep' })
  })

  it('takes any bytes without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (stored) => {
        const { content } = readBlob(stored, zlib)
        expect(typeof decode(checkpointManifest, content).ok).toBe('boolean')
      })
    )
  })
})

describe('content of a blob', () => {
  it('comes back from every profile', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('LowLatency', 'Balanced', 'Compact'),
        fc.uint8Array({ maxLength: 6000, size: 'max' }),
        (profile, content) => {
          const stored = wrapBlob(DESCRIPTORS.executionState, content, profile, zlib)
          expect(toHex(readBlob(stored, zlib).content)).toBe(toHex(content))
        }
      )
    )
  })

  it('is the row itself where there is no envelope', () => {
    expect(readBlob(fromHex('fffe'), zlib)).toEqual({ content: fromHex('fffe'), broken: false })
  })

  it('is the row itself where zlib fails, which then decodes as a manifest of defaults', () => {
    const stored = encode(envelope, {
      descriptor: DESCRIPTORS.manifest,
      compression: 'Zlib',
      content: Uint8Array.of(1, 2, 3)
    })
    const read = readBlob(stored, zlib)
    expect(read.broken).toBe(true)
    expect(decode(checkpointManifest, read.content)).toEqual(decode(checkpointManifest, Uint8Array.of(0x80)))
  })
})
