import { decodeText } from '@shared/domain/model/codec/codec'
import {
  type DecodeError,
  decodeHead,
  decodeNode,
  decodeToolCallRecord,
  decodeToolValue,
  encodeHead,
  encodeNode,
  encodeToolValue,
  toolValueFromPlain
} from '@shared/domain/model/decode'
import { storeFileName } from '@shared/domain/model/file-name'
import { activeReadKey, anonHashInput, stableKey } from '@shared/domain/model/keys'
import { STATE_TYPES } from '@shared/domain/model/state-types'
import { parseJson } from '@shared/json/parse'
import type { Json, JsonObject } from '@shared/json/value'
import { writeJson } from '@shared/json/write'
import type { Result } from '@shared/result'
import { BadCase, object, text, type VectorRunner } from './case'

/** Runners of the vectors that read and write single values. */
export const codecRunners: Readonly<Record<string, VectorRunner>> = {
  'node-decode': (input) => decoded(decodeNode(text(input, 'text')), encodeNode),
  'head-decode': (input) => decoded(decodeHead(text(input, 'text')), encodeHead),
  'type-decode': runTypeDecode,
  'tool-value': runToolValue,
  'stable-key': runStableKey,
  'number-read': runNumberRead,
  filenames: (input) => object({ file: storeFileName(text(input, 'session_id')) })
}

function decoded<T>(result: Result<T, DecodeError>, encode: (value: T) => string): Json {
  return object({ decodes: result.ok, reserialized: result.ok ? encode(result.value) : null })
}

function runTypeDecode(input: JsonObject): Json | undefined {
  const codec = STATE_TYPES.get(text(input, 'type'))
  if (codec === undefined) return undefined
  return decoded(decodeText(codec, text(input, 'text')), (value) => codec.write(value))
}

function runToolValue(input: JsonObject): Json {
  const plain = parseJson(text(input, 'text'))
  return object({
    decode: decoded(decodeToolValue(text(input, 'text')), encodeToolValue),
    encode_plain: plain.ok ? encodeToolValue(toolValueFromPlain(plain.value)) : null
  })
}

function runStableKey(input: JsonObject): Json {
  const record = decodeToolCallRecord(text(input, 'record_text'))
  if (!record.ok) throw new BadCase(`the record does not decode: ${record.error.reason}`)
  return object({
    stable_key: stableKey(record.value),
    active_read_key: activeReadKey(record.value),
    anon_hash_input: anonHashInput(record.value)
  })
}

function runNumberRead(input: JsonObject): Json {
  const read = parseJson(text(input, 'text'))
  if (!read.ok) return object({ kind: null })
  const { value } = read
  const reserialized = writeJson(value)
  const again = parseJson(reserialized)
  return object({
    kind: typeof value === 'bigint' ? 'integer' : 'float',
    reserialized,
    reserialized_again: again.ok ? writeJson(again.value) : null,
    float_bits: typeof value === 'number' ? floatBits(value) : null
  })
}

function floatBits(value: number): string {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  return view.getBigUint64(0).toString(16).padStart(16, '0')
}
