import { type BlobProfile, readBlob, wrapBlob, type Zlib } from '@shared/domain/blobs/content'
import { type BlobDescriptor, DESCRIPTORS, type Envelope, envelope } from '@shared/domain/blobs/envelope'
import { pluginFingerprint } from '@shared/domain/blobs/fingerprint'
import { checkpointManifest } from '@shared/domain/blobs/manifest'
import { json as freeJson } from '@shared/domain/blobs/msgpack/containers'
import { bytes, decode, encode, type Shape, text as textShape } from '@shared/domain/blobs/msgpack/shape'
import { pluginSnapshot } from '@shared/domain/blobs/plugin-snapshot'
import { toolState } from '@shared/domain/blobs/tool-state'
import * as basic from '@shared/domain/model/codec/basic'
import { type Codec, decodeText } from '@shared/domain/model/codec/codec'
import { checkpoint } from '@shared/domain/model/codec/head'
import * as snapshots from '@shared/domain/model/codec/snapshots'
import { defaulted, required, struct } from '@shared/domain/model/codec/struct'
import { fromHex, toHex } from '@shared/hash/hex'
import { sha256, sha256Hex } from '@shared/hash/sha256'
import { utf8Bytes } from '@shared/hash/utf8'
import { parseJson } from '@shared/json/parse'
import type { Json, JsonObject } from '@shared/json/value'
import { writeJson } from '@shared/json/write'
import { asArray, asObject, BadCase, integer, member, object, text, type VectorRunner } from './case'

/** Cases of MessagePack, envelopes and blob contents, by `op` (vectors/README.md). */
export const blobsRunner =
  (zlib: Zlib): VectorRunner =>
  (input) => {
    const op = text(input, 'op')
    switch (op) {
      case 'encode':
        return encodeCase(typeOf(input), member(input, 'json'))
      case 'decode':
        return decodeCase(typeOf(input), fromHex(text(input, 'hex')))
      case 'encode_zero_bytes':
        return headerCase(encode(bytes, new Uint8Array(count(input))), count(input))
      case 'encode_x_string':
        return headerCase(encode(textShape, 'x'.repeat(count(input))), count(input))
      case 'encode_map':
        return headerCase(encode(freeJson, numberedMap(count(input))), count(input) * NUMBERED_ENTRY_BYTES)
      case 'store':
        return storeCase(input, zlib)
      case 'read':
        return readCase(fromHex(text(input, 'stored_hex')), zlib)
      case 'plugin_fingerprint':
        return fingerprintCase(asArray(member(input, 'plugins'), 'plugins'))
      default:
        return undefined
    }
  }

/** A type in both its forms: MessagePack as stored, JSON as the vectors show it. */
interface BlobType {
  readonly shape: Shape<unknown>
  readonly codec: Codec<unknown>
}

const envelopeCodec = struct<Envelope>({
  descriptor: required(
    struct<BlobDescriptor>({
      kind: required(
        basic.oneOf([
          'GenericBlob',
          'CheckpointManifest',
          'ToolState',
          'PluginSessionSnapshot',
          'ExecutionStateSnapshot'
        ])
      ),
      hints: defaulted(
        basic.array(basic.oneOf(['Compressible', 'InlinePreferred', 'LargePayload'])),
        [],
        (hints) => hints.length > 0
      )
    })
  ),
  compression: required(basic.oneOf(['None', 'Zlib'])),
  content: required(basic.bytes)
})

const TYPES: ReadonlyMap<string, BlobType> = new Map<string, BlobType>([
  ['manifest', { shape: checkpointManifest, codec: checkpoint }],
  ['tool_state', { shape: toolState, codec: snapshots.toolState }],
  ['plugin_snapshot', { shape: pluginSnapshot, codec: snapshots.pluginSnapshot }],
  ['execution_state', { shape: bytes, codec: basic.bytes }],
  ['envelope', { shape: envelope, codec: envelopeCodec }],
  ['json_value', { shape: freeJson, codec: basic.json }]
])

function typeOf(input: JsonObject): BlobType {
  return TYPES.get(text(input, 'type')) ?? bad('names an unknown type')
}

