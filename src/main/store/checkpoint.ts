import { readBlob } from '@shared/domain/blobs/content'
import type { Envelope } from '@shared/domain/blobs/envelope'
import { checkpointManifest } from '@shared/domain/blobs/manifest'
import { bytes, decode, type Shape } from '@shared/domain/blobs/msgpack/shape'
import { pluginSnapshot } from '@shared/domain/blobs/plugin-snapshot'
import { toolState } from '@shared/domain/blobs/tool-state'
import type { HydratedCheckpoint } from '@shared/domain/model/state'
import type { Connection } from './connection'
import type { StoreLayout } from './layout'
import { blobBytes } from './rows'
import { zlib } from './zlib'

/** What became of one blob that a head or a manifest refers to. */
export interface BlobState {
  readonly ref: string
  readonly role: 'manifest' | 'tool-state' | 'plugin-snapshot' | 'execution-state'
  /** `broken`: its zlib does not inflate, so lash decodes the envelope itself (store-format.md §13). */
  readonly state: 'ok' | 'missing' | 'undecodable' | 'broken'
  readonly storedBytes: number
  /** Bytes of the logical content. */
  readonly bytes: number
  readonly envelope: Envelope | undefined
}

/** A checkpoint as lash hydrates it, and what its blobs are like. */
export interface CheckpointReading {
  /** `undefined` when lash finds no checkpoint. */
  readonly checkpoint: HydratedCheckpoint | undefined
  readonly blobs: readonly BlobState[]
}

/** Reads the manifest and each blob it refers to; what is missing or undecodable becomes none (§10.1). */
export function hydrateCheckpoint(
  db: Connection,
  layout: StoreLayout,
  ref: string | undefined
): CheckpointReading {
  if (ref === undefined) return { checkpoint: undefined, blobs: [] }
  const manifest = readPart(db, layout, 'manifest', ref, checkpointManifest)
  if (manifest.value === undefined) return { checkpoint: undefined, blobs: [manifest.blob] }
  const { tool_state_ref, plugin_snapshot_ref, execution_state_ref } = manifest.value
  const tools = readOptional(db, layout, 'tool-state', tool_state_ref, toolState)
  const plugins = readOptional(db, layout, 'plugin-snapshot', plugin_snapshot_ref, pluginSnapshot)
  const execution = readOptional(db, layout, 'execution-state', execution_state_ref, bytes)
  const parts = [tools, plugins, execution]
  return {
    checkpoint: {
      ...manifest.value,
      ...(tools?.value === undefined ? {} : { tool_state: tools.value }),
      ...(plugins?.value === undefined ? {} : { plugin_snapshot: plugins.value }),
      ...(execution?.value === undefined ? {} : { execution_state: execution.value })
    },
    blobs: [manifest.blob, ...parts.flatMap((part) => part?.blob ?? [])]
  }
}

interface Part<T> {
  readonly blob: BlobState
  readonly value: T | undefined
}

function readOptional<T>(
  db: Connection,
  layout: StoreLayout,
  role: BlobState['role'],
  ref: string | undefined,
  shape: Shape<T>
): Part<T> | undefined {
  return ref === undefined ? undefined : readPart(db, layout, role, ref, shape)
}

function readPart<T>(
  db: Connection,
  layout: StoreLayout,
  role: BlobState['role'],
  ref: string,
  shape: Shape<T>
): Part<T> {
  const stored = blobBytes(db, layout, ref)
  if (stored === undefined) {
    const blob: BlobState = { ref, role, state: 'missing', storedBytes: 0, bytes: 0, envelope: undefined }
    return { blob, value: undefined }
  }
  const { content, envelope, broken } = readBlob(stored, zlib)
  const value = decode(shape, content)
  const state = broken ? 'broken' : value.ok ? 'ok' : 'undecodable'
  const blob = { ref, role, state, storedBytes: stored.length, bytes: content.length, envelope } as const
  return { blob, value: value.ok ? value.value : undefined }
}
