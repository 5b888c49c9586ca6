import { type BlobProfile, readBlob, wrapBlob, type Zlib } from '@shared/domain/blobs/content'
import { type BlobDescriptor, DESCRIPTORS, envelope } from '@shared/domain/blobs/envelope'
import { type PluginVersion, pluginFingerprint } from '@shared/domain/blobs/fingerprint'
import { checkpointManifest } from '@shared/domain/blobs/manifest'
import { json as freeJson } from '@shared/domain/blobs/msgpack/containers'
import { record, required } from '@shared/domain/blobs/msgpack/record'
import {
  bytes,
  decode,
  encode,
  fromJson,
  list,
  type Shape,
  text,
  u64
} from '@shared/domain/blobs/msgpack/shape'
import { pluginSnapshot } from '@shared/domain/blobs/plugin-snapshot'
import { toolState } from '@shared/domain/blobs/tool-state'
import { fromHex, toHex } from '@shared/hash/hex'
import { sha256 } from '@shared/hash/sha256'
import { utf8Bytes } from '@shared/hash/utf8'
import type { Json, JsonObject } from '@shared/json/value'

/** Runs one case of the `blobs` vectors (vectors/README.md); gives the output as the vector file writes it. */
export function runBlobsVector(input: JsonObject, zlib: Zlib): Json {
  const op = textOf(input, 'op')
  switch (op) {
    case 'encode':
      return encodeCase(SHAPES.get(textOf(input, 'type')) ?? unknown('type'), input.get('json') ?? null)
    case 'decode':
      return decodeCase(SHAPES.get(textOf(input, 'type')) ?? unknown('type'), fromHex(textOf(input, 'hex')))
    case 'encode_zero_bytes':
      return headerCase(encode(bytes, new Uint8Array(countOf(input, 'count'))), countOf(input, 'count'))
    case 'encode_x_string':
      return headerCase(encode(text, 'x'.repeat(countOf(input, 'count'))), countOf(input, 'count'))
    case 'encode_map':
      return headerCase(encode(freeJson, numberedMap(countOf(input, 'count'))), countOf(input, 'count') * 8)
    case 'store':
      return storeCase(input, zlib)
    case 'read':
      return readCase(fromHex(textOf(input, 'stored_hex')), zlib)
    case 'plugin_fingerprint':
      return fingerprintCase(input.get('plugins') ?? null)
    default:
      return unknown(`operation ${op}`)
  }
}

const SHAPES: ReadonlyMap<string, Shape<unknown>> = new Map<string, Shape<unknown>>([
  ['manifest', checkpointManifest],
  ['tool_state', toolState],
  ['plugin_snapshot', pluginSnapshot],
  ['execution_state', bytes],
  ['envelope', envelope],
  ['json_value', freeJson]
])

const STORE_DESCRIPTORS: ReadonlyMap<string, BlobDescriptor> = new Map<string, BlobDescriptor>([
  ['checkpoint_manifest', DESCRIPTORS.manifest],
  ['execution_state_snapshot', DESCRIPTORS.executionState],
  ['generic_no_hints', { kind: 'GenericBlob', hints: [] }],
  ['generic_large_only', { kind: 'GenericBlob', hints: ['LargePayload'] }]
])

function encodeCase(shape: Shape<unknown>, source: Json): Json {
  const value = fromJson(shape, source)
  if (!value.ok) return object({ error: value.error })
  const encoded = encode(shape, value.value)
  return object({
    hex: toHex(encoded),
    sha256: toHex(sha256(encoded)),
    length: BigInt(encoded.length)
  })
}

function decodeCase(shape: Shape<unknown>, stored: Uint8Array): Json {
  const value = decode(shape, stored)
  if (!value.ok) return object({ decodes: false, json: null, error: value.error })
  return object({
    decodes: true,
    json: shape.toJson(value.value),
    reencoded_hex: toHex(encode(shape, value.value))
  })
}

/** `contentLength` bytes at the end are content; what stands before them is the header. */
function headerCase(encoded: Uint8Array, contentLength: number): Json {
  return object({
    header_hex: toHex(encoded.subarray(0, encoded.length - contentLength)),
    sha256: toHex(sha256(encoded)),
    length: BigInt(encoded.length)
  })
}

function numberedMap(count: number): Json {
  return new Map(Array.from({ length: count }, (_, i) => [String(i).padStart(6, '0'), 1n]))
}

function storeCase(input: JsonObject, zlib: Zlib): Json {
  const descriptor = STORE_DESCRIPTORS.get(textOf(input, 'descriptor')) ?? unknown('descriptor')
  const length = countOf(input, 'content_length')
  const content = utf8Bytes('ports = [80, 443]\n'.repeat(length / 18 + 1).slice(0, length))
  const stored = wrapBlob(descriptor, content, profileOf(textOf(input, 'profile')), zlib)
  const wrapped = decode(envelope, stored)
  const compression = wrapped.ok ? wrapped.value.compression : null
  return object({
    key: toHex(sha256(content)),
    compression,
    descriptor: object({
      kind: descriptor.kind,
      ...(descriptor.hints.length > 0 ? { hints: descriptor.hints } : {})
    }),
    ...(compression === 'None'
      ? { stored_length: BigInt(stored.length), stored_sha256: toHex(sha256(stored)) }
      : {})
  })
}

function readCase(stored: Uint8Array, zlib: Zlib): Json {
  const { content } = readBlob(stored, zlib)
  const manifest = decode(checkpointManifest, content)
  return object({
    content_hex: toHex(content),
    as_manifest: manifest.ok ? checkpointManifest.toJson(manifest.value) : null
  })
}

const pluginVersions = list(
  record<PluginVersion>({ id: required(text), version: required(text), revision: required(u64) })
)

function fingerprintCase(plugins: Json): Json {
  const versions = fromJson(pluginVersions, plugins)
  return object(
    versions.ok ? { fingerprint: pluginFingerprint(versions.value, sha256) } : { error: versions.error }
  )
}

function profileOf(name: string): BlobProfile {
  return name === 'LowLatency' || name === 'Balanced' || name === 'Compact' ? name : unknown('profile')
}

function object(fields: Readonly<Record<string, Json>>): JsonObject {
  return new Map(Object.entries(fields))
}

function textOf(input: JsonObject, key: string): string {
  const value = input.get(key)
  return typeof value === 'string' ? value : unknown(key)
}

function countOf(input: JsonObject, key: string): number {
  const value = input.get(key)
  return typeof value === 'bigint' ? Number(value) : unknown(key)
}

function unknown(what: string): never {
  throw new Error(`this vector names an unknown ${what}`)
}