function encodeCase({ shape, codec }: BlobType, source: Json): Json {
  const value = decodeText(codec, writeJson(source))
  if (!value.ok) return bad(`holds a value that does not decode: ${value.error.reason}`)
  const encoded = encode(shape, value.value)
  return object({ hex: toHex(encoded), sha256: sha256Hex(encoded), length: BigInt(encoded.length) })
}

function decodeCase({ shape, codec }: BlobType, stored: Uint8Array): Json {
  const value = decode(shape, stored)
  if (!value.ok) return object({ decodes: false, json: null })
  return object({
    decodes: true,
    json: shown(codec, value.value),
    reencoded_hex: toHex(encode(shape, value.value))
  })
}

/** As the vector file shows it: written, and read again as that file is, since reading floats is not exact there. */
function shown<T>(codec: Codec<T>, value: T): Json {
  const read = parseJson(codec.write(value))
  return read.ok ? read.value : bad(`gives no JSON: ${read.error.reason}`)
}

/** The last `contentLength` bytes are content; what stands before them is the header. */
function headerCase(encoded: Uint8Array, contentLength: number): Json {
  return object({
    header_hex: toHex(encoded.subarray(0, encoded.length - contentLength)),
    sha256: sha256Hex(encoded),
    length: BigInt(encoded.length)
  })
}

/** A key of six digits behind its marker, and the value 1. */
const NUMBERED_ENTRY_BYTES = 8

function numberedMap(size: number): Json {
  return new Map(Array.from({ length: size }, (_, i) => [String(i).padStart(6, '0'), 1n]))
}

const STORE_DESCRIPTORS: ReadonlyMap<string, BlobDescriptor> = new Map<string, BlobDescriptor>([
  ['checkpoint_manifest', DESCRIPTORS.manifest],
  ['execution_state_snapshot', DESCRIPTORS.executionState],
  ['generic_no_hints', { kind: 'GenericBlob', hints: [] }],
  ['generic_large_only', { kind: 'GenericBlob', hints: ['LargePayload'] }]
])

const CONTENT_RULE = 'ports = [80, 443]\n'

function storeCase(input: JsonObject, zlib: Zlib): Json {
  const descriptor = STORE_DESCRIPTORS.get(text(input, 'descriptor')) ?? bad('names an unknown descriptor')
  const length = Number(integer(input, 'content_length'))
  const content = utf8Bytes(CONTENT_RULE.repeat(length / CONTENT_RULE.length + 1).slice(0, length))
  const stored = wrapBlob(descriptor, content, profileOf(text(input, 'profile')), zlib)
  const { envelope: wrapped } = readBlob(stored, zlib)
  return object({
    key: sha256Hex(content),
    compression: wrapped?.compression ?? null,
    descriptor: object({
      kind: descriptor.kind,
      ...(descriptor.hints.length > 0 ? { hints: descriptor.hints } : {})
    }),
    ...(wrapped?.compression === 'None'
      ? { stored_length: BigInt(stored.length), stored_sha256: sha256Hex(stored) }
      : {})
  })
}

function profileOf(name: string): BlobProfile {
  return name === 'LowLatency' || name === 'Balanced' || name === 'Compact'
    ? name
    : bad('names an unknown profile')
}

function readCase(stored: Uint8Array, zlib: Zlib): Json {
  const { content } = readBlob(stored, zlib)
  const manifest = decode(checkpointManifest, content)
  return object({
    content_hex: toHex(content),
    as_manifest: manifest.ok ? shown(checkpoint, manifest.value) : null
  })
}

function fingerprintCase(plugins: readonly Json[]): Json {
  const versions = plugins.map((each) => {
    const plugin = asObject(each, 'the plugin')
    return { id: text(plugin, 'id'), version: text(plugin, 'version'), revision: integer(plugin, 'revision') }
  })
  return object({ fingerprint: pluginFingerprint(versions, sha256) })
}

function count(input: JsonObject): number {
  return Number(integer(input, 'count'))
}

function bad(what: string): never {
  throw new BadCase(`the case ${what}`)
}
