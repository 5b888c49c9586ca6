import { defaulted, record, required } from './msgpack/record'
import { bytes, list, oneOf, type Shape } from './msgpack/shape'

/** The kinds of blobs a store holds, as lash names them. */
export type BlobKind =
  | 'GenericBlob'
  | 'CheckpointManifest'
  | 'ToolState'
  | 'PluginSessionSnapshot'
  | 'ExecutionStateSnapshot'

export type BlobHint = 'Compressible' | 'InlinePreferred' | 'LargePayload'

export interface BlobDescriptor {
  readonly kind: BlobKind
  readonly hints: readonly BlobHint[]
}

/** What wraps the content of a blob in its row (store-format.md §7.1). */
export interface Envelope {
  readonly descriptor: BlobDescriptor
  readonly compression: 'None' | 'Zlib'
  readonly content: Uint8Array
}

const descriptor = record<BlobDescriptor>({
  kind: required(
    oneOf('GenericBlob', 'CheckpointManifest', 'ToolState', 'PluginSessionSnapshot', 'ExecutionStateSnapshot')
  ),
  hints: defaulted(
    list(oneOf('Compressible', 'InlinePreferred', 'LargePayload')),
    () => [],
    (hints) => hints.length === 0
  )
})

export const envelope: Shape<Envelope> = record<Envelope>({
  descriptor: required(descriptor),
  compression: required(oneOf('None', 'Zlib')),
  content: required(bytes)
})

/** The descriptors that commits use. */
export const DESCRIPTORS = {
  manifest: { kind: 'CheckpointManifest', hints: ['Compressible'] },
  toolState: { kind: 'ToolState', hints: ['Compressible', 'LargePayload'] },
  pluginSnapshot: { kind: 'PluginSessionSnapshot', hints: ['Compressible', 'LargePayload'] },
  executionState: { kind: 'ExecutionStateSnapshot', hints: ['Compressible', 'LargePayload'] }
} as const satisfies Record<string, BlobDescriptor>
